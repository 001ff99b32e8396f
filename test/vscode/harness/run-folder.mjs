// Every run has folders of its own, so no run sees what another one left behind.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { whenThisEnds } from "./processes.mjs";

const root = join(import.meta.dirname, "../../..");

/** Policies that tests of the extension host read and change. */
export const testWorkspace = join(root, "test/vscode/workspace");
/** What a newcomer sees first, and what the pictures show. */
export const sampleWorkspace = join(root, "samples/workspace");

/**
 * Makes a folder under `test/vscode/.run` with a copy of a workspace, or with none in it; whoever runs there may write into the copy.
 * Runs at the same time do not meet. The folder goes when this process ends, unless it ends with a failure to look into.
 */
export function makeRunFolder(name, source) {
  const folder = join(root, "test/vscode/.run", `${name}-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  whenThisEnds((code) => {
    if (code === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const workspace = join(folder, "workspace");
  if (source === undefined) mkdirSync(workspace);
  else cpSync(source, workspace, { recursive: true });
  return {
    folder,
    workspace,
    results: join(folder, "results.json"),
    dataFolder: join(folder, "user"),
    extensionsFolder: join(folder, "extensions"),
  };
}
