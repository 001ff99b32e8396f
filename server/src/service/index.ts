/**
 * The front door: everything that an editor, a command line or another shell can ask about policies. What it remembers
 * belongs to it, is bounded, and ends with it.
 */
import { type Catalog, type CatalogInfo } from "../catalog/catalog.ts";
import { ALL_CHECKS } from "../checks/index.ts";
import { type Check } from "../checks/check.ts";
import { type CheckMemory, openCheckMemory } from "../checks/memory.ts";
import { readAhead } from "../checks/proofs.ts";
import { once } from "../domains/once.ts";
import { type Facts } from "../denial/denied-request.ts";
import { evaluate } from "../evaluation/evaluate.ts";
import { type SourceText } from "../hosts/host.ts";
import { isOfExamples } from "../hosts/index.ts";
import { type DenialReading } from "../message/denial.ts";
import { type Decision } from "../evaluation/decision.ts";
import { type FactKey, factsWith } from "./fact-keys.ts";
import { type FactWords } from "../telling/fact-sentences.ts";
import { firstConfigSummary, firstConfigText } from "../telling/first-config.ts";
import { type Span } from "../text/span.ts";
import { type WorkspaceConfig } from "../workspace/config.ts";
import { firstConfigOf } from "../workspace/first-config.ts";
import { type WorkspaceFile } from "../workspace/read-file-policies.ts";
import { type Beside, besideWith } from "./beside/beside.ts";
import { type CompletionKind } from "./completion/candidate.ts";
import { completeAt } from "./completion/complete.ts";
import { type CompletionPoint, type CompletionResult } from "./completion/complete-policy.ts";
import { documentCompletion } from "./completion/document-completion.ts";
import { type KnownNames, knownNames } from "./completion/known-names.ts";
import { type Configuration, configure, type Stated } from "./configuration.ts";
import { describeName, type DescribedKind, type Description } from "./describe.ts";
import {
  type CheckSources,
  type FindingsQuestion,
  type FindingsRun,
  type PlacedFinding,
  type ServiceLog,
  startFindings,
} from "./diagnostics.ts";
import { documentSteps, type PolicyDocument } from "./document.ts";
import { readEvaluationRow } from "./evaluation-row.ts";
import { fixAllSteps, type FixedText } from "./fix-all.ts";
import { type ExplainedDenial, explainSteps, readDenial } from "./explain-denial.ts";
import { hoverAt, type HoverResult } from "./hover.ts";
import { type ManagedPolicyAnswers, managedPolicyAnswers } from "./managed/managed-policies.ts";
import { newPolicies, type NewPolicyKind } from "./new-policies.ts";
import { type Navigation, NAVIGATION } from "./navigation/navigation.ts";
import { addedStatements, neededPermissions, type NeededPermissions } from "./permissions/needed-permissions.ts";
import { type Proved, proveRow, type ProverMemory } from "./prove.ts";
import { withFindings } from "./rejected-policy.ts";
import { type Rewriting, rewritingWith } from "./rewriting.ts";
import { type WhoCanOption, whoCanOptions, whoCanSteps } from "./who-can.ts";
import { type UnreadFile, type Workspace, type WorkspaceMemory, workspaceSteps } from "./workspace.ts";

