/** What a search for fixes asks of the workspace: its texts, what edits would make of them, and what our own checks say of that. */
import { type Catalog } from "../catalog/catalog.ts";
import { hasWildcard } from "../catalog/match-name.ts";
import { type AlsoChanged, type FixFiles, type OpenHolder, type TextUse } from "../denial/fixes/question.ts";
import { once, onceForEach } from "../domains/once.ts";
import { arnsOfReference, type GivenVariables, type HostReading, type WrittenPlace } from "../hosts/host.ts";
import { mayRefer, readSource } from "../hosts/index.ts";
import { type KindReading } from "../policy/kinds.ts";
import { type Policy, sidOf, type Statement } from "../policy/policy.ts";
import { slotOfReading } from "../policy/slots.ts";
import { type NeverReason } from "../proof/proof.ts";
import { openProver, type Prover } from "../proof/prove-statement.ts";
import { type Edit } from "../text/edit.ts";
import { isSameSpan, type Span } from "../text/span.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { resultOf } from "../text/steps.ts";
import { givenAlike } from "../workspace/filled-names.ts";
import { holderNamed, holdersNamed } from "../workspace/holder-named.ts";
import { knowsAccount, knowsPrincipal } from "../workspace/known-principals.ts";
import { changedPolicies } from "../workspace/changed-policies.ts";
import { type AsDeployed } from "../workspace/policies-of-deployment.ts";
import { rereadPolicies, textIn } from "../workspace/reread-policies.ts";
import { statedHolders } from "../workspace/stated-holders.ts";
import { stateAttachment, stateMember } from "../workspace/state-attachment.ts";
import { createEntryLookup, type PlacedHolder, type WorkspacePolicies } from "../workspace/workspace.ts";
import { addsComplaint, type ComplaintSources } from "./fix-complaints.ts";

export interface FixSources extends ComplaintSources {
  readonly asDeployed: AsDeployed;
  /** What is known of the caller's deployment, by `variable` of holes. */
  readonly variables: ReadonlyMap<string, string>;
  /** The role or user that a caller without a name is supposed to be. */
  readonly made?: PlacedHolder | undefined;
}

/** Of one denial: what was read anew is kept for it. */
export function fixFilesOf(workspace: WorkspacePolicies, sources: FixSources): FixFiles {
  const { policies, texts, config } = workspace;
  const known = once(() => new Map(policies.map((one) => [one.policy, one])));
  const byFile = once(() => policiesByFile(policies));
  const policiesOf = onceForEach((file: string): readonly Policy[] => [...new Set(byFile().get(file))]);
  const reread = new Map<Policy, string>();
  const entryFor = once(() => createEntryLookup(config.policies));
  const [strict, lenient] = [proverFor(sources.catalog, "strict"), proverFor(sources.catalog, "lenient")];
  return {
    addsComplaint(before, after) {
      const source = reread.get(after);
      if (source === undefined) return false;
      const known = policies.find(({ policy }) => policy === before);
      if (known === undefined) {
        const was = { policy: before, source: "", kind: KIND_OF_NEW, refers: true, resource: undefined };
        return addsComplaint(was, { ...was, policy: after, source }, sources);
      }
      const { kind, path, refers } = known;
      // As when the file is checked: of several policies in one file it is not told whose is whose.
      const resource = policiesOf(path).length === 1 ? entryFor()(path).resource : undefined;
      const was = { policy: before, source: texts.get(path) ?? "", kind, refers, resource };
      return addsComplaint(was, { ...was, policy: after, source }, sources);
    },
    matchesNothing: (policy, statement) =>
      (isOfOne(statement) ? strict() : lenient()).matchesNothing(policy, statement),
    ...ofStatements(policies, sources.catalog),
    knowsPrincipal: (arn) => knowsPrincipal(arn, workspace),
    knowsAccount: (account) => knowsAccount(account, workspace),
    textOf: (file) => textIn(workspace, file),
    ...holdersIn(workspace, sources.made),
    stateAttachment: (one) => stateAttachment(workspace, one),
    stateMember: (one) => stateMember(workspace, one),
    policiesOf,
    ...writtenElsewhere(workspace, sources.variables),
    changedBy: (file, edits) => changedBy(file, edits, workspace),
    usesOf: (file, span) => usesOf(file, span, policies),
    givenAlike: onceForEach((principal: string) => givenAlike(principal, workspace.given)),
    madeBeside: onceForEach((file: string) => madeBeside(file, workspace)),
    reread(file, edits) {
      const before = policiesOf(file);
      const read = rereadPolicies(file, edits, before, workspace);
      if (read === undefined) return undefined;
      const after = read.policies.map((policy, index) => {
        const was = before[index] ?? before.at(-1);
        const of = was && known().get(was);
        return of === undefined || before.includes(policy) ? policy : sources.asDeployed(policy, of);
      });
      for (const policy of after) if (!before.includes(policy)) reread.set(policy, read.source);
      return after;
    },
  };
}

