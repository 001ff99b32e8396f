// Tests the packaged extension in a real VS Code: a suite in its extension host, then the main job in a browser, then
// what is different elsewhere (VS Code for the Web, Restricted Mode, several folders), then every kind of policy written from an empty file by completion alone.
// On a fresh Debian machine it installs what it needs: the test kit, and Chromium if there is none.
//   node scripts/test-vscode.mjs [--only host|browser|elsewhere|authoring] [--grep TEXT] [--vsix FILE] [--verbose]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { authoringFiles, authoringSteps } from "../test/vscode/browser/authoring.mjs";
import { PLACES } from "../test/vscode/browser/elsewhere.mjs";
import { steps } from "../test/vscode/browser/main-job.mjs";
import { driveBrowser } from "../test/vscode/harness/drive-browser.mjs";
import { runInExtensionHost } from "../test/vscode/harness/extension-host.mjs";
import { prepareKitAndBrowser } from "../test/vscode/harness/prepare.mjs";
import { sampleWorkspace } from "../test/vscode/harness/run-folder.mjs";
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
  elsewhere: ["elsewhere", runElsewhere],
  authoring: ["by completion alone, key by key", runAuthoring],
};
if (options.only !== undefined && !Object.hasOwn(parts, options.only)) {
  console.error(`--only takes ${Object.keys(parts).join(", ")}, not ${options.only}`);
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
  const own = { name: "browser", source: sampleWorkspace, steps, goesOn: true };
  return driveBrowser({ ...own, vsix, browserPath, pictures, onLine: print });
}

function runAuthoring() {
  // The first waits for the extension.
  const chosen = authoringSteps.filter(({ title }, index) => index === 0 || title.includes(options.grep));
  const own = { name: "authoring", steps: chosen, files: authoringFiles, goesOn: false };
  return driveBrowser({ ...own, vsix, browserPath, pictures, onLine: print });
}

async function runElsewhere() {
  const results = [];
  for (const place of PLACES.filter(({ name }) => name.includes(options.grep))) {
    print(place.title);
    results.push(...(await driveBrowser({ ...place, vsix, browserPath, pictures, onLine: print })));
  }
  return results;
}
