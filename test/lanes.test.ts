/** `npm test` says the same whenever it is run: what draws values at random is a search, and takes its seed from one place. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

const files = sourcesIn("")
  .filter((path) => path !== "lanes.test.ts")
  .map((path) => ({ path, text: readFileSync(join(process.cwd(), "test", path), "utf8") }));
const examples = files.filter(({ path }) => path.endsWith(".test.ts") && !path.endsWith(".search.test.ts"));
const sweeping = files.filter(({ path }) => path.endsWith(".sweep.test.ts"));
// A precision run is a command of its own, with a seed of its own.
const drawing = files.filter(({ text, path }) => /\bfc\.assert\(/.test(text) && !path.startsWith("precision/"));

describe("the lanes of the tests", () => {
  test("examples draw nothing at random", () => {
    assert.deepEqual(
      examples.filter(({ text }) => /"fast-check"|Math\.random|assertAndMeet/.test(text)).map(({ path }) => path),
      [],
    );
  });

  test("every search takes its seed and its runs from the lane that it is run in", () => {
    assert.ok(drawing.length > 10);
    const own = drawing.filter(
      ({ text }) => !/\bsearch(?:ing|UntilMet)\(/.test(text) || /numRuns: [\d_]+ \},?\s*\);/.test(text),
    );
    assert.deepEqual(
      own.map(({ path }) => path),
      [],
    );
  });

  test("every sweep is whole in the lane of the searches", () => {
    assert.ok(sweeping.length >= 5);
    assert.deepEqual(
      sweeping.filter(({ text }) => !/\b(?:someOf|fewOf|shareOf|lengthOf)\(/.test(text)).map(({ path }) => path),
      [],
    );
    assert.deepEqual(
      files
        .filter(({ text, path }) => /\b(?:someOf|fewOf|shareOf|lengthOf)\(/.test(text) && /\.test\.ts$/.test(path))
        .map(({ path }) => path)
        .filter((path) => !/\.(?:search|sweep)\.test\.ts$/.test(path)),
      [],
      "of what an ordinary test leaves out nobody hears",
    );
  });
});

/** Not with `recursive`: that walks through the editors and packages that the tests in VS Code install here, too. */
function sourcesIn(folder: string): string[] {
  return readdirSync(join(process.cwd(), "test", folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : sourcesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}
