/** What `iam-verdict lint --fix` does to files: each is replaced as a whole, or left as it is. */
import { randomUUID } from "node:crypto";
import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createTwoFilesPatch } from "diff";
import { type Output } from "./output.ts";
import { reasonOf } from "./system-errors.ts";

const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Writes `after` to a file that holds `before`, a byte order mark aside, which stays. A link stays a link. Whoever reads
 * the file meanwhile sees the one or the other. Answers a clause that says why it was not done.
 */
export async function replaceInFile(path: string, before: string, after: string): Promise<string | undefined> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    if (!found.isFile()) return "it is not a file";
    const raw = await readFile(target);
    const mark = raw.toString("utf8").startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    if (!raw.equals(Buffer.from(mark + before))) return "it changed in the meantime or is not UTF-8";
    await replaceWhole(target, mark + after, found.mode);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

async function replaceWhole(path: string, text: string, mode: number): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeFile(beside, text, { mode, flag: "wx" });
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** As `diff -u` prints it, so that `patch` and `git apply` read it. */
export function printDiff(file: string, before: string, after: string, out: Output): void {
  const lines = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
  const [, ...patch] = lines.split("\n");
  out.patch(patch.join("\n"));
}
