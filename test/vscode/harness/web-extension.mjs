// The packaged extension as VS Code for the Web has it: its files come over HTTP, and it runs in a worker of the page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { installExtension } from "./server.mjs";

const PATH = "/served-extension";
const MEMORY_PATH = "/memory-files";
const MEMORY = join(import.meta.dirname, "../memory-files");
const TYPES = { ".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };

/** Before the page is opened. It is installed beside the folders of the run, and nothing of it where the server is. */
export async function serveExtension(page, vsix, run, memoryFiles) {
  const extensionsFolder = join(run.folder, "served");
  installExtension(vsix, { dataFolder: join(run.folder, "serving"), extensionsFolder });
  const own = readdirSync(extensionsFolder).find((name) => name.startsWith("iam-verdict."));
  await page.route(`**${PATH}/**`, (route) => fulfil(route, PATH, join(extensionsFolder, own)));
  if (memoryFiles !== undefined) await serveMemoryFiles(page, memoryFiles);
  await page.addInitScript(addToWorkbench, memoryFiles === undefined ? [PATH] : [PATH, MEMORY_PATH]);
}

/** A file system that is in the page's memory and nowhere else, and that nobody can search. */
async function serveMemoryFiles(page, memoryFiles) {
  const texts = `self.memoryFiles = ${JSON.stringify(memoryFiles)};\n`;
  await page.route(`**${MEMORY_PATH}/**`, (route) =>
    route.request().url().endsWith("/extension.js")
      ? route.fulfill({ body: texts + readFileSync(join(MEMORY, "extension.js"), "utf8"), contentType: TYPES[".js"] })
      : fulfil(route, MEMORY_PATH, MEMORY),
  );
}

/** Runs in the page, before its scripts: the workbench reads which extensions it comes with from an attribute. */
function addToWorkbench(paths) {
  const read = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const text = read.call(this, name);
    if (this.id !== "vscode-workbench-web-configuration" || name !== "data-settings") return text;
    const locations = paths.map((path) => ({ scheme: "http", authority: window.location.host, path }));
    return JSON.stringify({ ...JSON.parse(text), additionalBuiltinExtensions: locations });
  };
}

function fulfil(route, path, folder) {
  const asked = normalize(decodeURIComponent(new URL(route.request().url()).pathname.slice(path.length)));
  const file = join(folder, asked);
  if (!existsSync(file)) return route.fulfill({ status: 404 });
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] ?? "application/octet-stream" });
}
