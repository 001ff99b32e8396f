/** What is made of a bundle after esbuild has written it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { build, type Plugin } from "esbuild";
import { withNamespacesKept } from "../scripts/bundles.mjs";

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
