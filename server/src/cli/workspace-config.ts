/** The workspace file that speaks for a path: the one given, or the nearest `iam-verdict.json` at or above it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { EMPTY_CONFIG, WORKSPACE_FILE, type WorkspaceConfig } from "../workspace/config.ts";
import { readWorkspaceConfig } from "../workspace/read-config.ts";

export interface FoundConfig {
  readonly config: WorkspaceConfig;
  /** The folder that the file's globs are relative to. */
  readonly folder: string;
}

/**
 * `folder` is absolute. `given` is a file named by the user, absolute: it must be readable. What is wrong with the
 * file is told to `notice`, in one line each.
 */
export async function findConfig(
  folder: string,
  given: string | undefined,
  notice: (line: string) => void,
): Promise<FoundConfig> {
  const path = given ?? nearestConfig(folder);
  if (path === undefined) return { config: EMPTY_CONFIG, folder };
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const { config, problems } = readWorkspaceConfig(basename(path), text);
  for (const { message } of problems) notice(`${path}: ${message}`);
  return { config, folder: dirname(path) };
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
  const within = relative(folder, path);
  return sep === "/" ? within : within.split(sep).join("/");
}