function writtenElsewhere(
  { texts, around }: WorkspacePolicies,
  variables: FixSources["variables"],
): Pick<FixFiles, "writtenPlaces" | "writtenEntries"> {
  const readingOf = onceForEach((file: string): HostReading | undefined => {
    const source = { path: file, languageId: undefined, text: texts.get(file) ?? "", around };
    return mayRefer(source) ? resultOf(readSource(source)) : undefined;
  });
  const isOwn = ({ given }: WrittenPlace): boolean => given === undefined || mayBeOf(variables, given);
  const inFile = ({
    path,
    span: { start },
    ...place
  }: WrittenPlace): ReturnType<FixFiles["writtenPlaces"]>[number] => ({
    ...place,
    file: path,
    line: (around.textOf(path) ?? "").slice(0, start).split("\n").length,
  });
  return {
    writtenPlaces: (file, span) => (readingOf(file)?.writtenPlaces?.(span) ?? []).filter(isOwn).map(inFile),
    writtenEntries(file, spans) {
      const rows = readingOf(file)?.writtenEntries?.(spans) ?? [];
      const own = rows.filter((row) => row.every((place) => place === undefined || isOwn(place)));
      return own.map((row) => row.map((place) => place && inFile(place)));
    },
  };
}

function changedBy(file: string, edits: readonly Edit[], workspace: WorkspacePolicies): readonly AlsoChanged[] {
  const { policies, around } = workspace;
  const text = textIn(workspace, file);
  if (text === undefined) return [];
  const referring = [...new Set(policies.flatMap(({ path, refers }) => (refers ? [path] : [])))];
  const changed = changedPolicies({ path: file, text, edits }, referring.slice(0, MOST_READ_AGAIN), around);
  return changed.map(({ path, before: { span, statements }, statements: indexes }) => ({
    file: path,
    span,
    names: policies.flatMap((one) => (one.path === path && isSameSpan(one.policy.span, span) ? [one.name] : [])),
    statements: indexes.flatMap((at) => {
      const statement = statements[at];
      return statement === undefined ? [] : [{ index: statement.index, sid: sidOf(statement) }];
    }),
  }));
}

function usesOf(file: string, span: Span, policies: WorkspacePolicies["policies"]): readonly TextUse[] {
  const used = policies.filter(({ path, policy }) => path === file && isSameSpan(policy.span, span));
  return used.map(({ kind, binding }) => ({ slot: slotOfReading(kind), holders: statedHolders(binding) }));
}

/** Of one fix that reaches into what several may refer to. */
const MOST_READ_AGAIN = 60;

function madeBeside(file: string, { around }: WorkspacePolicies): readonly FilledText[] {
  const source = { path: file, languageId: undefined, text: around.textOf(file) ?? "", around };
  // A template may be in JSON.
  if (!mayRefer(source) && !source.text.includes('"AWS::')) return [];
  const { references, alsoMade } = resultOf(readSource(source));
  return [...(references?.() ?? []).flatMap(arnsOfReference), ...(alsoMade?.() ?? [])];
}

