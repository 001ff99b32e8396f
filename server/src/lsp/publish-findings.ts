/** Publishes the findings of open documents: of each its newest version, for as long as it is the newest. */
import { type Diagnostic, DiagnosticTag } from "vscode-languageserver";
import { type PlacedFinding } from "../service/index.ts";
import { isWorkspaceFile } from "../workspace/config.ts";
import { type LspServer } from "./lsp-server.ts";
import { type DocumentVersion } from "./open-documents.ts";
import { pathOf } from "./paths.ts";
import { logFailure } from "./run-safe.ts";
import { toLspDiagnostics } from "./to-lsp.ts";
import { PAUSE_MS } from "./typed-places.ts";
import { spanHolds } from "../text/span.ts";

export interface FindingsPublisher {
  /** The document was opened or changed, or something that its findings rest on did. */
  add(version: DocumentVersion): void;
  /** The document was closed. */
  forget(uri: string): void;
}

/** What is found by then is shown of a document that is opened, and how far it is. */
const PART_MS = 500;

/** Or later: however much there is to show, it takes no more than a tenth of the time. */
const PART_OF_SHOWING = 10;

export function createFindingsPublisher(server: LspServer): FindingsPublisher {
  const { shown, workspaceCheck, client, log, work, typed, timing } = server;
  const newest = new Map<string, object>();

  const publish = async (version: DocumentVersion, isWanted: () => boolean): Promise<void> => {
    const path = pathOf(version.uri, client.folders);
    // Its mistakes are published together with those of the closed ones.
    if (isWorkspaceFile(path) || isWrittenByAws(version, client)) return;
    const reading = await server.readings.of(version);
    if (reading === undefined || !isWanted()) return;
    const diagnosticsOf = diagnosticsIn(version, client.pages);
    const show = (findings: readonly PlacedFinding[]): Promise<void> =>
      shown.show(version.uri, version.version, diagnosticsOf(findings, typed.placeIn(version)));
    // Whoever opens a file sees at once what looking shows; of an edited one, all together, so that nothing flickers.
    const isFirst = !shown.has(version.uri);
    const run = reading.service.diagnostics(reading.document, reading.question);
    const progress = server.startProgress(`Checking ${path.slice(path.lastIndexOf("/") + 1)}`);
    let showing = 0;
    try {
      while (run.phase !== "done") {
        const { phase } = run;
        const end = performance.now() + Math.max(PART_MS, PART_OF_SHOWING * showing);
        const step = (): "more" | "last" =>
          run.step() === "last" || run.phase !== phase || performance.now() > end ? "last" : "more";
        if (!(await work.run(step, isWanted))) return;
        progress.report(run.progress);
        const started = performance.now();
        if (isFirst && isWanted()) await show(run.found);
        showing = performance.now() - started;
      }
      if (!isWanted()) return;
      await show(run.found);
      const place = typed.placeIn(version);
      if (!run.found.some((finding) => fadesAt(finding, place))) return;
      timing.after(PAUSE_MS, () => void (isWanted() && show(run.found)));
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

/** Nobody here can mend it. */
function isWrittenByAws({ uri }: DocumentVersion, { managedPolicies }: LspServer["client"]): boolean {
  return managedPolicies !== undefined && uri.startsWith(`${managedPolicies}/`);
}

/** Each finding is converted once, however often it is shown. */
function diagnosticsIn(
  { text }: DocumentVersion,
  pages: string | undefined,
): (findings: readonly PlacedFinding[], typedAt: number | undefined) => readonly Diagnostic[] {
  const known = new WeakMap<PlacedFinding, readonly Diagnostic[]>();
  const diagnosticsOf = (finding: PlacedFinding): readonly Diagnostic[] => {
    const diagnostics = known.get(finding) ?? toLspDiagnostics(text, finding, pages);
    known.set(finding, diagnostics);
    return diagnostics;
  };
  return (findings, typedAt) =>
    findings.flatMap((finding) => {
      const diagnostics = diagnosticsOf(finding);
      return fadesAt(finding, typedAt) ? diagnostics.slice(0, 1).map(withoutFading) : diagnostics;
    });
}

/** A statement that nobody has finished is not faded, although what is there of it never matches. */
function fadesAt({ span, fades, unnecessary }: PlacedFinding, place: number | undefined): boolean {
  const faded = fades ?? (unnecessary === true ? span : undefined);
  return faded !== undefined && place !== undefined && spanHolds(faded, place);
}

function withoutFading(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, tags: (diagnostic.tags ?? []).filter((tag) => tag !== DiagnosticTag.Unnecessary) };
}
