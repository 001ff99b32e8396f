// What we say of the policies that AWS manages, every one of them:
//   npm run precision [-- --update] [--list]
//   npm run precision -- --beside FOLDER
//   npm run precision -- --z3|--try [--seed N] [--cases N]
//   npm run catalog:audit [-- --list]
// They are 77 MB, so they are installed into test/precision only by this script. Exits with 1 if a gate of
// docs/checks/precision.md is not kept. --update adds what is new to test/precision/golden.json, for somebody to
// explain, and writes the counts of findings to test/precision/counts.json; --list prints everything that is counted, for
// somebody to look at. Instead, --beside puts our findings beside those of IAM Access Analyzer, --z3 holds our verdicts
// against those of another solver, and --try against the evaluation engine's on all requests that matter. catalog:audit
// holds the sources of the reference data against each other (docs/catalog.md).
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { packCatalogIfOld } from "./packed-catalog.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(root, "test", "precision");
const ENTRIES = { "--z3": "crosscheck", "--try": "try-all", "--audit": "audit", "--beside": "beside-access-analyzer" };
const entry = ENTRIES[process.argv.find((argument) => argument in ENTRIES)] ?? "main";
const outfile = join(root, "out", "precision", `${entry}.mjs`);

if ((entry === "main" || entry === "audit") && !isInstalled())
  run(npm(), ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], folder);
packCatalogIfOld();
await build({
  entryPoints: [join(folder, `${entry}.ts`)],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
// As the command line runs: with V8's own budget half as much time again goes into compiling (server/src/main-cli.ts).
run(process.execPath, ["--enable-source-maps", "--interrupt-budget=500000", outfile, ...process.argv.slice(2)], root);

/** npm writes its own record of what it installed after everything else. */
function isInstalled() {
  const record = join(folder, "node_modules", ".package-lock.json");
  return existsSync(record) && statSync(record).mtimeMs >= statSync(join(folder, "package-lock.json")).mtimeMs;
}

function npm() {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}

function run(command, args, cwd) {
  const shell = process.platform === "win32" && command !== process.execPath;
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell });
  if (status !== 0) process.exit(status ?? 1);
}
