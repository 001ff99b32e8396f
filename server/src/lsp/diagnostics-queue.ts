/** Publishes the findings of open documents: the newest text of each, one document at a time, between other messages. */
import { type Connection, type TextDocuments } from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic } from "vscode-languageserver";
import { describeError, type Log, yieldToEvents } from "./run-safe.ts";

export interface DiagnosticsQueue {
  /** The document opened or changed. */
  add(uri: string): void;
  /** Something that every document's findings rest on changed. */
  addAll(): void;
  forget(uri: string): void;
}

export function createDiagnosticsQueue(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  diagnose: (document: TextDocument, checks: "all" | "without-proofs") => Promise<readonly Diagnostic[]>,
  log: Log,
): DiagnosticsQueue {
  const waiting = new Set<string>();
  // Files without policies are most JSON files: of those the client is told nothing, not even that there is nothing.
  const published = new Set<string>();
  let running = false;

  const publish = async (document: TextDocument): Promise<void> => {
    // Whoever opens a file sees at once what looking shows; of an edited one, all together, so that nothing flickers.
    const first = published.has(document.uri) ? undefined : await diagnose(document, "without-proofs");
    if (first !== undefined) await send(document, first);
    await yieldToEvents();
    const all = await diagnose(document, "all");
    if (first === undefined || JSON.stringify(all) !== JSON.stringify(first)) await send(document, all);
  };

  const send = async (document: TextDocument, diagnostics: readonly Diagnostic[]): Promise<void> => {
    if (diagnostics.length === 0 && !published.has(document.uri)) return;
    // A newer text is waiting already; findings for the old one would only flicker.
    if (waiting.has(document.uri) || documents.get(document.uri)?.version !== document.version) return;
    await connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics: [...diagnostics] });
    if (diagnostics.length > 0) published.add(document.uri);
    else published.delete(document.uri);
  };

  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        await yieldToEvents();
        const uri = waiting.values().next();
        if (uri.done === true) return;
        waiting.delete(uri.value);
        const document = documents.get(uri.value);
        if (document === undefined) continue;
        await publish(document).catch((error: unknown) =>
          log.error(`diagnostics of ${document.uri} failed: ${describeError(error)}`),
        );
      }
    } finally {
      running = false;
    }
  };

  return {
    add(uri) {
      waiting.add(uri);
      void run();
    },
    addAll() {
      for (const uri of documents.keys()) waiting.add(uri);
      void run();
    },
    forget(uri) {
      waiting.delete(uri);
      if (published.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
  };
}
