/** The findings over one document: what its checks say, and its syntax where nobody else reports it. */
import { type Catalog } from "../catalog/catalog.ts";
import { type PolicyUnderCheck, type ReportedFinding, type Severity } from "../checks/check.ts";
import { type CheckMemory } from "../checks/memory.ts";
import { type CheckOptions, checkSteps } from "../checks/run-checks.ts";
import { toldTogether } from "../checks/told-together.ts";
import { declaredResources } from "../hosts/host.ts";
import { statementsInForce } from "../hosts/replaced-statements.ts";
import { type Policy, type PolicyKind, type Statement } from "../policy/policy.ts";
import { type Span } from "../text/span.ts";
import { administered } from "./administered.ts";
import { type Configuration } from "./configuration.ts";
import { type Suppressions, suppressionsIn } from "./comment-suppressions.ts";
import { type DocumentPolicy, type PolicyDocument } from "./document.ts";
import { inlineBeside } from "./inline-together.ts";
import { policiesBeside } from "./policies-beside.ts";
import { checkedPolicies } from "./left-out.ts";
import { type FixWriting, writtenFixes, type WrittenFix } from "./fixes.ts";
import { writesElsewhere } from "./fixes-elsewhere.ts";
import { isCopyOfManaged } from "./managed/copy-of-managed.ts";
import { foldRepeats } from "./repeated-findings.ts";
import { deadWhereWritten, isShared, worksInAnother } from "./shared-entries.ts";
import { isOfOwnText, saysTheSame, spoilsOthers } from "./shared-text.ts";
import { statementsByPlace } from "./statement-places.ts";
import { NOTHING_AROUND } from "./surroundings.ts";
import { textFindings, unusedComment } from "./text-findings.ts";
import { type Workspace } from "./workspace.ts";

/** What the findings of a document rest on besides its text. */
export interface FindingsQuestion {
  readonly configuration: Configuration;
  /** For what it says of the policies beside each; undefined where nothing is known of others. */
  readonly workspace: Workspace | undefined;
  /** An editor's own JSON support reports syntax errors of `.json` files; elsewhere we do. */
  readonly reportSyntax: boolean;
}

/** A finding with the policy and the statement it lies in; a finding about syntax lies in neither. */
export interface PlacedFinding extends Omit<ReportedFinding, "fixes"> {
  /** Made when somebody asks for them: some take a proof. */
  readonly fixes: () => readonly WrittenFix[];
  readonly policy: { readonly name: string | undefined; readonly kind: PolicyKind } | undefined;
  readonly statement: { readonly index: number; readonly sid: string | undefined } | undefined;
}

/**
 * The search for a document's findings, in steps: each takes about as long as one check or one proof, and a snapshot
 * of an account takes thousands of them. Whoever asks takes steps as long as somebody wants to know.
 */
export interface FindingsRun {
  /** First everything that looking shows, which is soon there; then what has to be proved. */
  readonly phase: "looking" | "proving" | "done";
  /** What is found by now, in the order of the text; after `done`, everything. */
  readonly found: readonly PlacedFinding[];
  /** The same, each place by itself, also where `found` says once what holds of many; nothing about syntax. */
  readonly places: readonly PlacedFinding[];
  /** What the workspace file accepts of it, and so is not among them. */
  readonly accepted: readonly PlacedFinding[];
  /** From 0 to 1. */
  readonly progress: number;
  /** Takes a step, and says whether there are more. */
  readonly step: () => "more" | "last";
  /** The same for the policies under the span or beside it alone, for whoever waits for what is found there. */
  stepAt(span: Span): "more" | "last";
}

export interface ServiceLog {
  error(message: string): void;
}

export interface CheckSources {
  readonly catalog: Catalog;
  readonly memory: CheckMemory;
  readonly log: ServiceLog;
}

