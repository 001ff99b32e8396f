/** Publishes the findings of open documents: of each its newest version, for as long as it is the newest. */
import { type Diagnostic } from "vscode-languageserver";
import { type PlacedFinding } from "../service/index.ts";
import { isWorkspaceFile } from "../workspace/config.ts";
import { type LspServer } from "./lsp-server.ts";
import { type DocumentVersion } from "./open-documents.ts";
import { pathOf } from "./paths.ts";
import { logFailure } from "./run-safe.ts";
import { toLspDiagnostics } from "./to-lsp.ts";

export interface FindingsPublisher {
  /** The document was opened or changed, or something that its findings rest on did. */
  add(version: DocumentVersion): void;
  forget(uri: string): void;
}

/** What is found by then is shown of a document that is opened, and how far it is. */
const PART_MS = 500;

export function createFindingsPublisher(server: LspServer): FindingsPublisher {
  const { connection, client, log, work } = server;
  // Files without policies are most JSON files: of those the client is told nothing, not even that there is nothing.
  const published = new Map<string, string>();
  const newest = new Map<string, object>();

  const send = async ({ uri, version }: DocumentVersion, diagnostics: Diagnostic[]): Promise<void> => {
    const before = published.get(uri);
    const now = JSON.stringify([version, diagnostics]);
    if (now === before || (diagnostics.length === 0 && before === undefined)) return;
    if (diagnostics.length === 0) published.delete(uri);
    else published.set(uri, now);
    await connection.sendDiagnostics({ uri, version, diagnostics });
  };

  const publish = async (version: DocumentVersion, isWanted: () => boolean): Promise<void> => {
    const path = pathOf(version.uri, client.folders);
    // Its mistakes are published together with those of the closed ones.
    if (isWorkspaceFile(path)) return;
    const reading = await server.readings.of(version);
    if (reading === undefined || !isWanted()) return;
    const show = (findings: readonly PlacedFinding[]): Promise<void> =>
      send(
        version,
        findings.flatMap((finding) => toLspDiagnostics(version.text, finding, client.pages)),
      );
    // Whoever opens a file sees at once what looking shows; of an edited one, all together, so that nothing flickers.
    const isFirst = !published.has(version.uri);
    const run = reading.service.diagnostics(reading.document, reading.question);
    const progress = server.startProgress(`Checking ${path.slice(path.lastIndexOf("/") + 1)}`);
    try {
      while (run.phase !== "done") {
        const { phase } = run;
        const end = performance.now() + PART_MS;
        const step = (): "more" | "last" =>
          run.step() === "last" || run.phase !== phase || performance.now() > end ? "last" : "more";
        if (!(await work.run(step, isWanted))) return;
        progress.report(run.progress);
        if (isFirst && isWanted()) await show(run.found);
      }
      if (isWanted()) await show(run.found);
    } finally {
      progress.done();
    }
  };

  return {
    add(version) {
      const search = {};
      newest.set(version.uri, search);
      const isWanted = (): boolean => version.isNewest() && newest.get(version.uri) === search;
      void publish(version, isWanted).catch((error: unknown) => {
        logFailure(log, `the findings of ${version.uri} failed`, error);
      });
    },
    forget(uri) {
      newest.delete(uri);
      if (!published.delete(uri)) return;
      connection.sendDiagnostics({ uri, diagnostics: [] }).catch((error: unknown) => {
        logFailure(log, `the findings of ${uri} cannot be taken back`, error);
      });
    },
  };
}
