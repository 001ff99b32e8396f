/** Paths of the workspace, with forward slashes. */

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
