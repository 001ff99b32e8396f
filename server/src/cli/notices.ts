/** Lines for people beside the data: on standard error, each once, however often it comes up in a run. */
import { relative } from "node:path";
import { type CommandIo } from "./command-io.ts";
import { type Skipped } from "./walk-files.ts";

export type Notice = (line: string) => void;

export interface Notices {
  readonly notice: Notice;
  /** Tells of a file that is left out, by its path from the current folder. */
  readonly skipped: Skipped;
}

export function createNotices(subcommand: string, { err, cwd }: Pick<CommandIo, "err" | "cwd">): Notices {
  const told = new Set<string>();
  const notice: Notice = (line) => {
    if (told.has(line)) return;
    told.add(line);
    err.line(`iam-verdict ${subcommand}: ${line}`);
  };
  return {
    notice,
    skipped: (path, reason) => {
      notice(`skipped ${relative(cwd, path)}: ${reason}`);
    },
  };
}
