// The main job on the bundled sample workspace, from the built command line:  npm start
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const sample = join("samples", "workspace");

step("Building", ["esbuild.mjs"]);
console.log(`\n$ iam-verdict lint ${sample}\n`);
step("lint", ["dist/cli.js", "lint", sample, "--fail-on", "never"]);
const message = readFileSync(join(root, sample, "denied.txt"), "utf8").trim();
console.log(`\n$ iam-verdict explain --workspace ${sample} < ${join(sample, "denied.txt")}\n`);
console.log(message.replace(/^/gm, "  > "), "\n");
// Exit code 1 says that a denial was explained, which is what was asked for.
step("explain", ["dist/cli.js", "explain", "--workspace", sample, "-"], { input: message, expected: 1 });

function step(name, args, { input, expected = 0 } = {}) {
  const stdin = input === undefined ? "ignore" : "pipe";
  const { status } = spawnSync(process.execPath, args, { cwd: root, input, stdio: [stdin, "inherit", "inherit"] });
  if (status !== expected) {
    console.error(`${name} ended with exit code ${status}`);
    process.exit(1);
  }
}
