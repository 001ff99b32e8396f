// Tests the packaged extension in a real VS Code: a suite in its extension host, then the main job in a browser.
// On a fresh Debian machine it installs what it needs: the test kit, and Chromium if there is none.
//   node scripts/test-vscode.mjs [--only host|browser] [--grep TEXT] [--vsix FILE] [--verbose]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { steps } from "../test/vscode/browser/main-job.mjs";
import { driveBrowser } from "../test/vscode/harness/drive-browser.mjs";
import { runInExtensionHost } from "../test/vscode/harness/extension-host.mjs";
import { prepareKitAndBrowser } from "../test/vscode/harness/prepare.mjs";
import { bundleExtensionHostTests } from "./bundle-extension-host-tests.mjs";
import { packageVsix } from "./package-vsix.mjs";

const pictures = join(import.meta.dirname, "../test/vscode/shots");
const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    grep: { type: "string", default: "" },
    vsix: { type: "string" },
    verbose: { type: "boolean", default: false },
  },
});

const print = (line) => console.log(`  ${line}`);
const parts = {
  host: ["in the extension host", runHost],
  browser: ["in the browser", runBrowser],
};
if (options.only !== undefined && !Object.hasOwn(parts, options.only)) {
  console.error(`--only takes host or browser, not ${options.only}`);
  process.exit(2);
}

let browserPath, vsix;
const results = await resultsOf("preparing the machine and the package", prepare);
if (results.length === 0) {
  for (const [name, [title, runPart]] of Object.entries(parts)) {
    if (options.only !== undefined && options.only !== name) continue;
    console.log(`\n${title}`);
    const found = await resultsOf(title, runPart);
    results.push(...(found.length > 0 ? found : [{ title, passed: false, error: "no test ran" }]));
  }
}
const failed = results.filter(({ passed }) => !passed);
for (const { title, error } of failed) console.log(`\n✘ ${title}\n${error}`);
console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** A part that could not run is one failure. */
async function resultsOf(title, runPart) {
  try {
    return await runPart();
  } catch (error) {
    return [{ title, passed: false, error: error.stack }];
  }
}

async function prepare() {
  browserPath = prepareKitAndBrowser();
  vsix = options.vsix ?? (await packageVsix());
  return [];
}

async function runHost() {
  const { tests } = await runInExtensionHost({
    suite: await bundleExtensionHostTests(),
    vsix,
    browserPath,
    env: { TEST_GREP: options.grep },
    limitMs: 300_000,
    onLine: print,
    onNoise: options.verbose ? print : () => {},
  });
  return tests;
}

function runBrowser() {
  return driveBrowser({ steps, vsix, browserPath, pictures, onLine: print });
}
