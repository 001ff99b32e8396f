/** The files that `lint --only` names: a list as `git diff --name-only` prints it, with or without `-z`. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type CommandIo } from "./command-io.ts";
import { readTextFile, readTextStream } from "./read-file.ts";
import { isStandardInput } from "./target.ts";

/**
 * Their whole paths. Throws with a clear line if the list cannot be read, or if none of its files is there: it would
 * otherwise be green for ever, as in a folder that its paths do not start from.
 */
export async function readOnlyFiles(list: string, { cwd, stdin }: CommandIo): Promise<readonly string[]> {
  const isStream = isStandardInput(list);
  const { text, problem } = isStream ? await readTextStream(stdin) : await readTextFile(resolve(cwd, list));
  const shown = isStream ? "standard input" : `'${list}'`;
  if (text === undefined) {
    throw new Error(`--only: ${shown} cannot be read: ${problem}. Give a list of files, or - for standard input.`);
  }
  const names = text.split(text.includes("\0") ? "\0" : /\r?\n/).filter((name) => name !== "");
  const paths = names.map((name) => resolve(cwd, name));
  if (paths.length > 0 && !paths.some((path) => existsSync(path))) {
    throw new Error(
      `--only: none of the files that ${shown} lists is there. Give one path a line, from the current folder: git diff --name-only --relative --diff-filter=d`,
    );
  }
  return paths;
}
