/** The files below a folder that a subcommand reads, without those that git ignores. */
import { type Dirent, existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

export interface WalkedFile {
  /** Relative to the root, with forward slashes; for a root that is a file, its name. */
  readonly path: string;
  /** Decoded as UTF-8, without a byte order mark. */
  readonly text: string;
}

/** A larger file is no policy: the largest that AWS accepts has 20 kB, a snapshot of an account a few megabytes. */
export const LARGEST_FILE_BYTES = 5 * 1024 * 1024;

/** Never read: what tools install or keep for themselves. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Answers of one `.gitignore`; its patterns are relative to its own folder. */
interface IgnoreFile {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Every accepted file below `root`, in the order of names. `accepts` is asked with the path relative to `root`.
 * Symbolic links below the root are not followed. A file that cannot be read is left out and `notice` is told why, in
 * one line. If `root` is itself a file, that file is all there is, accepted and ignored or not. Throws if `root` cannot
 * be read.
 */
export async function* walkFiles(
  root: string,
  accepts: (path: string) => boolean,
  notice: (line: string) => void = () => undefined,
): AsyncIterable<WalkedFile> {
  const start = resolve(root);
  if ((await stat(start)).isFile()) {
    yield* readWithin(start, basename(start), notice);
    return;
  }
  const above = await ignoreFilesAbove(start);
  yield* walkFolder(start, { start, accepts, notice }, above);
}

interface Walk {
  readonly start: string;
  readonly accepts: (path: string) => boolean;
  readonly notice: (line: string) => void;
}

async function* walkFolder(folder: string, walk: Walk, inherited: readonly IgnoreFile[]): AsyncIterable<WalkedFile> {
  const ignoreFiles = [...inherited, ...(await ignoreFileIn(folder))];
  for (const entry of await entriesOf(folder, walk)) {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (SKIPPED_FOLDERS.has(entry.name) || isIgnored(ignoreFiles, full, "folder")) continue;
      yield* walkFolder(full, walk, ignoreFiles);
    } else if (entry.isFile()) {
      const path = forward(relative(walk.start, full));
      if (walk.accepts(path) && !isIgnored(ignoreFiles, full, "file")) yield* readWithin(full, path, walk.notice);
    }
  }
}

async function entriesOf(folder: string, walk: Walk): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    if (folder === walk.start) throw error;
    walk.notice(`skipped ${forward(relative(walk.start, folder))}: ${reasonOf(error)}`);
    return [];
  }
}

async function* readWithin(full: string, path: string, notice: (line: string) => void): AsyncIterable<WalkedFile> {
  let text: string;
  try {
    const { size } = await stat(full);
    if (size > LARGEST_FILE_BYTES) {
      notice(`skipped ${path}: ${megabytes(size)} is more than the limit of ${megabytes(LARGEST_FILE_BYTES)}`);
      return;
    }
    text = await readFile(full, "utf8");
  } catch (error) {
    notice(`skipped ${path}: ${reasonOf(error)}`);
    return;
  }
  yield { path, text: text.startsWith("\uFEFF") ? text.slice(1) : text };
}

/** The `.gitignore` files between the repository's root and the folder above `start`; none outside a repository. */
async function ignoreFilesAbove(start: string): Promise<readonly IgnoreFile[]> {
  if (existsSync(join(start, ".git"))) return [];
  const folders: string[] = [];
  for (let folder = dirname(start); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (existsSync(join(folder, ".git"))) break;
    if (dirname(folder) === folder) return [];
  }
  return (await Promise.all(folders.map(ignoreFileIn))).flat();
}

async function ignoreFileIn(folder: string): Promise<readonly IgnoreFile[]> {
  try {
    return [{ folder, rules: ignore().add(await readFile(join(folder, ".gitignore"), "utf8")) }];
  } catch {
    return [];
  }
}

/** The nearest `.gitignore` that says anything of the path decides. */
function isIgnored(ignoreFiles: readonly IgnoreFile[], full: string, type: "file" | "folder"): boolean {
  for (const { folder, rules } of ignoreFiles.toReversed()) {
    const path = forward(relative(folder, full));
    const { ignored, unignored } = rules.test(type === "folder" ? `${path}/` : path);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function forward(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}

function megabytes(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
