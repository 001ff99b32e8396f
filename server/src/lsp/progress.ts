/** Shows how far something is that takes long, where the client can show it. */
import { type WorkDoneProgressServerReporter } from "vscode-languageserver";
import { type LspServer } from "./lsp-server.ts";

export interface Progress {
  /** From 0 to 1. */
  report(part: number): void;
  done(): void;
}

/** Nobody needs to see what is over sooner. */
const SHOWN_AFTER_MS = 1_000;

export function createProgress(
  { connection, client }: Pick<LspServer, "connection" | "client">,
  title: string,
): Progress {
  const started = performance.now();
  let shown: Promise<WorkDoneProgressServerReporter> | undefined;
  const begin = async (): Promise<WorkDoneProgressServerReporter> => {
    const reporter = await connection.window.createWorkDoneProgress();
    reporter.begin(title, 0);
    return reporter;
  };
  return {
    report(part) {
      if (!client.progress || performance.now() - started < SHOWN_AFTER_MS) return;
      shown ??= begin();
      void shown.then((reporter) => reporter.report(Math.round(part * 100)));
    },
    done: () => {
      void shown?.then((reporter) => reporter.done());
    },
  };
}
