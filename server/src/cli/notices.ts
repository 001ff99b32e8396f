/** Lines for people beside the data: on standard error, each once, however often it comes up in a run. */
import { join, relative } from "node:path";
import { readOnce } from "../hosts/index.ts";
import { type UnreadFile, type Workspace } from "../service/index.ts";
import { callsOfModule } from "../telling/unknown-sentences.ts";
import { phraseToMessage } from "../wording/message-text.ts";
import { type CommandIo } from "./command-io.ts";
import { type BrokenFile } from "./lint-result.ts";
import { reasonOf } from "./system-errors.ts";
import { type Skipped } from "./walk-files.ts";

export type Notice = (line: string) => void;

export interface Notices {
  /** What was told so far, in order. */
  readonly lines: readonly string[];
  readonly notice: Notice;
  /** Tells of a file that is left out, by its path from the current folder. */
  readonly skipped: Skipped;
  /** Says how far the run is, to somebody who waits at a terminal. */
  readonly progress: (words: string) => void;
}

export function createNotices(
  subcommand: string,
  { err, cwd, progress }: Pick<CommandIo, "err" | "cwd" | "progress">,
): Notices {
  const lines: string[] = [];
  const notice: Notice = (line) => {
    if (lines.includes(line)) return;
    lines.push(line);
    err.line(`iam-verdict ${subcommand}: ${line}`);
  };
  return {
    lines,
    notice,
    skipped: (path, reason) => {
      notice(`skipped ${relative(cwd, path)}: ${reason}`);
    },
    progress: (words) => progress?.(`iam-verdict ${subcommand}: ${words}`),
  };
}

/** Tells of the modules whose calls are not read. */
export function noticeReadOnce({ around }: Workspace, notice: Notice): void {
  for (const module of readOnce(around)) notice(phraseToMessage(callsOfModule(module)));
}

/** Tells of the files of a folder that were there and gave nothing; the others were told of when they were left out. */
export function noticeUnread(unread: readonly UnreadFile[], folder: string, skipped: Skipped): void {
  for (const { path, why, error } of unread) {
    if (why === "failed") skipped(join(folder, path), reasonOf(error), why);
    else if (why === "broken") skipped(join(folder, path), "it has syntax errors, and no policy was found in it", why);
  }
}

/** Tells where a file's own syntax is broken: findings speak of policies alone, and none may be left to speak of. */
export function noticeBroken(broken: readonly BrokenFile[], notice: Notice): void {
  for (const { file, place } of broken) {
    notice(
      `${file}:${place.line}:${place.column} is not valid YAML, so what stands below may not have been checked. Correct it first.`,
    );
  }
}