export { nearestNames } from "../domains/nearest-name.ts";
export { SEVERITIES, type Severity } from "../checks/check.ts";
export { type AskedAnswer, askedAnswer, askedAnswerOfMessage, type FilesAnswer, filesAnswer } from "./answers/asked.ts";
export { denialAnswer } from "./answers/denial.ts";
export { evaluationAnswer } from "./answers/evaluation.ts";
export { EVALUATION_ROW } from "./evaluation-row.ts";
export { explanationAnswer } from "./answers/explanation.ts";
export {
  type FixedFile,
  findingAnswer,
  type LintReport,
  type ReportedPlace,
  type ReportRow,
} from "./answers/lint-report.ts";
export { proofAnswer } from "./answers/proof.ts";
export { STATEMENT_ROW } from "./prove.ts";
export { type AcceptedFinding, findUnusedSuppressions, type Severities, severitiesOf } from "./accepted-findings.ts";
export { type NeededPermissions } from "./permissions/needed-permissions.ts";
export { plainText } from "../syntax/draft.ts";
export { KnownParts } from "../syntax/known-parts.ts";
export { COMPLETION_KINDS, type CompletionKind } from "./completion/candidate.ts";
export { type CompletionItem, type CompletionResult } from "./completion/complete-policy.ts";
export { type Configuration } from "./configuration.ts";
export { findUnmatchedFiles, readConfigFile, readConfigSettings } from "./config-reading.ts";
export { DESCRIBED_KINDS, type Description } from "./describe.ts";
export { type FindingsQuestion, type FindingsRun, type PlacedFinding } from "./diagnostics.ts";
export { type FileEdits } from "./fixes-elsewhere.ts";
export { type FixedText } from "./fix-all.ts";
export { CODES_WITHOUT_PAGE, SYNTAX_CODE } from "./text-findings.ts";
export { type PolicyDocument, policyMeantAt } from "./document.ts";
export { type ExplainedDenial } from "./explain-denial.ts";
export { type HoverResult } from "./hover.ts";
export { commentEdit } from "./comment-edit.ts";
export { removeSuppression, suppressionEdit } from "./suppression-edit.ts";
export { kindEdit } from "./kind-edit.ts";
export { type WorkspaceFileEdit } from "./workspace-file-edit.ts";
export { CONVERTED_FORMS, type ConvertedForm, FORM_NAMES } from "./conversion/forms.ts";
export { attachParts, partPaths } from "./fitting/part-files.ts";
export { withVisibleText } from "./conversion/visible-text.ts";
export { type FittingProblem, type ShrunkPolicy } from "./fitting/shrink-policy.ts";
export { type SplitPolicy } from "./fitting/split-policy.ts";
export { type Refactoring } from "./refactorings/find-refactorings.ts";
export { type Lens } from "./beside/lenses.ts";
export { MARK_KINDS, type TextMark } from "./beside/marks.ts";
export { type DocumentLinkTo } from "./navigation/links.ts";
export { type WrittenPlace } from "./navigation/named-places.ts";
export { type WorkspaceSymbolFound } from "./navigation/workspace-symbols.ts";
export { type PolicySymbol } from "./navigation/symbols.ts";
export { resultOf } from "../text/steps.ts";
export { type UnreadFile, type Workspace } from "./workspace.ts";

export interface ServiceOptions {
  /** Opened on first use: to evaluate, or to read a message, mostly needs none. */
  readonly catalog: () => Catalog;
  readonly memory?: MemoryLimits;
  readonly log: ServiceLog;
}

export interface MemoryLimits {
  /** So many statements of each kind of policy are known again by their text. */
  readonly statements: number;
}

export type CheckFacts = Pick<Check, "code" | "severity" | "summary">;

