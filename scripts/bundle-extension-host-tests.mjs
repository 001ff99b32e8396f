// Bundles the tests that run inside VS Code's extension host, which loads CommonJS files.
//   node scripts/bundle-extension-host-tests.mjs
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const source = join(root, "test/vscode/extension-host");
const output = join(root, "out/vscode");

/** Returns the file that exports `run`. */
export async function bundleExtensionHostTests() {
  rmSync(output, { recursive: true, force: true });
  const tests = readdirSync(source).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: ["run.ts", ...tests].map((name) => join(source, name)),
    outdir: output,
    bundle: true,
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    platform: "node",
    target: "node20",
    // The runner and the tests must share one Mocha.
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return join(output, "run.cjs");
}

if (process.argv[1] === import.meta.filename) await bundleExtensionHostTests();
