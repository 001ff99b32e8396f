import assert from "node:assert/strict";
import { test } from "node:test";
import { Minimatch } from "../../client/src/minimatch.ts";

const cases: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
  ["**/*.json", "/home/dev/policies/a.json", true],
  ["**/*.json", "/home/dev/policies/a.yaml", false],
  ["/home/dev/*.json", "/home/dev/policies/a.json", false],
  ["**/{a,b}.json", "/x/b.json", true],
  ["**/+(a).json", "/x/aa.json", false],
];

for (const [pattern, path, matches] of cases) {
  test(`${pattern} ${matches ? "matches" : "does not match"} ${path}, as the language client asks`, () => {
    const matcher = new Minimatch(pattern, { noext: true });
    assert.equal(matcher.makeRe(), true);
    assert.equal(matcher.match(path), matches);
  });
}