export interface FirstConfigText {
  /** How many policies there are. */
  readonly summary: string;
  /** JSON with comments. */
  readonly text: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Offsets and spans are of the file, in UTF-16 code units. What takes long is done in steps, so that the caller can let
 * other work in between, and can stop.
 */
export interface PolicyService extends Navigation, Beside, Rewriting, ManagedPolicyAnswers {
  catalog(): CatalogInfo;
  /** Every check there is, for lists of rules. */
  readonly checks: readonly CheckFacts[];
  configure(stated: Stated): Configuration;
  read(source: SourceText, configuration: Configuration): Generator<undefined, PolicyDocument>;
  /** The same search for the same question about the same document: what it has found is not sought again. */
  diagnostics(document: PolicyDocument, question: FindingsQuestion): FindingsRun;
  /** What is found by now under the span or beside it, with its fixes. */
  fixes(document: PolicyDocument, span: Span, question: FindingsQuestion): readonly PlacedFinding[];
  /** Makes the fixes that a tool may choose by itself, until none is left; those of one code, or all. */
  fixAll(source: SourceText, question: FindingsQuestion, code?: string): Generator<undefined, FixedText>;
  hover(document: PolicyDocument, offset: number): HoverResult | undefined;
  /** `workspace` for the names in it; undefined where nothing is known of others. */
  complete(
    document: PolicyDocument,
    at: CompletionPoint,
    workspace: FindingsQuestion["workspace"],
  ): CompletionResult | undefined;
  /** The text beside a completion, as Markdown. */
  describeCompletion(kind: CompletionKind, label: string): string | undefined;
  /** The kinds of policy that a new file can be of, each with what it can begin with. */
  newPolicies(): readonly NewPolicyKind[];
  /** Reads what changed since the last time. `leftOut` are files whose text is not at hand. */
  readWorkspace(
    files: Iterable<WorkspaceFile>,
    config: WorkspaceConfig,
    leftOut: readonly UnreadFile[],
    extent?: Workspace["extent"],
  ): Generator<undefined, Workspace>;
  /** A first workspace file for policies of which nothing is said yet; undefined if there is none of them. */
  firstConfig(workspace: Workspace): FirstConfigText | undefined;
  /** `typed` is an action, and an ARN behind it if one resource is meant. */
  whoCan(typed: string, workspace: Workspace): ReturnType<typeof whoCanSteps>;
  whoCanOptions(typed: string, workspace: Workspace): readonly WhoCanOption[];
  /** `typed` is an API operation or a command of the AWS CLI. */
  neededPermissions(typed: string): ReturnType<typeof neededPermissions>;
  /** Edits that write them behind the statement at the offset, or behind all; undefined where no policy can take them. */
  addPermissions(
    document: PolicyDocument,
    offset: number,
    needed: NeededPermissions,
  ): ReturnType<typeof addedStatements>;
  readDenial(message: string): DenialReading;
  explain(message: string, facts: Facts, workspace: Workspace): Generator<undefined, ExplainedDenial>;
  /** What is wrong with a fact that the user states, and what to write. */
  checkFact(key: string, written: string | undefined): FactWords;
  /** The keys that a fact can be stated for; `action` is undefined where it is not known. */
  factKeys(action: string | undefined, workspace: Workspace): readonly FactKey[];
  /** A row of `iam-verdict evaluate`. Throws an Error that says what is missing or of the wrong kind. */
  evaluate(row: Row): Decision;
  /** A row of `iam-verdict satisfiable`. Throws an Error that says what is missing or of the wrong kind. */
  prove(row: Row): Proved;
  describe(kind: DescribedKind | undefined, name: string): Description;
  /** Reads what first proofs need, so that no keystroke waits for it. */
  readAhead(): Generator<undefined>;
  /** Forgets everything. */
  dispose(): void;
}

/** Enough for the open documents of an editor. */
const EDITOR_MEMORY: MemoryLimits = { statements: 2_000 };

export function openService({
  catalog: openCatalog,
  memory: limits = EDITOR_MEMORY,
  log,
}: ServiceOptions): PolicyService {
  const catalog = once(openCatalog);
  let memory: CheckMemory | undefined;
  const sources = (): CheckSources => {
    memory ??= openCheckMemory(catalog(), limits.statements);
    return { catalog: catalog(), memory, log };
  };
  const findings = findingsMemory((document, question) => startFindings(document, question, sources()));
  const names = namesMemory();
  const [files, provers]: readonly [WorkspaceMemory, ProverMemory] = [new Map(), new Map()];
  return {
    catalog: () => catalog().info,
    checks: ALL_CHECKS,
    configure,
    read: readWithSettings,
    diagnostics: findings,
    fixes: (document, { start, end }, question) =>
      findings(document, question).found.filter(({ span }) => span.start <= end && start <= span.end),
    fixAll: (source, question, code) =>
      fixAllSteps(source, {
        code,
        read: (text) => readWithSettings(text, question.configuration),
        find: (document) => findings(document, question),
      }),
    hover: (document, offset) => hoverAt(document, offset, sources()),
    complete: (document, at, workspace) =>
      completeAt(document, { ...at, catalog: catalog(), known: names(document, workspace) }),
    describeCompletion: (kind, label) => documentCompletion(kind, label, catalog()),
    newPolicies,
    ...NAVIGATION,
    ...managedPolicyAnswers(catalog),
    ...besideWith(sources),
    ...rewritingWith(sources),
    readWorkspace: (read, config, leftOut, extent = "all") => workspaceSteps(read, config, files, leftOut, extent),
    whoCan: (typed, workspace) => whoCanSteps(typed, workspace, sources()),
    whoCanOptions: (typed, workspace) => whoCanOptions(typed, workspace, catalog()),
    addPermissions: (document, offset, { statements }) => addedStatements(document, offset, statements),
    neededPermissions: (typed) => neededPermissions(typed, catalog()),
    readDenial: (message) => readDenial(message, catalog),
    *explain(message, facts, { policies, unread, extent }) {
      const explained = yield* explainSteps({ message, facts, workspace: policies, unread, extent, ...sources() });
      return yield* withFindings(explained, policies, sources());
    },
    firstConfig: firstConfigFor,
    ...factsWith(catalog),
    evaluate: evaluateRow,
    prove: (row) => proveRow(row, catalog, provers),
    describe: (kind, name) => describeName(kind, name, catalog()),
    readAhead: () => readAhead(catalog()),
    dispose() {
      memory?.clear();
      files.clear();
      provers.clear();
    },
  };
}

/** What is written in Markdown is read as an empty text where the user does not want its examples. */
function readWithSettings(source: SourceText, configuration: Configuration): Generator<undefined, PolicyDocument> {
  return configuration.examples === "left-out" && isOfExamples(source)
    ? documentSteps({ ...source, text: "" }, undefined)
    : documentSteps(source, configuration.kindOf(source.path));
}

function evaluateRow(row: Row): Decision {
  const { request, policies } = readEvaluationRow(row);
  return evaluate(request, policies);
}

function firstConfigFor({ policies }: Workspace): FirstConfigText | undefined {
  const found = firstConfigOf(policies);
  return found.entries.length === 0 ? undefined : { summary: firstConfigSummary(found), text: firstConfigText(found) };
}

type FindingsSource = (document: PolicyDocument, question: FindingsQuestion) => FindingsRun;

/** Of each document the last search, for as long as the document is kept. */
function findingsMemory(start: FindingsSource): FindingsSource {
  const runs = new WeakMap<PolicyDocument, { readonly question: FindingsQuestion; readonly run: FindingsRun }>();
  return (document, question) => {
    const known = runs.get(document);
    if (known !== undefined && isSame(known.question, question)) return known.run;
    const run = start(document, question);
    runs.set(document, { question, run });
    return run;
  };
}

type NamesSource = (document: PolicyDocument, workspace: FindingsQuestion["workspace"]) => KnownNames;

/** The names of a workspace, for as long as it is kept; of a document alone where there is none. */
function namesMemory(): NamesSource {
  const known = new WeakMap<object, KnownNames>();
  return (document, workspace) => {
    const source = workspace ?? document;
    const names =
      known.get(source) ?? knownNames((workspace?.policies.policies ?? document.policies).map(({ policy }) => policy));
    known.set(source, names);
    return names;
  };
}

function isSame(one: FindingsQuestion, other: FindingsQuestion): boolean {
  return (
    one.configuration === other.configuration &&
    one.workspace === other.workspace &&
    one.reportSyntax === other.reportSyntax
  );
}
