// Runs the extension-host suite in a desktop VS Code: for systems that the test kit is not made for, and for machines
// that can download VS Code. On Linux without a screen, start it under xvfb-run.
//   node scripts/test-electron.mjs [--version 1.100.0|stable|insiders] [--executable PATH-TO-VS-CODE] [--grep TEXT]
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runTests } from "@vscode/test-electron";
import { makeRunFolder, testWorkspace } from "../test/vscode/harness/run-folder.mjs";
import { bundleExtensionHostTests } from "./bundle-extension-host-tests.mjs";

const root = join(import.meta.dirname, "..");
const { values: options } = parseArgs({
  options: {
    version: { type: "string", default: "stable" },
    executable: { type: "string" },
    grep: { type: "string", default: "" },
  },
});

const build = spawnSync("npm run build", { cwd: root, shell: true, stdio: "inherit" });
if (build.status !== 0) process.exit(1);
const run = makeRunFolder("electron", testWorkspace);
const vscode = options.executable ? { vscodeExecutablePath: options.executable } : { version: options.version };
const exitCode = await runTests({
  ...vscode,
  extensionDevelopmentPath: root,
  extensionTestsPath: await bundleExtensionHostTests(),
  extensionTestsEnv: { TEST_RESULTS: run.results, TEST_GREP: options.grep },
  launchArgs: [
    run.workspace,
    "--disable-extensions",
    "--disable-workspace-trust",
    `--user-data-dir=${run.dataFolder}`,
    `--extensions-dir=${run.extensionsFolder}`,
  ],
}).catch((error) => {
  console.error(error.message);
  return 1;
});

// The exit code alone would also be 0 if no test had run.
const tests = existsSync(run.results) ? JSON.parse(readFileSync(run.results, "utf8")).tests : [];
const failed = tests.filter(({ passed }) => !passed);
for (const { title, error } of failed) console.log(`\n✘ ${title}\n${error}`);
console.log(`\n${tests.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = exitCode === 0 && tests.length > 0 && failed.length === 0 ? 0 : 1;
