/** The files below a folder that a subcommand reads, without those that git ignores. */
import { type Dirent, existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type IgnoreRules, readIgnoreRules } from "../workspace/git-ignore.ts";
import { FETCHED_FOLDER, FOLDERS_OF_TOOLS, IGNORE_FILE } from "../workspace/ignored-paths.ts";
import { type UnreadFile } from "../service/index.ts";
import { readTextFile } from "./read-file.ts";
import { reasonOf } from "./system-errors.ts";

export interface WalkedFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  /** Decoded as UTF-8, without a byte order mark. */
  readonly text: string;
}

/** Answers of one `.gitignore`; its patterns are relative to its own folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: IgnoreRules;
}

/**
 * Every accepted file below the folder `root`, in the order of names. `accepts` is asked with the path relative to
 * `root`. Symbolic links below the root are not followed. A `root` that git ignores is read all the same: somebody named
 * it. `skipped` hears of everything else that is left out though it was wanted. Throws if `root` cannot be read.
 */
export async function* walkFiles(
  root: string,
  accepts: (path: string) => boolean,
  skipped: Skipped,
  readAllTheSame: Walk["readAllTheSame"] = FETCHED_ALONE,
): AsyncIterable<WalkedFile> {
  for await (const path of walkPaths(root, accepts, skipped, readAllTheSame)) yield* readWithin(root, path, skipped);
}

const FETCHED_ALONE: Walk["readAllTheSame"] = new Set([FETCHED_FOLDER]);

/** The files of these paths below the folder `root`; those that are not there, or cannot be read, are passed over. */
export async function* readPaths(root: string, paths: readonly string[]): AsyncIterable<WalkedFile> {
  for (const path of paths) {
    const isThere = existsSync(resolve(root, path));
    if (isThere) yield* readWithin(root, path, () => undefined);
  }
}

/** The same by their paths alone. */
export async function* walkPaths(
  root: string,
  accepts: (path: string) => boolean,
  skipped: Skipped,
  readAllTheSame: Walk["readAllTheSame"] = FETCHED_ALONE,
): AsyncIterable<string> {
  const start = resolve(root);
  const walk: Walk = { start, accepts, skipped, readAllTheSame };
  yield* walkFolder(start, walk, await ignoreFilesAbove(walk));
}

/** An absolute path, a clause that says why, and what kind of reason it is; undefined for what holds no policies. */
export type Skipped = (path: string, reason: string, why: UnreadFile["why"] | undefined) => void;

interface Walk {
  readonly start: string;
  readonly accepts: (path: string) => boolean;
  readonly skipped: Skipped;
  /** The names of folders that are read even if git ignores them, with everything in them. */
  readonly readAllTheSame: ReadonlySet<string>;
}

async function* walkFolder(folder: string, walk: Walk, inherited: readonly IgnoreFile[]): AsyncIterable<string> {
  const ignoreFiles = walk.readAllTheSame.has(basename(folder))
    ? []
    : [...inherited, ...(await ignoreFileIn(folder, walk))];
  for (const entry of await entriesOf(folder, walk)) {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isLeftOut = !walk.readAllTheSame.has(entry.name) && isIgnored(ignoreFiles, full, "folder");
      if (FOLDERS_OF_TOOLS.has(entry.name) || isLeftOut) continue;
      yield* walkFolder(full, walk, ignoreFiles);
    } else if (entry.isFile()) {
      const path = forward(relative(walk.start, full));
      if (walk.accepts(path) && !isIgnored(ignoreFiles, full, "file")) yield path;
    }
  }
}

async function entriesOf(folder: string, walk: Walk): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    if (folder === walk.start)
      throw new Error(`'${folder}' cannot be read: ${reasonOf(error)}. Give a folder with policies.`, { cause: error });
    walk.skipped(folder, reasonOf(error), "unreadable");
    return [];
  }
}

async function* readWithin(root: string, path: string, skipped: Skipped): AsyncIterable<WalkedFile> {
  const full = resolve(root, path);
  const read = await readTextFile(full);
  if (read.text === undefined) skipped(full, read.problem, read.why);
  else yield { path, text: read.text };
}

/** The `.gitignore` files between the repository's root and the folder above `start`; none outside a repository. */
async function ignoreFilesAbove(walk: Walk): Promise<readonly IgnoreFile[]> {
  const { start } = walk;
  if (existsSync(join(start, ".git"))) return [];
  const folders: string[] = [];
  for (let folder = dirname(start); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (existsSync(join(folder, ".git"))) break;
    if (dirname(folder) === folder) return [];
  }
  return (await Promise.all(folders.map((folder) => ignoreFileIn(folder, walk)))).flat();
}

/** macOS and Windows take `Build` and `build` for one folder, and so does Git there. */
const LETTERS = process.platform === "darwin" || process.platform === "win32" ? "any-case" : "exact";

/** Every file is held against all of it. */
const LONGEST_IGNORE_FILE = 256 * 1024;

/** A list of one, or of none where there is no such file. */
async function ignoreFileIn(folder: string, { skipped }: Walk): Promise<readonly IgnoreFile[]> {
  const path = join(folder, IGNORE_FILE);
  if (!existsSync(path)) return [];
  const { text, problem } = await readTextFile(path);
  if (text !== undefined && text.length <= LONGEST_IGNORE_FILE) {
    return [{ folder, rules: readIgnoreRules(text, LETTERS) }];
  }
  skipped(
    path,
    problem ?? "it is longer than any list that people keep, so nothing is ignored because of it",
    undefined,
  );
  return [];
}

/** The nearest `.gitignore` that says anything of the path decides. */
function isIgnored(ignoreFiles: readonly IgnoreFile[], full: string, type: "file" | "folder"): boolean {
  for (const { folder, rules } of ignoreFiles.toReversed()) {
    const verdict = rules.verdictOn(relative(folder, full).split(sep), type);
    if (verdict !== undefined) return verdict === "ignored";
  }
  return false;
}

function forward(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