/** May a call that gives these make what has the variables so? */
function mayBeOf(variables: ReadonlyMap<string, string>, given: GivenVariables["texts"]): boolean {
  return [...given].every(([variable, { text, holes }]) => {
    const told = variables.get(variable);
    return told === undefined || holes.length > 0 || told === text;
  });
}

/** A policy that only the fix makes is the caller's own. */
const KIND_OF_NEW: KindReading = { kind: "identity", basis: "stated" };

/** `made`: the caller is supposed to be that one. */
function holdersIn(
  workspace: WorkspacePolicies,
  made: PlacedHolder | undefined,
): Pick<FixFiles, "holderOf" | "makersOf"> {
  return {
    holderOf: (principal) => openHolderOf(made ?? holderNamed(principal, workspace), workspace),
    makersOf: onceForEach((principal: string) => {
      const holders = made === undefined ? holdersNamed(principal, workspace) : [made];
      return holders.map(({ path: file, account, provider }) => ({ file, account, provider }));
    }),
  };
}

/** What writes for it is read anew: it would hold the file for as long as the workspace is known. */
function openHolderOf(named: PlacedHolder | undefined, workspace: WorkspacePolicies): OpenHolder | undefined {
  const text = named && workspace.around.textOf(named.path);
  if (named === undefined || text === undefined) return undefined;
  const source = { path: named.path, languageId: undefined, text, around: workspace.around };
  const made = resultOf(readSource(source)).holders?.() ?? [];
  const holder = made.find(({ label }) => label === named.label);
  return holder && { file: named.path, label: holder.label, writer: holder.writer };
}

/** In their order; one that several share may stand there several times. */
function policiesByFile(policies: WorkspacePolicies["policies"]): ReadonlyMap<string, readonly Policy[]> {
  const byFile = new Map<string, Policy[]>();
  for (const { path, policy } of policies) {
    const known = byFile.get(path);
    if (known === undefined) byFile.set(path, [policy]);
    else known.push(policy);
  }
  return byFile;
}

/**
 * Of what a fix adds to a statement: its action and its resource alone. A name is what names usually are only where it is
 * written out: log groups are asked for as `log-group:NAME:*`, too.
 */
function proverFor(catalog: Catalog, names: "strict" | "lenient"): () => Prover {
  let prover: Prover | undefined;
  return () => (prover ??= openProver({ kind: "identity", catalog, names, facts: false }));
}

function ofStatements(
  policies: WorkspacePolicies["policies"],
  { info }: Catalog,
): Pick<FixFiles, "isBroken" | "refutation" | "dataDate"> {
  const broken = once(() => new Set(policies.filter(({ isBroken }) => isBroken).map(({ policy }) => policy)));
  const isBroken = (policy: Policy): boolean => broken().has(policy);
  return { isBroken, refutation: refutations(isBroken), dataDate: info.date };
}

/** Each statement is looked at once; nothing is concluded of a text with syntax errors. */
function refutations(isBroken: FixFiles["isBroken"]): FixFiles["refutation"] {
  const prover = once(() => openProver({ kind: "identity", catalog: undefined, names: "lenient", facts: false }));
  const known = new Map<Statement, NeverReason | undefined>();
  return (policy, statement) => {
    if (known.has(statement)) return known.get(statement);
    if (known.size === MOST_REFUTED || isBroken(policy)) return undefined;
    const proof = prover().refutation(policy, statement);
    const reason = proof.verdict === "never" ? proof.reason : undefined;
    known.set(statement, reason);
    return reason;
  };
}

/** Where nothing says which policies are attached, thousands may be open. */
const MOST_REFUTED = 500;

function isOfOne({ resource }: Statement): boolean {
  return resource?.entries.every(({ text }) => !hasWildcard(text)) === true;
}
