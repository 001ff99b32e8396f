// Bundles the unit tests with esbuild and runs them: they are those of Node's own test runner.
//   node scripts/run-unit-tests.mjs [PATH-PART…] [-- NODE-TEST-FLAGS…]
//   node scripts/run-unit-tests.mjs --search [--seed NUMBER] [PATH-PART…] [-- NODE-TEST-FLAGS…]
// A path part keeps only the test files whose path contains it. Searches (*.search.test.ts) have a lane of their own: with
// --search only they run, whole, from a fresh seed that is printed, or from the given one. Without --search they run only
// where a path part asks for them, and draw a fifth of their values, always the same. SEARCH_SHARE changes how much is
// searched: 20 is twenty times as much. Files that leave something out of `npm test` (test-lanes.mjs) are in both lanes:
// whole with --search, and where every path part is the name of a file; else a part of what is swept, always the same.
// UNIT_OUT names another folder under out/, so that two runs at the same time do not clear each other's files.
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { packCatalogIfOld } from "./packed-catalog.mjs";
import { runGroups, summaryOf } from "./test-groups.mjs";
import { isNamed, isSearch, leavesOut } from "./test-lanes.mjs";
import { keepTestTimes, testTimes } from "./test-times.mjs";

// The bundler is gone within seconds: to collect what it no longer needs takes it half as long again, and spares 40 MB.
process.env.GOGC ??= "off";

const root = join(import.meta.dirname, "..");
const outputFolder = join(root, "out", process.env.UNIT_OUT ?? "unit");

const cut = process.argv.indexOf("--");
const { values: options, positionals: parts } = parseArgs({
  args: process.argv.slice(2, cut < 0 ? undefined : cut),
  options: { search: { type: "boolean", default: false }, seed: { type: "string" } },
  allowPositionals: true,
});
const nodeFlags = cut < 0 ? [] : process.argv.slice(cut + 1);
const timesFile = join(root, "out", `test-times${options.search ? "-search" : ""}.json`);
/** Tests of calls to AWS, whose clients take about a second to load, and those that build a program or start processes. */
const WAITING = /^test\/(?:aws\/|catalog\/pack-catalog\.|hostile\/command-process\.|lsp\/(?:browser-server|server)\.)/;

const testFiles = findTests(join(root, "test"))
  .filter((file) => !options.search || isSearch(file) || leavesOut(readFileSync(file, "utf8")))
  .filter((file) =>
    parts.length === 0 ? options.search || !isSearch(file) : parts.some((part) => file.includes(part)),
  );
if (testFiles.length === 0) {
  console.error(`no ${options.search ? "search" : "test file"} matches ${parts.join(" ")}`);
  process.exit(1);
}

const began = performance.now();
packCatalogIfOld();
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
  sourcemap: "linked",
  sourcesContent: false,
  logLevel: "warning",
  plugins: [groupEntries(groups)],
});

const seed = options.seed ?? process.env.SEARCH_SEED ?? (options.search ? String(Date.now() % 2_147_483_647) : "");
const share = process.env.SEARCH_SHARE ?? (options.search ? "1" : "");
const areNamed = parts.length > 0 && parts.every((part) => testFiles.some((file) => isNamed(file, part)));
const sweepShare = areNamed && share === "" && !testFiles.some(isSearch) ? "1" : "";
sayFromWhichSeed();
const ownReport = nodeFlags.some((flag) => flag.startsWith("--test-reporter"));
const bundled = performance.now();
const { status, noted } = await runGroups(
  groups.map(({ name }) => join(outputFolder, `${name}.mjs`)),
  {
    flags: [
      ...(parts.length > 0 ? [] : ["--require=./scripts/test-without-tracking.cjs"]),
      // Tests run much code a few times each: with V8's own budget half as much time again goes into compiling it.
      "--interrupt-budget=2000000",
      // For the same reason the quick compiler is sooner done with a function than the interpreter with its second call.
      "--always-sparkplug",
      // What tests make is soon gone: with more room for what is new less of it is copied.
      "--min-semi-space-size=128",
      "--max-semi-space-size=128",
      // A group ends before it has kept as much: until then nothing old is looked through for what could go. Searches run longer.
      ...(options.search ? [] : ["--initial-old-space-size=768"]),
      // There are as many groups as cores: threads beside them that share the collecting only wait for each other.
      "--single-threaded-gc",
      ...reporters(),
      ...nodeFlags,
    ],
    env: {
      ...process.env,
      SEARCH_SEED: seed,
      SEARCH_SHARE: share,
      SWEEP_SHARE: sweepShare,
      TEST_REPORT: process.stdout.isTTY ? "terminal" : "log",
    },
    cwd: root,
    // What waits for something that never comes fails, in place of a run without an end.
    limitMs: (options.search ? 60 : 20) * 60_000,
    notes: !ownReport,
  },
);
if (!ownReport) {
  const counts = noted.map((one) => one.counts);
  console.log(summaryOf(counts, performance.now() - began));
  console.log(`# bundling_ms ${bundled - began}`);
  keepTestTimes(
    timesFile,
    noted.map(({ times }) => times),
  );
}
sayFromWhichSeed();
process.exit(status);

/** Before and after the run: it is looked for at both ends of a long log. */
function sayFromWhichSeed() {
  if (options.search) console.log(`searching from seed ${seed} (npm run test:search -- --seed ${seed})`);
}

/** The report of failures and of how long each file took. Other reporters know of no sources without their maps. */
function reporters() {
  if (ownReport) return ["--enable-source-maps"];
  return ["--test-reporter=./scripts/test-report.mjs", "--test-reporter-destination=stdout"];
}

/**
 * A process for every file would take longer than most files' tests. One entry for each core imports many files. They are
 * dealt out in the order of their paths, so that all entries end at the same time and each has folders of its own: what the
 * tests of a room run is then compiled in one process only. Those that mostly wait, for AWS's clients or for programs, have
 * an entry of their own beside them.
 */
function groupsOf(files) {
  const times = testTimes(timesFile, files);
  // Two processes that draw pictures anew would write one file at the same time.
  if (process.env.UPDATE === "1") return [{ name: "group-1.test", files }];
  const [waiting, busy] = [files.filter(mostlyWaits), files.filter((file) => !mostlyWaits(file))];
  const count = Math.min(busy.length, Math.max(2, availableParallelism()));
  const groups = Array.from({ length: count }, (_, index) => ({ name: `group-${index + 1}.test`, files: [] }));
  const all = busy.reduce((sum, file) => sum + times.get(file), 0);
  let before = 0;
  for (const file of busy.sort()) {
    const middle = before + times.get(file) / 2;
    groups[Math.min(count - 1, Math.floor((middle / all) * count))].files.push(file);
    before += times.get(file);
  }
  return [...groups, { name: "group-waiting.test", files: waiting }].filter((group) => group.files.length > 0);
}

function mostlyWaits(file) {
  return WAITING.test(relative(root, file).split("\\").join("/"));
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
