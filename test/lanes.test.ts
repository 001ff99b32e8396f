/** `npm test` says the same whenever it is run: what draws values at random is a search, and takes its seed from one place. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, test } from "node:test";
import { isNamed, isSearch, leavesOut } from "../scripts/test-lanes.mjs";

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
      sweeping.filter(({ text }) => !leavesOut(text)).map(({ path }) => path),
      [],
    );
  });

  test("of what a test leaves out the lane of the searches hears, by whatever function it does so", () => {
    const { text: searching = "" } = files.find(({ path }) => path === "support/searching.ts") ?? {};
    const byShare = [...searching.matchAll(/^export function (\w+).*\n((?!\}\n).*\n)*/gm)].flatMap(([body, name]) =>
      /sweptShare\(|fewShare\(/.test(body) ? [name ?? ""] : [],
    );
    assert.ok(byShare.length >= 5);
    for (const name of [...byShare, "describeCheck"]) assert.ok(leavesOut(`${name}(`), name);
    const importing = (name: string) => files.filter(({ text }) => text.includes(`/${name}"`));
    const forOthers = importing("searching.ts").filter(
      ({ path, text }) => !path.endsWith(".test.ts") && leavesOut(text),
    );
    assert.ok(forOthers.length > 0);
    for (const { path } of forOthers) {
      const unheard = importing(basename(path)).filter(({ path: user, text }) => !isSearch(user) && !leavesOut(text));
      assert.deepEqual(
        unheard.map((one) => one.path),
        [],
        path,
      );
    }
  });

  test("a path part names a file with or without its folder and its endings", () => {
    const path = "/repository/test/denial/explain-cases.sweep.test.ts";
    for (const part of ["explain-cases", "denial/explain-cases", "explain-cases.sweep", "explain-cases.sweep.test.ts"])
      assert.ok(isNamed(path, part), part);
    for (const part of ["denial", "denial/", "explain", "cases", "hosts/explain-cases", ".sweep", ".test.ts", ""])
      assert.ok(!isNamed(path, part), part);
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
