/** Which statements of a policy another statement makes pointless: asked once for a policy, whoever wants to know. */
import { recent, type Recent } from "../domains/recent.ts";
import { type Effort } from "../domains/shape-search.ts";
import { isSettled, type ListElement, type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import {
  type ComparedStatement,
  comparedStatement,
  type Cover,
  coverOf,
  statementCovers,
} from "../proof/comparing/statement-covers.ts";
import { type PolicyUnderCheck } from "./check.ts";
import { proofsOf } from "./proofs.ts";
import { statementText } from "./statement-text.ts";

/** `by` matches everything that `statement` matches. */
export interface CoveredStatement {
  readonly statement: Statement;
  readonly by: Statement;
}

/** The same of what the statement matches because of one entry of its Action or Resource. */
export interface CoveredEntry extends CoveredStatement {
  readonly element: ListElement;
  readonly index: number;
}

export interface Coverage {
  /** Allow statements that a Deny covers. */
  readonly shadowed: readonly CoveredStatement[];
  /** Entries of other Allow statements that a Deny covers. */
  readonly shadowedEntries: readonly CoveredEntry[];
  /** Statements that another of the same effect covers; of two equal ones, the later. */
  readonly redundant: readonly CoveredStatement[];
}

const NOTHING: Coverage = { shadowed: [], shadowedEntries: [], redundant: [] };

/** For all pairs of one policy: some hundredths of a second. What is not shown by then is not said. */
const EFFORT = 400_000;

/**
 * Nothing of a text with syntax errors: what could not be read might make a difference. Takes a step for each
 * statement, and the answer is what is returned.
 */
export function* coverageSteps(subject: PolicyUnderCheck): Generator<undefined, Coverage> {
  if (subject.broken || subject.policy.statements.length < 2) return NOTHING;
  const { ofPolicy } = subject.memory.comparisons;
  const known = ofPolicy.get(subject.policy) ?? (yield* findCoverage(subject));
  ofPolicy.set(subject.policy, known);
  return known;
}

/** A statement of this policy, with what is kept of its text. */
interface Member {
  readonly statement: Statement;
  readonly kept: KeptStatement;
}

function* findCoverage(subject: PolicyUnderCheck): Generator<undefined, Coverage> {
  const { policy, kind, memory } = subject;
  const store = memory.comparisons.storeFor(kind.kind);
  const members: Member[] = [];
  for (const { statement, proof } of proofsOf(subject)) {
    const compared = (): KeptStatement | undefined => compare(policy, statement, kind.kind);
    const kept = proof.verdict === "never" ? undefined : store.get(statementText(policy, statement), compared);
    if (kept !== undefined) members.push({ statement, kept });
    yield;
  }
  const allows = members.filter(({ statement }) => hasEffect(statement, "Allow"));
  const denies = members.filter(({ statement }) => hasEffect(statement, "Deny"));
  const surely = denies.filter(({ statement }) => statement.certain);
  const effort = { left: EFFORT };
  const shadowed: CoveredStatement[] = [];
  const shadowedEntries: CoveredEntry[] = [];
  for (const { statement, kept } of allows) {
    const by = surely.find((deny) => keptCover(deny.kept, kept, effort).whole);
    if (by !== undefined) shadowed.push({ statement, by: by.statement });
    else
      for (const deny of surely)
        shadowedEntries.push(...entriesOf(statement, deny, keptCover(deny.kept, kept, effort)));
    yield;
  }
  const alive = allows.filter(({ statement }) => !shadowed.some((one) => one.statement === statement));
  const redundant = [...(yield* findRedundant(alive, effort)), ...(yield* findRedundant(denies, effort))];
  return { shadowed, shadowedEntries, redundant };
}

function hasEffect({ effect }: Statement, wanted: "Allow" | "Deny"): boolean {
  return effect !== undefined && isSettled(effect) && effect.text === wanted;
}

function entriesOf(statement: Statement, deny: Member, { actions, resources }: Cover): readonly CoveredEntry[] {
  const inElement = (element: ListElement | undefined, indexes: readonly number[]): readonly CoveredEntry[] =>
    element === undefined ? [] : indexes.map((index) => ({ statement, by: deny.statement, element, index }));
  return [...inElement(statement.action, actions), ...inElement(statement.resource, resources)];
}

/** What is left of a chain of statements that cover each other is never told to be covered by one that goes. */
function* findRedundant(members: readonly Member[], effort: Effort): Generator<undefined, readonly CoveredStatement[]> {
  const gone = new Set<Member>();
  const found: CoveredStatement[] = [];
  for (const smaller of [...members].reverse()) {
    const by = members.find(
      (larger) =>
        larger !== smaller &&
        larger.statement.certain &&
        !gone.has(larger) &&
        isCovered(larger.kept, smaller.kept, effort),
    );
    yield;
    if (by === undefined) continue;
    gone.add(smaller);
    found.push({ statement: smaller.statement, by: by.statement });
  }
  return found;
}

interface KeptStatement {
  readonly compared: ComparedStatement;
  /** What statements of the other effect cover of it. */
  readonly covers: WeakMap<ComparedStatement, Cover>;
  /** Whether statements of the same effect cover it. */
  readonly covered: WeakMap<ComparedStatement, boolean>;
}

/** The last statements by their text: an edit changes one of them, and the others need not be compared again. */
type StatementStore = Recent<string, KeptStatement | undefined>;

export interface ComparisonMemory {
  storeFor(kind: PolicyKind): StatementStore;
  /** Kept for as long as the policy is. */
  readonly ofPolicy: WeakMap<Policy, Coverage>;
  clear(): void;
}

/** `mostKept` bounds how many statements are known again by their text, for each kind of policy. */
export function openComparisonMemory(mostKept: number): ComparisonMemory {
  const stores = new Map<PolicyKind, StatementStore>();
  return {
    ofPolicy: new WeakMap(),
    storeFor(kind) {
      const store = stores.get(kind) ?? recent<string, KeptStatement | undefined>(mostKept);
      stores.set(kind, store);
      return store;
    },
    clear: () => {
      stores.clear();
    },
  };
}

function compare(policy: Policy, statement: Statement, kind: PolicyKind): KeptStatement | undefined {
  const compared = comparedStatement(policy, statement, kind);
  return compared === undefined ? undefined : { compared, covers: new WeakMap(), covered: new WeakMap() };
}

const NO_COVER: Cover = { whole: false, actions: [], resources: [] };

function keptCover(larger: KeptStatement, smaller: KeptStatement, effort: Effort): Cover {
  const known = smaller.covers.get(larger.compared);
  if (known !== undefined) return known;
  if (effort.left < 0) return NO_COVER;
  const cover = coverOf(larger.compared, smaller.compared, "compared", effort);
  if (effort.left >= 0) smaller.covers.set(larger.compared, cover);
  return cover;
}

function isCovered(larger: KeptStatement, smaller: KeptStatement, effort: Effort): boolean {
  const known = smaller.covered.get(larger.compared);
  if (known !== undefined) return known;
  if (effort.left < 0) return false;
  const covers = statementCovers(larger.compared, smaller.compared, "compared", effort);
  if (effort.left >= 0) smaller.covered.set(larger.compared, covers);
  return covers;
}
