// Bundles the unit tests with esbuild and runs them with Node's own test runner.
//   node scripts/run-unit-tests.mjs [PATH-PART…] [-- NODE-TEST-FLAGS…]
// A path part keeps only the test files whose path contains it. UNIT_OUT names another folder under out/, so that
// two runs at the same time do not clear each other's files.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const outputFolder = join(root, "out", process.env.UNIT_OUT ?? "unit");

const cut = process.argv.indexOf("--");
const parts = process.argv.slice(2, cut < 0 ? undefined : cut);
const nodeFlags = cut < 0 ? [] : process.argv.slice(cut + 1);

const testFiles = findTests(join(root, "test")).filter(
  (file) => parts.length === 0 || parts.some((part) => file.includes(part)),
);
if (testFiles.length === 0) {
  console.error(`no test file matches ${parts.join(" ")}`);
  process.exit(1);
}

if (!existsSync(join(root, "generated", "catalog-core.json"))) run(["scripts/pack-catalog.mjs"]);
rmSync(outputFolder, { recursive: true, force: true });
const groups = groupsOf(testFiles);
await build({
  entryPoints: groups.map(({ name }) => ({ in: `group:${name}`, out: name })),
  outdir: outputFolder,
  bundle: true,
  splitting: true,
  format: "esm",
  outExtension: { ".js": ".mjs" },
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
  plugins: [groupEntries(groups)],
});
process.exit(run(["--enable-source-maps", "--test", ...nodeFlags, relative(root, outputFolder)]));

/**
 * The test runner starts a process for every file, which takes longer than most files' tests. A few entries that import
 * many files each take a fraction of the time and still fill the machine's cores.
 */
function groupsOf(files) {
  const count = Math.min(files.length, Math.max(2, availableParallelism()) * 2);
  const groups = Array.from({ length: count }, (_, index) => ({ name: `group-${index + 1}.test`, files: [] }));
  for (const [index, file] of files.entries()) groups[index % count].files.push(file);
  return groups;
}

function groupEntries(groups) {
  return {
    name: "group-entries",
    setup(builder) {
      builder.onResolve({ filter: /^group:/ }, ({ path }) => ({
        path: path.slice("group:".length),
        namespace: "group",
      }));
      builder.onLoad({ filter: /.*/, namespace: "group" }, ({ path }) => ({
        contents: groups
          .find(({ name }) => name === path)
          .files.map((file) => `import ${JSON.stringify(file)};`)
          .join("\n"),
        resolveDir: root,
      }));
    },
  };
}

function findTests(folder) {
  const found = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // Tests under test/vscode need a real VS Code and have a runner of their own.
    if (statSync(path).isDirectory()) {
      if (relative(root, path) !== join("test", "vscode")) found.push(...findTests(path));
    } else if (name.endsWith(".test.ts")) found.push(path);
  }
  return found;
}

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  return status ?? 1;
}
