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
  const names = namesIn(text).filter((name) => name !== "");
  const paths = names.map((name) => resolve(cwd, name));
  if (paths.length > 0 && !paths.some((path) => existsSync(path))) {
    throw new Error(
      `--only: none of the files that ${shown} lists is there. Give one path a line, from the current folder: git diff --name-only --relative --diff-filter=d`,
    );
  }
  return paths;
}

function namesIn(text: string): readonly string[] {
  return text.includes("\0") ? text.split("\0") : text.split(/\r?\n/).map(unquoted);
}

/** As git writes names with other letters than those of English: `"caf\303\251.json"`. Source: "core.quotePath" of "git-config". */
function unquoted(line: string): string {
  const [, quoted] = /^"(.*)"$/.exec(line) ?? [];
  if (quoted === undefined) return line;
  const parts = quoted.match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? [];
  return Buffer.concat(parts.map(bytesOf)).toString("utf8");
}

function bytesOf(part: string): Buffer {
  if (!part.startsWith("\\")) return Buffer.from(part, "utf8");
  const sign = part.slice(1);
  return /^[0-7]{3}$/.test(sign) ? Buffer.from([Number.parseInt(sign, 8)]) : Buffer.from(SIGNS[sign] ?? sign, "utf8");
}

const SIGNS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
};
