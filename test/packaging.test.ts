import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";
import picomatch from "picomatch";
import expected from "../scripts/packaged-files.json";

const [first, ...allowed] = readFileSync(".vscodeignore", "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
/** The checks' pages, which a finding links to; another test keeps them in step with the checks. */
const PAGES = "!docs/checks/*.md";
const isBuilt = (file: string): boolean => file.startsWith("dist/") || file === "THIRD-PARTY-NOTICES.txt";

test("what ships is named: nothing is in the package only because nobody kept it out", () => {
  assert.equal(first, "**");
  for (const line of allowed) assert.match(line, /^![^*]+(\*\.[a-z]+)?$/);
});

// Packaging itself compares the list with what the packaging tool would take; that walks every folder and is slow.
test("the files that may ship are the files that are expected to", () => {
  const found = allowed.flatMap((line) => (line === PAGES ? [PAGES.slice(1)] : filesOf(line.slice(1)))).sort();
  assert.deepEqual(
    found.filter((file) => !isBuilt(file)),
    expected.filter((file) => !isBuilt(file)),
  );
  // A build may still be to come, but what it leaves behind must be expected.
  assert.deepEqual(
    found.filter((file) => isBuilt(file) && !expected.includes(file)),
    [],
  );
});

function filesOf(pattern: string): string[] {
  const folder = posix.dirname(pattern);
  if (!existsSync(folder)) return [];
  const isNamed = picomatch(posix.basename(pattern));
  return readdirSync(folder)
    .filter((name) => isNamed(name))
    .map((name) => posix.join(folder, name));
}
