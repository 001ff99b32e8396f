/**
 * The findings of every policy of the workspace, also in files that are not open. Once that was asked for, what is shown
 * of the closed files is kept true: a change of a file, of what is said of the files or of the folders has all of them
 * looked at again, while there is nothing else to do. What is open is shown by `publish-findings.ts`.
 */
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import {
  type AcceptedFinding,
  type FindingsQuestion,
  type PlacedFinding,
  type PolicyService,
  SEVERITIES,
  type Severity,
  type Workspace,
} from "../service/index.ts";
import { type CheckedFiles, leftOutInWords, moreFoundInWords } from "../telling/check-summary.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { type Phrase } from "../wording/phrase.ts";
import { isWorkspaceFile } from "../workspace/config.ts";
import { type Configurations } from "./configurations.ts";
import { type ClientFacts } from "./lsp-server.ts";
import { type OpenDocuments } from "./open-documents.ts";
import { uriOfPath } from "./paths.ts";
import { cancelled, logFailure, type Log } from "./run-safe.ts";
import { type ServiceSource } from "./service-source.ts";
import { type ShownFindings } from "./shown-findings.ts";
import { type Timing } from "./timing.ts";
import { DIAGNOSTIC_SOURCE, toLspDiagnostics } from "./to-lsp.ts";
import { type Work } from "./work.ts";
import { type KnownFile } from "./workspace-files.ts";
import { type WorkspacePolicySource } from "./workspace-policies.ts";
import { unchangingText } from "./unchanging-text.ts";

export interface WorkspaceCheck {
  /** Rejects if it is not wanted to the end: what was found until then stays, and is kept true. */
  run(isWanted: () => boolean, report: (done: number, total: number) => void): Promise<CheckedFiles>;
  /** Is what is shown of the file kept here while it is closed? */
  keeps(uri: string): boolean;
  /** Something changed that findings rest on. */
  refresh(): void;
}

export interface WorkspaceCheckSources {
  readonly documents: OpenDocuments;
  readonly services: ServiceSource;
  readonly policies: WorkspacePolicySource;
  readonly configurations: Configurations;
  readonly shown: ShownFindings;
  /** Told what is accepted once all is checked, and undefined as soon as that may have changed. */
  readonly onAccepted: (findings: readonly AcceptedFinding[] | undefined) => void;
  readonly work: Work;
  readonly client: Pick<ClientFacts, "folders" | "pages">;
  readonly timing: Timing;
  readonly log: Log;
}

/** Files mostly change several at a time. */
const SETTLED_MS = 300;

export function createWorkspaceCheck(sources: WorkspaceCheckSources): WorkspaceCheck {
  const { timing, log } = sources;
  const kept = new Set<string>();
  let keeping: "nothing" | "some" | "all" = "nothing";
  let newest = 0;

  const check = async (pass: Omit<CheckPass, "kept" | "wants">): Promise<CheckedFiles> => {
    // After a check that was stopped, only what it had come to is kept true.
    const wants = keeping === "some" && pass.pace === "idle" ? (uri: string) => kept.has(uri) : () => true;
    const { accepted, isOutdated, ...result } = await checkFiles({ ...pass, kept, wants }, sources);
    if (pass.pace === "soon") keeping = "all";
    if (isOutdated) refresh();
    // In a file that was left out there may be what an entry is about.
    const isWhole = !isOutdated && keeping === "all" && result.extent === "all" && result.leftOut.length === 0;
    sources.onAccepted(isWhole ? accepted : undefined);
    return result;
  };

  let running = 0;
  let changedMeanwhile = false;
  const recheck = (): void => {
    // Whoever waits for a check is not interrupted by a change; what it missed is seen afterwards.
    changedMeanwhile = running > 0;
    if (changedMeanwhile) return;
    const own = ++newest;
    check({ isWanted: () => own === newest, report: () => undefined, pace: "idle" }).catch((error: unknown) => {
      if (own === newest) logFailure(log, "the workspace cannot be checked again", error);
    });
  };
  let callOff = (): void => undefined;
  const refresh = (): void => {
    if (keeping === "nothing") return;
    sources.onAccepted(undefined);
    callOff();
    callOff = timing.after(SETTLED_MS, recheck);
  };
  return {
    async run(isWanted, report) {
      newest++;
      running++;
      if (keeping === "nothing") keeping = "some";
      try {
        return await check({ isWanted, report, pace: "soon" });
      } finally {
        running--;
        if (changedMeanwhile) recheck();
      }
    },
    keeps: (uri) => kept.has(uri),
    refresh,
  };
}

interface CheckPass {
  readonly isWanted: () => boolean;
  readonly report: (done: number, total: number) => void;
  /** "soon": a person waits for it. */
  readonly pace: "soon" | "idle";
  /** The files of which findings are shown, or were looked for. */
  readonly kept: Set<string>;
  readonly wants: (uri: string) => boolean;
}

interface CheckOutcome {
  readonly accepted: readonly AcceptedFinding[];
  /** Of a file the text that counts is another by now. */
  readonly isOutdated: boolean;
}

