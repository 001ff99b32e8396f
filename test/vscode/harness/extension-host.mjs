// Runs a bundled test suite inside VS Code's real extension host, with the packaged extension installed.
// The workbench starts the tests when its address names them, which it does only for a server that was started with
// --enable-smoke-test-driver; without that switch the run would wait for ever.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { launchBrowser, workbenchAddress } from "./browser.mjs";
import { until } from "./poll.mjs";
import { makeRunFolder, testWorkspace } from "./run-folder.mjs";
import { installExtension, startServer } from "./server.mjs";

const companion = join(import.meta.dirname, "../companion");
const TEST_LINE = "[test] ";

/**
 * Runs `suite` (a CommonJS file that exports `run`) and gives back the results that it wrote: {tests, …}.
 * Throws when the host died, ran past the limit or ended without results. Lines that the suite prints with the mark
 * "[test] " are passed to `onLine`, and all other lines of the host's console to `onNoise`.
 */
export async function runInExtensionHost({ suite, vsix, browserPath, env, limitMs, onLine, onNoise }) {
  const run = makeRunFolder("extension-host", testWorkspace);
  installExtension(vsix, run);
  const server = await startServer({
    ...run,
    args: ["--enable-smoke-test-driver"],
    env: { ...env, TEST_RESULTS: run.results },
  });
  try {
    const browser = await launchBrowser(browserPath);
    try {
      const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
      const exitCode = await runPage(await context.newPage(), server.url, { suite, run, limitMs, onLine, onNoise });
      return await readResults(run.results, server, exitCode);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function runPage(page, serverUrl, { suite, run, limitMs, onLine, onNoise }) {
  let end;
  page.on("crash", () => (end = { code: "the page crashed" }));
  await page.exposeFunction("codeAutomationExit", (code) => (end = { code }));
  await page.exposeFunction("codeAutomationLog", (_type, args) => {
    const line = format(...args);
    const mark = line.indexOf(TEST_LINE);
    if (mark >= 0) onLine(line.slice(mark + TEST_LINE.length));
    else onNoise(line);
  });
  const remote = (path) => `vscode-remote://${new URL(serverUrl).host}${path}`;
  await page.goto(
    workbenchAddress(serverUrl, run.workspace, [
      ["extensionDevelopmentPath", remote(companion)],
      ["extensionTestsPath", remote(suite)],
      ["enableProposedApi", ""],
    ]),
    // A machine that is busy takes longer than the half minute that is the default.
    { timeout: 180_000 },
  );
  try {
    await until("the end of the tests in the extension host", limitMs, () => end);
  } catch (error) {
    await page.screenshot({ path: join(run.folder, "timed-out.png") });
    throw error;
  }
  return end.code;
}

/** The page reports success also when the host has died, so only the results file and the server's log are believed. */
async function readResults(file, server, exitCode) {
  const ended = await until("the end of the extension host", 5000, () =>
    /Extension Host Process exited with code: (\S+), signal: (\S+?)\./.exec(server.output()),
  ).catch(() => undefined);
  if (ended && (ended[1] !== "0" || ended[2] !== "null")) throw new Error(`the extension host died: ${ended[0]}`);
  if (!existsSync(file)) throw new Error(`the extension host ended without results (exit code ${exitCode})`);
  return JSON.parse(readFileSync(file, "utf8"));
}
