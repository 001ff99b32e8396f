// Runs steps in the workbench of a freshly started server, with the packaged extension.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createWorkbench } from "../browser/workbench.mjs";
import { launchBrowser, workbenchAddress } from "./browser.mjs";
import { makeRunFolder } from "./run-folder.mjs";
import { installExtension, startServer } from "./server.mjs";
import { startSilentAws } from "./silent-aws.mjs";
import { serveExtension } from "./web-extension.mjs";

const VIEW = { width: 1400, height: 900 };
const LIMIT_MS = 120_000;
const SETTINGS = { "editor.hover.delay": 100, "editor.minimap.enabled": false, "editor.accessibilitySupport": "off" };

/**
 * Runs the steps in order and gives back one result each: {title, passed, ms, error?}. Where each goes on from the one
 * before, those behind a step that fails are not reached, which counts as failed. A step's picture goes into `pictures`.
 * The workspace is a copy of the folder `source` if there is one, with `files` by their paths in it; with `opens`, a file
 * of several folders among them is opened. With `isWeb` the extension runs in the page, as in VS Code for the Web; if it `isVirtual`, the workspace
 * is in the page, too, and on no disk. A window that `isEmpty` has no folder open. Unless it is `trusted`, the workspace is in Restricted Mode.
 * With `aws`, something that first says nothing stands in place of AWS.
 */
export async function driveBrowser({ steps, vsix, browserPath, pictures, onLine, goesOn, name, ...about }) {
  const {
    source,
    files = {},
    opens,
    settings = {},
    trusted = true,
    isWeb = false,
    isVirtual = false,
    isEmpty = false,
    view = VIEW,
  } = about;
  const run = makeRunFolder(name, source);
  const aws = about.aws ? await startSilentAws() : undefined;
  for (const [path, text] of Object.entries(files)) writeInto(join(run.workspace, path), text);
  mkdirSync(pictures, { recursive: true });
  if (!isWeb) installExtension(vsix, run);
  const server = await startServer({ ...run, settings: { ...SETTINGS, ...settings }, trusted, env: aws?.env });
  try {
    const browser = await launchBrowser(browserPath);
    try {
      const permissions = ["clipboard-read", "clipboard-write"];
      const context = await browser.newContext({ viewport: view, permissions });
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      if (isWeb) await serveExtension(page, vsix, run, isVirtual ? filesIn(run.workspace) : undefined);
      const workbench = { ...createWorkbench(page, run.workspace), aws };
      const folder = isVirtual ? "memfs:/workspace" : join(run.workspace, opens ?? ".");
      const address = isEmpty ? undefined : folder;
      await page.goto(workbenchAddress(server.url, address, [], opens && "workspace"), { timeout: LIMIT_MS });
      return await runSteps(steps, workbench, { pictures, onLine, goesOn, name });
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
    aws?.stop();
  }
}

/** By their paths. */
function filesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function writeInto(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function runSteps(steps, workbench, { pictures, onLine, goesOn, name }) {
  const results = [];
  for (const step of steps) {
    const lost = goesOn && results.some(({ passed }) => !passed);
    const result = lost
      ? { title: step.title, passed: false, ms: 0, error: "not reached" }
      : await runStep(step, workbench);
    results.push(result);
    const said = result.said === undefined ? "" : `: ${result.said}`;
    onLine(`${result.passed ? "✔" : "✘"} ${result.title}${said} (${result.ms} ms)`);
    if (lost) continue;
    if (!result.passed) await workbench.picture(join(pictures, `failed-${name}-${results.length}.png`));
    else if (step.picture) await workbench.picture(join(pictures, `${step.picture}.png`));
  }
  return results;
}

async function runStep({ title, run }, workbench) {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    const said = await run(workbench);
    return { title, passed: true, ms: ms(), said };
  } catch (error) {
    return { title, passed: false, ms: ms(), error: error.stack };
  }
}
