// Compares the colours of the samples under test/syntaxes with the snapshots kept beside them.
//   node scripts/test-grammar.mjs [--update]
// --update writes the snapshots anew. A sample without a snapshot, and a snapshot without a sample, count as a
// difference: the snapshot tool alone would write the first without a word and never see the second.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, posix } from "node:path";

const root = join(import.meta.dirname, "..");
const update = process.argv.includes("--update");

const entries = ["policy", "plain"].flatMap((folder) =>
  readdirSync(join(root, "test", "syntaxes", folder)).map((name) => posix.join("test", "syntaxes", folder, name)),
);
const samples = entries.filter((path) => !path.endsWith(".snap"));
const strays = entries.filter((path) => path.endsWith(".snap") && !samples.includes(path.slice(0, -".snap".length)));
const bare = samples.filter((path) => !existsSync(join(root, `${path}.snap`)));

if (update) {
  for (const stray of strays) rmSync(join(root, stray));
} else if (bare.length > 0 || strays.length > 0) {
  for (const path of bare) console.error(`${path} has no snapshot: run node scripts/test-grammar.mjs --update`);
  for (const path of strays) console.error(`${path} has no sample: run node scripts/test-grammar.mjs --update`);
  process.exit(1);
}

const tool = createRequire(import.meta.url).resolve("vscode-tmgrammar-test/dist/snapshot.js");
const flags = ["--config", "test/syntaxes/support/manifest.json", ...(update ? ["--updateSnapshot"] : [])];
const { status } = spawnSync(process.execPath, [tool, ...flags, ...samples], { cwd: root, stdio: "inherit" });
process.exit(status === 0 ? 0 : 1);
