/** What is kept of what was asked for: the last few, and nothing that is long out of use. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { recent } from "../../server/src/domains/recent.ts";

/** Asks for the keys one after the other, and says which of them had to be made. */
function madeFor(keys: readonly string[], most: number): readonly string[] {
  const made: string[] = [];
  const kept = recent<string, string>(most);
  for (const key of keys) kept.get(key, () => (made.push(key), key));
  return made;
}

describe("what was made is made once", () => {
  test("while it is among the last that were asked for", () => {
    assert.deepEqual(madeFor(["a", "b", "a", "b", "a"], 2), ["a", "b"]);
  });

  test("and again once others took its place", () => {
    assert.deepEqual(madeFor(["a", "b", "c", "a"], 2), ["a", "b", "c", "a"]);
  });

  test("and again after very many questions about others, even where there is room", () => {
    const soon = Array.from({ length: 10 }, () => "b");
    const late = Array.from({ length: 200 }, () => "b");
    assert.deepEqual(madeFor(["a", ...soon, "a"], 3), ["a", "b"]);
    assert.deepEqual(madeFor(["a", ...late, "a"], 3), ["a", "b", "a"]);
  });
});