export function startFindings(
  document: PolicyDocument,
  question: FindingsQuestion,
  sources: CheckSources,
): FindingsRun {
  const syntax = textFindings(document, question);
  // Of a policy that the file has by its name alone nothing can be changed in the file.
  const own = document.policies.filter(({ site }) => site.isOfAws !== true);
  const comments = suppressionsIn(document.source.text);
  const { checked, leftOut } = checkedPolicies(own);
  const writeElsewhere = writesElsewhere(document.source);
  const searches: PolicySearch[] = checked.map((policy) =>
    searchPolicy(policy, document, question, {
      ...{ ...sources, comments, writeElsewhere },
      spoils: (finding, edits) => spoilsOthers(finding, edits, policy.policy.span, { document, searches }),
    }),
  );
  const left = { looking: searches.length, proving: searches.length };
  let found: FindingsRun["found"] | undefined;
  const take = (search: PolicySearch): void => {
    const { phase, sorted } = search;
    search.step();
    if (phase !== "done" && search.phase !== phase) left[phase]--;
    if (search.phase !== phase || search.sorted !== sorted) found = undefined;
  };
  const foundByNow = (): FindingsRun["found"] => {
    // What stands behind them may be what is not checked.
    const mayTell = left.proving === 0 && leftOut === undefined;
    const unused = mayTell ? unusedComments(comments, document.source.text, question.configuration) : [];
    return [
      ...syntax,
      ...saidOnce(searches, left.proving === 0),
      ...(leftOut === undefined ? [] : [leftOut]),
      ...unused,
    ];
  };
  const steps = allSteps(searches, take);
  return {
    get phase() {
      return left.looking > 0 ? "looking" : left.proving > 0 ? "proving" : "done";
    },
    get found() {
      return (found ??= foundByNow());
    },
    get places() {
      return searches.flatMap(({ sorted }) => sorted.places);
    },
    get accepted() {
      return searches.flatMap(({ sorted }) => sorted.accepted);
    },
    get progress() {
      return searches.length === 0 ? 1 : 1 - (left.looking + left.proving) / (2 * searches.length);
    },
    step: () => (steps.next().done === true ? "last" : "more"),
    stepAt({ start, end }) {
      const next = searches.find(({ span, phase }) => phase !== "done" && span.start <= end && start <= span.end);
      if (next !== undefined) take(next);
      return next === undefined ? "last" : "more";
    },
  };
}

/** All policies are looked at before the first is proved. */
function* allSteps(searches: readonly PolicySearch[], take: (search: PolicySearch) => void): Generator<undefined> {
  for (const phase of ["looking", "proving"] as const) {
    for (const search of searches) {
      while (search.phase === phase) {
        take(search);
        yield;
      }
    }
  }
}

/**
 * What two policies share stands in the file once, and so does what is to be said of it. Whether what is dead in one of them
 * works in another is known when all are proved.
 */
function saidOnce(searches: readonly PolicySearch[], areProved: boolean): readonly PlacedFinding[] {
  const [only, ...others] = searches;
  if (only === undefined || others.length === 0) return only?.sorted.found ?? [];
  const works = areProved
    ? worksInAnother(searches.map(({ policy, sorted }) => ({ policy, places: sorted.places })))
    : undefined;
  // By where it stands: mostly there is one.
  const said = new Map<number, PlacedFinding[]>();
  return searches.flatMap(({ policy, sorted }) =>
    sorted.found.filter((finding) => {
      if (isShared(finding, policy) && works?.(finding) !== false) return false;
      const { start } = finding.span;
      const there = said.get(start);
      if (there === undefined) said.set(start, [finding]);
      else if (there.some((other) => saysTheSame(finding, other))) return false;
      else there.push(finding);
      return true;
    }),
  );
}

/** Sources: "AWS managed policies", whose ARNs have `aws` in the place of the account; "Service-linked roles", whose names begin alike. */
function isOfAws({ site }: DocumentPolicy): boolean {
  return /^arn:[^:]*:iam::aws:/.test(site.stated.arn ?? "") || site.name?.startsWith("AWSServiceRoleFor") === true;
}

/** So many findings are put into their places in one step. */
const MOST_PLACED = 500;

/** Of several policies in one file it is not told whose is whose. */
function resourceOfFile(
  { source, policies }: PolicyDocument,
  configuration: Configuration,
): Pick<PolicyUnderCheck, "resource"> {
  const resource = configuration.resourceOf(source.path);
  return resource !== undefined && policies.length === 1 ? { resource } : {};
}

/** What the file says of the policy where it is used. */
function factsOfPlace(
  policy: DocumentPolicy,
  document: PolicyDocument,
): Pick<
  PolicyUnderCheck,
  | ("broken" | "refers" | "declaredResources" | "isItem" | "isPart" | "isPlain" | "isTaken" | "takenSids")
  | ("folderOfRole" | "inlineBeside" | "isBounded" | "administers" | "mayDoAll" | "policiesBeside")
> {
  const { site } = policy;
  const { path } = document.source;
  const beside = inlineBeside(policy, document);
  const others = policiesBeside(policy, document);
  const taken = site.uses.flatMap(({ stated }) => stated.declared.taken ?? []);
  const folder = /(?:^|\/)roles\/([\w+=,.@-]+)\/[^/]+$/.exec(path)?.[1];
  return {
    broken: site.broken,
    refers: site.refers,
    declaredResources: declaredResources(site.uses),
    isPlain: site.isPlain === true,
    isItem: site.isItem === true,
    isPart: site.uses.some(({ stated }) => stated.declared.partOf !== undefined),
    ...(site.isTaken === true ? { isTaken: true } : {}),
    ...(taken.length === 0 ? {} : { takenSids: taken }),
    ...(folder === undefined ? {} : { folderOfRole: folder }),
    ...(areBounded(site.uses) ? { isBounded: true as const } : {}),
    ...administered(policy, document),
    ...(beside === undefined ? {} : { inlineBeside: beside }),
    ...(others.length === 0 ? {} : { policiesBeside: others }),
  };
}

