/** What can be written in another way where the cursor stands, each proved to allow and deny the same. */
import { type Catalog } from "../../catalog/catalog.ts";
import { type CheckMemory } from "../../checks/memory.ts";
import { Effort } from "../../domains/effort.ts";
import { type PolicyKind } from "../../policy/policy.ts";
import { policySide, type ReferenceGround, samePolicies } from "../../proof/comparing/same-policies.ts";
import { applyEdits, type Edit } from "../../text/edit.ts";
import { type Span } from "../../text/span.ts";
import { type Phrase } from "../../wording/phrase.ts";
import { documentSteps, type DocumentPolicy, policyAt, type PolicyDocument } from "../document.ts";
import { proposeLists } from "./lists.ts";
import { proposeMerge } from "./merge-statements.ts";
import { type Proposal, type RefactoringPlace, type RefactoringSort } from "./refactoring.ts";
import { proposeSids } from "./sids.ts";
import { proposeSplit } from "./split-statement.ts";
import { proposeWildcards } from "./wildcards.ts";
import { writtenIn } from "./written.ts";

export interface Refactoring {
  /** An imperative sentence. */
  readonly title: Phrase;
  readonly sort: RefactoringSort;
  /** In the order of the file; they do not touch each other. */
  readonly edits: readonly Edit[];
}

export interface RefactoringSources {
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
  /** What is said of the file's policies. */
  readonly statedKind: PolicyKind | undefined;
}

const PROPOSERS = [proposeWildcards, proposeLists, proposeSplit, proposeMerge, proposeSids];

/** Takes a step for each that is tried. */
export function* refactoringSteps(
  document: PolicyDocument,
  span: Span,
  sources: RefactoringSources,
): Generator<undefined, readonly Refactoring[]> {
  const place = placeAt(document, span, sources);
  if (place === undefined) return [];
  const found: Refactoring[] = [];
  for (const propose of PROPOSERS) {
    for (const proposal of propose(place)) {
      const proved = yield* provedChange(proposal, place.policy, document, sources);
      if (proved !== undefined) found.push({ title: proposal.title, sort: proposal.sort, edits: proved.edits });
      yield;
    }
  }
  return found;
}

/** Undefined where nothing can be written, and in a text that could not be read as a whole. */
function placeAt(
  document: PolicyDocument,
  span: Span,
  { catalog, memory }: RefactoringSources,
): RefactoringPlace | undefined {
  const policy = policyAt(document, span.start);
  const statement = policy?.policy.statements.find((one) => one.span.start <= span.start && span.start <= one.span.end);
  if (policy === undefined || statement === undefined || !mayBeWritten(policy)) return undefined;
  const { text } = document.source;
  return { policy, statement, span, text, written: writtenIn(text), catalog, memory };
}

function mayBeWritten({ site }: DocumentPolicy): boolean {
  return site.writer !== undefined && !site.broken && site.standing === "source";
}

/** Worth some hundredths of a second. */
const EFFORT = 400_000;

/** A change that was proved, and the document as it is then. */
export interface ProvedChange {
  readonly edits: readonly Edit[];
  readonly after: PolicyDocument;
}

/** What changes come to after which all policies of the file are proved to be the same. */
export function* provedChange(
  { changes, ground }: Pick<Proposal, "changes" | "ground">,
  { site }: DocumentPolicy,
  document: PolicyDocument,
  sources: RefactoringSources,
): Generator<undefined, ProvedChange | undefined> {
  const edits = site.writer?.edits(changes);
  if (edits === undefined) return undefined;
  const { source } = document;
  const text = applyEdits(source.text, edits);
  if (text === source.text) return undefined;
  const after = yield* documentSteps({ ...source, text }, sources.statedKind);
  return isSameDocument(document, after, ground, sources) ? { edits, after } : undefined;
}

function isSameDocument(
  before: PolicyDocument,
  after: PolicyDocument,
  ground: Proposal["ground"],
  { catalog, memory }: RefactoringSources,
): boolean {
  if (before.policies.length !== after.policies.length || after.problems.length > before.problems.length) return false;
  const effort = new Effort(EFFORT);
  const [written, writtenAfter] = [writtenIn(before.source.text), writtenIn(after.source.text)];
  return before.policies.every(({ policy, kind }, index) => {
    const other = after.policies[index];
    if (other === undefined || other.site.broken) return false;
    if (written(policy.object) === writtenAfter(other.policy.object)) return true;
    const one = policySide(policy, kind.kind, written);
    const two = policySide(other.policy, other.kind.kind, writtenAfter);
    const reference = ground === "reference" ? groundOf(catalog, memory, kind.kind) : undefined;
    return samePolicies(one, two, effort, reference);
  });
}

/** A wildcard for more actions is not taken apart. */
const MOST_ACTIONS = 1_000;

export function groundOf(catalog: Catalog, memory: CheckMemory, kind: PolicyKind): ReferenceGround {
  const { prover } = memory.proofs.proverFor(kind);
  return {
    actionsOf(pattern) {
      const { count, first } = catalog.actionsMatching(pattern, MOST_ACTIONS);
      return count > first.length ? undefined : first;
    },
    matchesNothing: (policy, statement) => prover.matchesNothing(policy, statement),
  };
}