async function checkFiles(pass: CheckPass, sources: WorkspaceCheckSources): Promise<CheckedFiles & CheckOutcome> {
  const { shown, documents, client } = sources;
  const { workspace, files } = await sources.policies.read(pass.isWanted);
  const openWhenRead = new Set(documents.all().map(({ uri }) => uri));
  const own = files.filter(({ path, uri }) => isOwnFile(path) && pass.wants(uri));
  const leftOut = workspace.unread.filter(({ path }) => isOwnFile(path));
  const tally = { policies: 0, files: 0, errors: 0, warnings: 0, others: 0 };
  const seen = new Set<string>();
  const allAccepted: AcceptedFinding[] = [];
  let isOutdated = false;
  const show = async (uri: string, diagnostics: readonly Diagnostic[]): Promise<void> => {
    pass.kept.add(uri);
    seen.add(uri);
    if (documents.newest(uri) !== undefined) return;
    // Closed meanwhile, perhaps without being saved: what was read of it need not be what is on disk.
    if (openWhenRead.has(uri)) isOutdated = true;
    else await shown.show(uri, undefined, diagnostics);
  };
  for (const [index, file] of own.entries()) {
    pass.report(index, own.length);
    const { policies, found, accepted, diagnostics } = await checkFile(file, workspace, pass, sources);
    for (const finding of accepted) allAccepted.push({ path: file.path, finding });
    if (policies > 0) tally.files++;
    tally.policies += policies;
    for (const { severity } of found) {
      const counted = TALLIED[severity];
      if (counted !== undefined) tally[counted]++;
    }
    await show(file.uri, diagnostics);
  }
  for (const { path, why } of leftOut) {
    const uri = uriOfPath(path, client.folders);
    if (uri !== undefined && pass.wants(uri)) await show(uri, [noteOn(leftOutInWords(why))]);
  }
  await takeBack(pass.kept, seen, sources);
  return { ...tally, leftOut, extent: workspace.extent, accepted: allAccepted, isOutdated };
}

/** A hint fades its text and is not listed among the problems. */
const TALLIED: Readonly<Record<Severity, "errors" | "warnings" | "others" | undefined>> = {
  error: "errors",
  warning: "warnings",
  info: "others",
  hint: undefined,
};

/** Of files that are gone, or that hold nothing any more. */
async function takeBack(
  kept: Set<string>,
  seen: ReadonlySet<string>,
  { shown, documents }: Pick<WorkspaceCheckSources, "shown" | "documents">,
): Promise<void> {
  for (const uri of kept) {
    if (seen.has(uri)) continue;
    kept.delete(uri);
    if (documents.newest(uri) === undefined) await shown.show(uri, undefined, []);
  }
}

/** Mistakes in a workspace file are told by `config-diagnostics.ts`. */
function isOwnFile(path: string): boolean {
  return !isWorkspaceFile(path);
}

interface FileFindings {
  readonly policies: number;
  readonly found: readonly PlacedFinding[];
  readonly accepted: readonly PlacedFinding[];
  readonly diagnostics: readonly Diagnostic[];
}

async function checkFile(
  { uri, path, text }: KnownFile,
  workspace: Workspace,
  pass: CheckPass,
  { services, configurations, documents, client, work }: WorkspaceCheckSources,
): Promise<FileFindings> {
  const [service, configuration] = await Promise.all([services.service(), configurations.of(uri)]);
  const source = { path, languageId: documents.newest(uri)?.languageId, text, around: workspace.around };
  const question = { configuration, workspace, reportSyntax: true };
  let findings: FileFindings | undefined;
  const steps = fileSteps(service, source, question, uri, client.pages);
  const step = (): "more" | "last" => {
    if (!pass.isWanted()) return "last";
    const taken = steps.next();
    if (taken.done !== true) return "more";
    findings = taken.value;
    return "last";
  };
  await (pass.pace === "soon" ? work.run(step, pass.isWanted) : work.runWhenIdle(step));
  if (findings === undefined) throw cancelled();
  return findings;
}

function* fileSteps(
  service: PolicyService,
  source: Parameters<PolicyService["read"]>[0],
  question: FindingsQuestion,
  uri: string,
  pages: string | undefined,
): Generator<undefined, FileFindings> {
  const document = yield* service.read(source, question.configuration);
  const run = service.diagnostics(document, question);
  while (run.phase !== "done") {
    run.step();
    yield;
  }
  const { found, accepted } = run;
  const text = unchangingText(uri, "", 0, source.text);
  const diagnostics: Diagnostic[] = [];
  for (const [index, finding] of worstOf(found).entries()) {
    if (index % AT_ONCE === 0) yield;
    diagnostics.push(...toLspDiagnostics(text, finding, pages));
  }
  if (found.length > MOST_LISTED) diagnostics.push(noteOn(moreFoundInWords(found.length, MOST_LISTED)));
  return { policies: document.policies.length, found, accepted, diagnostics };
}

/** VS Code lists no more of a file. */
const MOST_LISTED = 900;
const AT_ONCE = 100;

function worstOf(found: readonly PlacedFinding[]): readonly PlacedFinding[] {
  if (found.length <= MOST_LISTED) return found;
  const rank = ({ severity }: PlacedFinding): number => SEVERITIES.indexOf(severity);
  return [...found].sort((one, other) => rank(one) - rank(other)).slice(0, MOST_LISTED);
}

/** At the file's start. */
function noteOn(message: Phrase): Diagnostic {
  const start = { line: 0, character: 0 };
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Warning,
    source: DIAGNOSTIC_SOURCE,
    message: phraseToMessage(message),
  };
}
