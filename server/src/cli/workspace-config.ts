/** The workspace file that speaks for a path: the one given, or the nearest `iam-verdict.json` at or above it. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type AcceptedFinding, findUnmatchedFiles, findUnusedSuppressions, readConfigFile } from "../service/index.ts";
import { createLineIndex } from "../text/line-index.ts";
import { readTextFile } from "./read-file.ts";
import { type ConfigProblem, EMPTY_CONFIG, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";

export interface FoundConfig {
  readonly config: WorkspaceConfig;
  /** The folder that the file's globs are relative to. */
  readonly folder: string;
  /** One line for each mistake: something stated that is not followed. */
  readonly mistakes: readonly string[];
  /** Lines to know, given the paths of all files below the folder that are read. */
  notes(paths: readonly string[]): readonly string[];
  /** Lines for the entries that accept none of these findings, which are of all files below the folder. */
  unused(accepted: readonly AcceptedFinding[], today: string): readonly string[];
}

/**
 * `folder` is absolute; `given` is the file that the user names, relative to `cwd`, and so are the files in messages.
 * Throws with one line if the file cannot be read or is not a workspace file.
 */
export async function findConfig(folder: string, given: string | undefined, cwd: string): Promise<FoundConfig> {
  const path = given === undefined ? nearestConfig(folder) : resolve(cwd, given);
  if (path === undefined) return { config: EMPTY_CONFIG, folder, mistakes: [], notes: () => [], unused: () => [] };
  const shown = given ?? forward(relative(cwd, path));
  const text = await readNamed(path, shown);
  const reading = readConfigFile(WORKSPACE_FILE, text);
  const inLine = createPlacing(shown, text);
  const [first] = reading.problems;
  if (!reading.usable) throw new Error(first === undefined ? `${shown} is empty. Write {} at least.` : inLine(first));
  let unmatched: readonly ConfigProblem[] = [];
  return {
    config: reading.config,
    folder: dirname(path),
    mistakes: reading.problems.filter(({ sort }) => sort !== "note").map(inLine),
    notes(paths) {
      unmatched = findUnmatchedFiles(reading, paths);
      return [...reading.problems.filter(({ sort }) => sort === "note"), ...unmatched].map(inLine);
    },
    unused: (accepted, today) =>
      findUnusedSuppressions(reading.config, accepted, today, [
        ...reading.problems.filter(({ sort }) => sort === "mistake"),
        ...unmatched,
      ]).map(inLine),
  };
}

async function readNamed(path: string, shown: string): Promise<string> {
  const { text, problem } = await readTextFile(path);
  if (text === undefined) throw new Error(`${shown} cannot be read: ${problem}. Give a workspace file.`);
  return text;
}

/** `iam-verdict.json:3:14: …`, as compilers write places. */
function createPlacing(shown: string, text: string): (problem: Pick<ConfigProblem, "span" | "message">) => string {
  const lines = createLineIndex(text);
  return ({ span, message }) => {
    const { line, column } = lines.placeAt(span.start);
    return `${shown}:${line}:${column}: ${message}`;
  };
}

/** Looks up to the repository's root, or to the root of the file system. */
function nearestConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, WORKSPACE_FILE);
    if (existsSync(path)) return path;
    if (existsSync(join(at, ".git")) || dirname(at) === at) return undefined;
  }
}

/** A path as the workspace file's globs mean it. */
export function pathWithin(folder: string, path: string): string {
  return forward(relative(folder, path));
}

function forward(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
