/** Paths of the workspace, with forward slashes. */
import { type FilledText } from "../../syntax/filled-text.ts";

/** With a slash at its end, or empty. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** Undefined for a path that leads out of the workspace. */
export function joinPath(folder: string, path: string): string | undefined {
  if (path.startsWith("/") || path.startsWith("~")) return undefined;
  const steps: string[] = [];
  for (const step of `${folder}${path}`.split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

/** Where a text of a configuration in `folder` leads; undefined where that is not settled. `path.module` is the folder. */
export function pathFrom(folder: string, { text, holes }: FilledText): string | undefined {
  const written = text.replace(/^\$\{\s*path\.(?:module|root|cwd)\s*\}(?:\/|$)/, "");
  const isSettled = holes.every(({ end }) => end <= text.length - written.length);
  return isSettled ? joinPath(folder, written) : undefined;
}

/** Does a path lead from the folder of the module that writes it, wherever Terraform runs? */
export function isOfOwnFolder({ text }: FilledText): boolean {
  return /^\$\{\s*path\.module\s*\}/.test(text);
}

/** As a hole in a text of the module names its variable; `folder` as `folderOf` makes it. */
export function variableKey(folder: string, name: string): string {
  return `${folder} ${name}`;
}
