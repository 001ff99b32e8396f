// Runs steps in the workbench of a freshly started server, with the packaged extension and the sample workspace.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createWorkbench } from "../browser/workbench.mjs";
import { launchBrowser, workbenchAddress } from "./browser.mjs";
import { makeRunFolder, sampleWorkspace } from "./run-folder.mjs";
import { installExtension, startServer } from "./server.mjs";

const VIEW = { width: 1400, height: 900 };
const LIMIT_MS = 120_000;
const SETTINGS = { "editor.hover.delay": 100, "editor.minimap.enabled": false, "editor.accessibilitySupport": "off" };

/**
 * Runs the steps in order and gives back one result each: {title, passed, ms, error?}. After a step that fails the
 * others are not reached, which counts as failed. A step's picture goes into `pictures`.
 */
export async function driveBrowser({ steps, vsix, browserPath, pictures, onLine }) {
  const run = makeRunFolder("browser", sampleWorkspace);
  mkdirSync(pictures, { recursive: true });
  installExtension(vsix, run);
  const server = await startServer({ ...run, settings: SETTINGS });
  try {
    const browser = await launchBrowser(browserPath);
    try {
      const permissions = ["clipboard-read", "clipboard-write"];
      const context = await browser.newContext({ viewport: VIEW, permissions });
      const page = await context.newPage();
      page.setDefaultTimeout(LIMIT_MS);
      await page.goto(workbenchAddress(server.url, run.workspace));
      return await runSteps(steps, createWorkbench(page), pictures, onLine);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function runSteps(steps, workbench, pictures, onLine) {
  const results = [];
  for (const step of steps) {
    const lost = results.some(({ passed }) => !passed);
    const result = lost
      ? { title: step.title, passed: false, ms: 0, error: "not reached" }
      : await runStep(step, workbench);
    results.push(result);
    onLine(`${result.passed ? "✔" : "✘"} ${result.title} (${result.ms} ms)`);
    if (lost) continue;
    if (!result.passed) await workbench.picture(join(pictures, "failed.png"));
    else if (step.picture) await workbench.picture(join(pictures, `${step.picture}.png`));
  }
  return results;
}

async function runStep({ title, run }, workbench) {
  const start = performance.now();
  const ms = () => Math.round(performance.now() - start);
  try {
    await run(workbench);
    return { title, passed: true, ms: ms() };
  } catch (error) {
    return { title, passed: false, ms: ms(), error: error.stack };
  }
}
