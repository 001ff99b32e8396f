/** Shows how far something is that takes long, where the client can show it. */
import { type Connection, type WorkDoneProgressServerReporter } from "vscode-languageserver";
import { type Log, oneLineOf } from "./run-safe.ts";
import { type Timing } from "./timing.ts";

export interface Progress {
  /** From 0 to 1. */
  report(part: number): void;
  done(): void;
}

export type StartProgress = (title: string) => Progress;

/** Nobody needs to see what is over sooner. */
const SHOWN_AFTER_MS = 1_000;

/** A client that refuses to show it, or never answers, sees the result all the same. */
export function createProgressSource(
  connection: Connection,
  supported: () => boolean,
  timing: Timing,
  log: Log,
): StartProgress {
  let logged = false;
  const begin = async (title: string): Promise<WorkDoneProgressServerReporter | undefined> => {
    try {
      const reporter = await connection.window.createWorkDoneProgress();
      reporter.begin(title, 0);
      return reporter;
    } catch (error) {
      if (!logged) log.warn(`The client shows no progress: ${oneLineOf(error)}`);
      logged = true;
      return undefined;
    }
  };
  return (title) => {
    let part = 0;
    let shown: Promise<WorkDoneProgressServerReporter | undefined> | undefined;
    const show = (): void => {
      shown?.then((reporter) => reporter?.report(Math.round(part * 100))).catch(nobodyLooks);
    };
    const callOff = timing.after(SHOWN_AFTER_MS, () => {
      if (!supported()) return;
      shown = begin(title);
      if (part > 0) show();
    });
    return {
      report(now) {
        part = now;
        show();
      },
      done: () => {
        callOff();
        shown?.then((reporter) => reporter?.done()).catch(nobodyLooks);
      },
    };
  };
}

/** The connection has been closed since. */
function nobodyLooks(): undefined {
  return undefined;
}
