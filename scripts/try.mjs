// Shows the packaged extension in a real VS Code in your browser, with the sample workspace; stays until Ctrl+C.
// The address works on this machine only and carries a secret, because a VS Code can run commands.
//   node scripts/try.mjs [--port N] [--vsix FILE]
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { workbenchAddress } from "../test/vscode/harness/browser.mjs";
import { prepareKit } from "../test/vscode/harness/prepare.mjs";
import { makeRunFolder, sampleWorkspace } from "../test/vscode/harness/run-folder.mjs";
import { installExtension, startServer } from "../test/vscode/harness/server.mjs";
import { packageVsix } from "./package-vsix.mjs";

const { values: options } = parseArgs({
  options: { port: { type: "string", default: "0" }, vsix: { type: "string" } },
});
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port takes a number from 0 (any free port) to 65535, not ${options.port}`);
  process.exit(2);
}

// Ending by Ctrl+C is how this is meant to end; the server ends together with this process.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));

prepareKit();
const run = makeRunFolder("try", sampleWorkspace);
installExtension(options.vsix ?? (await packageVsix()), run);
const token = randomBytes(16).toString("hex");
const server = await startServer({ ...run, port, token });
const address = new URL(workbenchAddress(server.url, run.workspace));
address.searchParams.set("tkn", token);
console.log(
  `\nIAM Verdict runs in VS Code at\n\n  ${address.href}\n\nIt shows a copy of the sample workspace. Ctrl+C ends it.`,
);
