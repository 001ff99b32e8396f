// Measures what must stay fast:  npm run bench [-- NAME-PART]
// Every figure is the median of many runs and, beside it, its ratio to a baseline measured in the same run, because
// machines differ and shared ones waver. Exits with 1 if a figure is over its limit.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { packCatalogIfOld } from "./packed-catalog.mjs";

const root = join(import.meta.dirname, "..");
const outfile = join(root, "out", "bench", "main.mjs");

packCatalogIfOld();
run(["esbuild.mjs"]);
await build({
  entryPoints: [join(root, "bench", "main.ts")],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  logLevel: "warning",
});
process.exit(run(["--expose-gc", outfile, ...process.argv.slice(2)]));

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  return status;
}
