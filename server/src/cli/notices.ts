/** Lines for people beside the data: on standard error, each once, however often it comes up in a run. */
import { type CommandIo } from "./command-io.ts";

export type Notice = (line: string) => void;

export function createNotices(subcommand: string, io: Pick<CommandIo, "err">): Notice {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line)) return;
    told.add(line);
    io.err.line(`iam-verdict ${subcommand}: ${line}`);
  };
}
