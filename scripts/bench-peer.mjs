// Our evaluations per second beside those of another open evaluator, in one run:  npm run bench:peer
// The peer is under the AGPL: it is installed into a temporary folder for this run, called as its README shows, and
// removed again. It is no dependency. Exits with 1 if we are not at least 20 times as fast. Needs the network.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const PEER = "@cloud-copilot/iam-simulate";
const VERSION = "0.1.173";

const root = join(import.meta.dirname, "..");
const outfile = join(root, "out", "bench", "peer.mjs");
const folder = mkdtempSync(join(tmpdir(), "bench-peer-"));
let status = 1;
try {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench-peer", private: true }));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  status = run(npm, ["install", ...flags, `${PEER}@${VERSION}`], folder);
  if (status === 0) {
    await build({
      entryPoints: [join(root, "bench", "peer.ts")],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
      logLevel: "warning",
    });
    console.log(`peer: ${PEER} ${VERSION}`);
    const entry = createRequire(join(folder, "package.json")).resolve(PEER);
    status = run(process.execPath, ["--expose-gc", outfile, entry], root);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);

function run(command, args, cwd) {
  const shell = process.platform === "win32" && command !== process.execPath;
  return spawnSync(command, args, { cwd, stdio: "inherit", shell }).status ?? 1;
}
