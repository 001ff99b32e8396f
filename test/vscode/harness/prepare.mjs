// Gets a machine ready for tests in a real VS Code: the kit from the package registry, Chromium from Debian.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { kitFolder } from "./kit.mjs";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
// Without a font, text has no width and a picture shows nothing.
const DEBIAN_PACKAGES = ["chromium", "fonts-dejavu-core"];

/** Installs what is missing. Returns nothing; throws with one clear sentence when the machine cannot be prepared. */
export function prepareKit() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `The test kit holds VS Code's server for Linux on x64, and this is ${process.platform} on ${process.arch}. ` +
        "Run npm run test:electron instead: it downloads a desktop VS Code.",
    );
  }
  installModules();
}

/** Installs the kit and, when none is there, a browser. Returns the path of the browser. */
export function prepareKitAndBrowser() {
  prepareKit();
  return findBrowser() ?? installBrowser();
}

function installModules() {
  const stamp = join(kitFolder, "node_modules/.installed-from");
  const lock = createHash("sha256")
    .update(readFileSync(join(kitFolder, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("installing the test kit (about 470 MB, once)");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], kitFolder);
  run(process.execPath, ["link.mjs"], kitFolder);
  writeFileSync(stamp, lock);
}

function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of BROWSERS) if (isExecutable(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

function installBrowser() {
  if (spawnSync("apt-get", ["--version"]).error) {
    throw new Error("No Chromium was found. Install one, or name its path in the variable CHROMIUM.");
  }
  console.log("installing Chromium from the system's packages (once)");
  runAsRoot(["apt-get", "update", "-q"]);
  runAsRoot(["apt-get", "install", "-y", "-q", "--no-install-recommends", ...DEBIAN_PACKAGES]);
  const browser = findBrowser();
  if (!browser) throw new Error("Chromium was installed, but no browser is on the PATH.");
  return browser;
}

function runAsRoot(command) {
  const root = process.getuid?.() === 0;
  const [program, ...args] = [...(root ? [] : ["sudo", "-n"]), "env", "DEBIAN_FRONTEND=noninteractive", ...command];
  run(program, args, kitFolder);
}

function run(program, args, cwd) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === 0) return;
  throw new Error(`${program} ${args.join(" ")} failed: ${error?.message ?? ""}\n${stdout ?? ""}${stderr ?? ""}`);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
