// The packaged extension as VS Code for the Web has it: its files come over HTTP, and it runs in a worker of the page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { installExtension } from "./server.mjs";

const PATH = "/served-extension";
const TYPES = { ".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".svg": "image/svg+xml" };

/** Before the page is opened. It is installed beside the folders of the run, and nothing of it where the server is. */
export async function serveExtension(page, vsix, run) {
  const extensionsFolder = join(run.folder, "served");
  installExtension(vsix, { dataFolder: join(run.folder, "serving"), extensionsFolder });
  const own = readdirSync(extensionsFolder).find((name) => name.startsWith("iam-verdict."));
  await page.route(`**${PATH}/**`, (route) => fulfil(route, join(extensionsFolder, own)));
  await page.addInitScript(addToWorkbench, PATH);
}

/** Runs in the page, before its scripts: the workbench reads which extensions it comes with from an attribute. */
function addToWorkbench(path) {
  const read = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const text = read.call(this, name);
    if (this.id !== "vscode-workbench-web-configuration" || name !== "data-settings") return text;
    const location = { scheme: "http", authority: window.location.host, path };
    return JSON.stringify({ ...JSON.parse(text), additionalBuiltinExtensions: [location] });
  };
}

function fulfil(route, folder) {
  const asked = normalize(decodeURIComponent(new URL(route.request().url()).pathname.slice(PATH.length)));
  const file = join(folder, asked);
  if (!existsSync(file)) return route.fulfill({ status: 404 });
  return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] ?? "application/octet-stream" });
}
