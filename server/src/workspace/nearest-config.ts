/** Which workspace file speaks for a file, and how it names it. */
import { type ConfigSource } from "./config.ts";

/** The innermost one whose folder holds the file. */
export function nearestSource(sources: readonly ConfigSource[], file: string): ConfigSource | undefined {
  return sources
    .filter(({ path }) => file.startsWith(folderOf(path)))
    .sort((a, b) => b.path.length - a.path.length)
    .at(0);
}

/** The file's path from the folder of the workspace file. */
export function pathFrom({ path }: Pick<ConfigSource, "path">, file: string): string {
  return file.slice(folderOf(path).length);
}

/** With a slash at its end, or empty. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
