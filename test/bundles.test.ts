/** What is made of a bundle after esbuild has written it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { build, type Plugin } from "esbuild";
import { bundles, withNamespacesKept } from "../scripts/bundles.mjs";
import { sharing } from "../scripts/shared-engine.mjs";

/** Two modules that import from one CommonJS package, which counts how often somebody asks for all its names. */
const FILES: Readonly<Record<string, string>> = {
  "main.ts": `import { one } from "./one.ts"; import { other } from "./other.ts"; globalThis.sum = [one(), other(), asked];`,
  "one.ts": `import { count } from "package"; export const one = () => count();`,
  "other.ts": `import whole, { name } from "package"; export const other = () => name + whole.count();`,
  package: `let counted = 0; globalThis.asked = 0;
    module.exports = new Proxy({ name: "n", count: () => ++counted }, {
      ownKeys: (target) => (globalThis.asked++, Reflect.ownKeys(target)) });`,
};

const inMemory: Plugin = {
  name: "in-memory",
  setup(one) {
    one.onResolve({ filter: /.*/ }, ({ path }) => ({ path: path.replace("./", ""), namespace: "memory" }));
    one.onLoad({ filter: /.*/ }, ({ path }) => ({ contents: FILES[path] ?? "", loader: "ts" }));
  },
};

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ["main.ts"],
    ...{ bundle: true, write: false, format: "iife", minifySyntax: true, minifyWhitespace: true },
    plugins: [inMemory],
  });
  return outputFiles[0]?.text ?? "";
}

/** What both modules say, and how many namespaces were made. */
function run(text: string): unknown {
  const context: { sum?: unknown } = {};
  runInNewContext(text, context);
  return JSON.parse(JSON.stringify(context.sum));
}

describe("namespaces of a CommonJS package", () => {
  test("are made for each module that imports from it by esbuild, and once by ours, with the same values", async () => {
    const text = await bundled();
    assert.deepEqual(run(text), [1, "n2", 2]);
    assert.deepEqual(run(withNamespacesKept(text)), [1, "n2", 1]);
  });

  test("made in a way that is not known are told when the bundle is built", () => {
    assert.throws(() => withNamespacesKept("var a=__toESM(require_a());"), /mend bundles\.mjs/);
    assert.equal(withNamespacesKept("var a=1;"), "var a=1;");
  });
});

describe("what calls AWS", () => {
  const [options = {}] = bundles({ root: process.cwd(), development: false }).filter(
    (one) => one.outfile === "dist/aws.js",
  );
  const { minifyIdentifiers = false, keepNames = false } = options;

  test("is shorter, and its classes and functions answer to the names that AWS's library asks for", async () => {
    assert.equal(minifyIdentifiers, true);
    const source = `class Quiet { static made() { return new Quiet(); } } const spoken = () => new Error("x").stack;
      globalThis.said = { quiet: Quiet.made().constructor.name, stack: spoken() };`;
    const { outputFiles } = await build({
      ...{ bundle: true, write: false, format: "iife", minifyWhitespace: true, minifyIdentifiers, keepNames },
      stdin: { contents: source },
    });
    const context: { said?: { readonly quiet: string; readonly stack: string } } = {};
    runInNewContext(outputFiles[0]?.text ?? "", context);
    assert.equal(context.said?.quiet, "Quiet");
    assert.match(context.said.stack, /at spoken /);
  });
});

describe("what two bundles share", () => {
  let root = "";
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "sharing-"));
    const sources = {
      "package.js": `exports.name = "a package in CommonJS";`,
      "shared.ts": `import { name } from "./package.js"; export let calls = 0;
        export const count = () => ++calls; export const said = name; export function self() { return this; }`,
      "one.ts": `import { basename } from "node:path"; import { calls, count, said, self } from "./shared.ts";
        export const all = () => [count(), calls, said, self(), basename(__filename)];`,
      "two.ts": `#!/usr/bin/env node
        import { count } from "./shared.ts"; export const all = () => count();`,
    };
    mkdirSync(join(root, "src"));
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, "src", name), text);
    await build(
      sharing(
        { absWorkingDir: root, bundle: true, metafile: true, platform: "node", logLevel: "warning", plugins: [] },
        { one: "src/one.ts", two: "src/two.ts" },
        "both",
      ),
    );
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  test("is in a file of its own, and each of them is a script that requires it", () => {
    const requireBuilt = createRequire(join(root, "dist", "x.js"));
    const [one, two] = ["./one.js", "./two.js"].map((name) => requireBuilt(name) as { readonly all: () => unknown });
    assert.deepEqual(one?.all(), [1, 1, "a package in CommonJS", undefined, "one.js"]);
    assert.equal(two?.all(), 2);
    const holding = ["one.js", "two.js", "both.js"].filter((name) =>
      readFileSync(join(root, "dist", name), "utf8").includes("a package in"),
    );
    assert.deepEqual(holding, ["both.js"]);
  });

  test("leaves a command its first line", () =>
    assert.match(readFileSync(join(root, "dist", "two.js"), "utf8"), /^#!\/usr\/bin\/env node\n"use strict";\n/));
});
