/** Publishes the findings of open documents: of each its newest version, for as long as it is the newest. */
import { type Diagnostic, DiagnosticTag } from "vscode-languageserver";
import { type PlacedFinding } from "../service/index.ts";
import { isWorkspaceFile } from "../workspace/config.ts";
import { type LspServer } from "./lsp-server.ts";
import { type DocumentVersion } from "./open-documents.ts";
import { pathOf } from "./paths.ts";
import { type Progress } from "./progress.ts";
import { type DocumentReading } from "./readings.ts";
import { logFailure } from "./run-safe.ts";
import { toLspDiagnostics } from "./to-lsp.ts";
import { PAUSE_MS } from "./typed-places.ts";
import { resultSoon } from "./work.ts";
import { spanHolds } from "../text/span.ts";

export interface FindingsPublisher {
  /** The document was opened or changed, or something that its findings rest on did. */
  add(version: DocumentVersion): void;
  /** The document was closed. */
  forget(uri: string): void;
}

/** How far it is is told so often, and what is found by then is shown of a document that is opened. */
const PART_MS = 500;

/** Or later: each time all is sent that is found by then, which has half as long again to become more. */
const SHARE_UNTIL_SHOWN = 0.5;

/** So many findings are converted in one step. */
const AT_ONCE = 50;

export function createFindingsPublisher(server: LspServer): FindingsPublisher {
  const { shown, workspaceCheck, client, log, typed } = server;
  const newest = new Map<string, object>();

  const publish = async (version: DocumentVersion, isWanted: () => boolean): Promise<void> => {
    const path = pathOf(version.uri, client.folders);
    // Its mistakes are published together with those of the closed ones.
    if (isWorkspaceFile(path) || isWrittenByAws(version, client)) return;
    const progress = server.startProgress(`Checking ${path.slice(path.lastIndexOf("/") + 1)}`);
    try {
      const reading = await server.readings.of(version);
      if (reading === undefined || !isWanted()) return;
      await publishFound(server, version, reading, { progress, isWanted });
    } finally {
      progress.done();
    }
  };

  return {
    add(version) {
      const search = {};
      newest.set(version.uri, search);
      typed.note(version);
      const isWanted = (): boolean => version.isNewest() && newest.get(version.uri) === search;
      void publish(version, isWanted).catch((error: unknown) => {
        logFailure(log, `the findings of ${version.uri} failed`, error);
      });
    },
    forget(uri) {
      newest.delete(uri);
      typed.forget(uri);
      if (workspaceCheck.keeps(uri)) {
        workspaceCheck.refresh();
        return;
      }
      shown.show(uri, undefined, []).catch((error: unknown) => {
        logFailure(log, `the findings of ${uri} cannot be taken back`, error);
      });
    },
  };
}

/** All that is found in the version, with parts of it before if the document was just opened. */
async function publishFound(
  { shown, client, log, work, typed, timing }: LspServer,
  version: DocumentVersion,
  { service, document, question }: DocumentReading,
  { progress, isWanted }: { readonly progress: Progress; readonly isWanted: () => boolean },
): Promise<void> {
  const run = service.diagnostics(document, question);
  const diagnosticsOf = diagnosticsIn(version, client.pages);
  const show = async (): Promise<void> => {
    const diagnostics = await resultSoon(work, diagnosticsOf(run.found, typed.placeIn(version)), isWanted);
    if (diagnostics !== undefined && isWanted()) await shown.show(version.uri, version.version, diagnostics);
  };
  // Whoever opens a file sees at once what looking shows; of an edited one, all together, so that nothing flickers.
  const isFirst = !shown.has(version.uri);
  const started = performance.now();
  let shownNext = started + PART_MS;
  while (run.phase !== "done") {
    const { phase } = run;
    const end = performance.now() + PART_MS;
    const step = (): "more" | "last" =>
      run.step() === "last" || run.phase !== phase || performance.now() > end ? "last" : "more";
    if (!(await work.run(step, isWanted))) return;
    progress.report(run.progress);
    if (!isFirst || !isWanted() || (run.phase === phase && performance.now() < shownNext)) continue;
    await show();
    const now = performance.now();
    shownNext = now + SHARE_UNTIL_SHOWN * (now - started);
  }
  if (!isWanted()) return;
  await show();
  const place = typed.placeIn(version);
  if (!run.found.some((finding) => fadesAt(finding, place))) return;
  timing.after(PAUSE_MS, () => {
    if (!isWanted()) return;
    show().catch((error: unknown) => {
      logFailure(log, `the findings of ${version.uri} failed`, error);
    });
  });
}

/** Nobody here can mend it. */
function isWrittenByAws({ uri }: DocumentVersion, { managedPolicies }: LspServer["client"]): boolean {
  return managedPolicies !== undefined && uri.startsWith(`${managedPolicies}/`);
}

/** Each finding is converted once, however often it is shown. In steps. */
function diagnosticsIn(
  { text }: DocumentVersion,
  pages: string | undefined,
): (findings: readonly PlacedFinding[], typedAt: number | undefined) => Generator<undefined, readonly Diagnostic[]> {
  const known = new WeakMap<PlacedFinding, readonly Diagnostic[]>();
  const diagnosticsOf = (finding: PlacedFinding): readonly Diagnostic[] => {
    const diagnostics = known.get(finding) ?? toLspDiagnostics(text, finding, pages);
    known.set(finding, diagnostics);
    return diagnostics;
  };
  return function* (findings, typedAt) {
    const all: Diagnostic[] = [];
    for (const [index, finding] of findings.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) yield;
      const diagnostics = diagnosticsOf(finding);
      all.push(...(fadesAt(finding, typedAt) ? diagnostics.slice(0, 1).map(withoutFading) : diagnostics));
    }
    return all;
  };
}

/** A statement that nobody has finished is not faded, although what is there of it never matches. */
function fadesAt({ span, fades, unnecessary }: PlacedFinding, place: number | undefined): boolean {
  const faded = fades ?? (unnecessary === true ? span : undefined);
  return faded !== undefined && place !== undefined && spanHolds(faded, place);
}

function withoutFading(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, tags: (diagnostic.tags ?? []).filter((tag) => tag !== DiagnosticTag.Unnecessary) };
}