/** A text may be the policy of several. */
function areBounded(uses: DocumentPolicy["site"]["uses"]): boolean {
  const held = uses.filter(({ kind }) => kind !== "boundary");
  return held.length > 0 && held.every(({ stated }) => stated.declared.isBounded === true);
}

/** A check that is turned off finds nothing that could be accepted. */
function unusedComments(comments: Suppressions, text: string, { severities }: Configuration): readonly PlacedFinding[] {
  return comments
    .unused()
    .filter(({ codes }) => !codes.every((code) => severities.get(code) === "off"))
    .map((comment) => unusedComment(text, comment));
}

interface PolicySearch {
  readonly policy: Policy;
  readonly span: Span;
  readonly phase: FindingsRun["phase"];
  readonly sorted: SortedFindings;
  step(): void;
}

interface SearchSources extends CheckSources, Pick<PlacingSources, "spoils" | "writeElsewhere"> {
  readonly comments: Suppressions;
}

type SortedFindings = Pick<FindingsRun, "found" | "places" | "accepted">;

function searchPolicy(
  policy: DocumentPolicy,
  document: PolicyDocument,
  { configuration, workspace }: FindingsQuestion,
  { catalog, memory, log, comments, spoils, writeElsewhere }: SearchSources,
): PolicySearch {
  const { path, text: source } = document.source;
  const isCopy = isCopyOfManaged(policy, path, catalog);
  const subject: PolicyUnderCheck = {
    policy: statementsInForce(policy.policy, policy.site),
    source,
    kind: policy.kind,
    catalog,
    memory,
    surroundings: (workspace?.surroundings() ?? NOTHING_AROUND)(document.source, policy.policy),
    ...resourceOfFile(document, configuration),
    ...factsOfPlace(policy, document),
    ...(isCopy && { isTaken: true as const }),
  };
  const onFailure: FixWriting["onFailure"] = (code, error) =>
    log.error(`check ${code} failed on ${path}: ${String(error)}`);
  const severities = isCopy || isOfAws(policy) ? configuration.severitiesOfAws : configuration.severities;
  const options: CheckOptions = { severities, onCheckFailure: onFailure };
  const statementAt = statementsByPlace(policy.policy.statements);
  let raw: readonly ReportedFinding[] = [];
  let sorted: SortedFindings = { found: [], places: [], accepted: [] };
  let phase: FindingsRun["phase"] = "looking";
  const add = function* (findings: readonly ReportedFinding[]): Generator<undefined> {
    raw = [...raw, ...findings];
    const all = toldTogether(deadWhereWritten(raw, policy, path)).filter((one) => isOfOwnText(one, policy.policy.span));
    const found: PlacedFinding[] = [];
    const accepted: PlacedFinding[] = [];
    for (const [index, one] of all.entries()) {
      if (index % MOST_PLACED === 0) yield;
      const statement = statementAt(one.span);
      const finding = placed(one, statement, policy, { path, onFailure, spoils, writeElsewhere });
      const isAccepted = comments.accept(finding, statement?.span) || configuration.accepts(path, finding);
      (isAccepted ? accepted : found).push(finding);
    }
    sorted = { found: yield* foldRepeats(found), places: found, accepted };
  };
  const steps = (function* (): Generator<undefined> {
    yield* add(yield* checkSteps("looking", subject, options));
    phase = "proving";
    yield;
    yield* add(yield* checkSteps("proving", subject, options));
    phase = "done";
  })();
  return {
    policy: policy.policy,
    span: policy.policy.span,
    get phase() {
      return phase;
    },
    get sorted() {
      return sorted;
    },
    step: () => void steps.next(),
  };
}

interface PlacingSources extends Pick<FixWriting, "path" | "writeElsewhere" | "onFailure"> {
  /** Would the edits spoil another policy? */
  readonly spoils: (finding: ReportedFinding, edits: WrittenFix["edits"]) => boolean;
}

function placed(
  finding: ReportedFinding,
  statement: Statement | undefined,
  { kind, site, policy }: DocumentPolicy,
  { spoils, ...sources }: PlacingSources,
): PlacedFinding {
  const { writer, refers } = site;
  const writing = { policy, writer, ...sources, ...(!refers && { writeElsewhere: () => undefined }) };
  return {
    ...finding,
    severity: site.standing === "example" ? ofExample(finding.severity) : finding.severity,
    fixes: () => writtenFixes(finding, writing).filter(({ edits }) => edits.length === 0 || !spoils(finding, edits)),
    policy: { name: site.name, kind: kind.kind },
    statement: statement && placeOf(statement),
  };
}

/** A large policy has hundreds of findings, of which few are asked for their statement. */
function placeOf(statement: Statement): PlacedFinding["statement"] {
  return {
    index: statement.index,
    get sid() {
      return statement.sid?.text;
    },
  };
}

/** A text may show what is wrong, and nobody deploys it from there. */
function ofExample(severity: Severity): Severity {
  return severity === "hint" ? "hint" : "info";
}
