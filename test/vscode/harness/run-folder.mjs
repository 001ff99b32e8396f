// Every run has folders of its own, so no run sees what another one left behind.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../..");

/** Policies that tests of the extension host read and change. */
export const testWorkspace = join(root, "test/vscode/workspace");
/** What a newcomer sees first, and what the pictures show. */
export const sampleWorkspace = join(root, "samples/workspace");

/** Makes `test/vscode/.run/<name>` anew with a copy of a workspace; whoever runs there may write into the copy. */
export function makeRunFolder(name, source) {
  const folder = join(root, "test/vscode/.run", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const workspace = join(folder, "workspace");
  cpSync(source, workspace, { recursive: true });
  return {
    folder,
    workspace,
    results: join(folder, "results.json"),
    dataFolder: join(folder, "user"),
    extensionsFolder: join(folder, "extensions"),
  };
}
