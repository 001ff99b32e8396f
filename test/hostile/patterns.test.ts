/** Patterns come from whoever wrote the repository: matching compares at most every part with every item. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { matchesSequence, type Wildcards } from "../../server/src/workspace/glob.ts";

/** How often a pattern's part was compared with an item. */
function comparisons(pattern: string, items: string): number {
  let count = 0;
  const counting: Wildcards<string, string> = {
    isMany: (part) => part === "*",
    matchesOne: (part, item) => {
      count++;
      return part === "?" || part === item;
    },
  };
  matchesSequence(Array.from(pattern), Array.from(items), counting);
  return count;
}

describe("matching a pattern", () => {
  for (const [name, pattern, items] of [
    ["stars that all fit", (n: number) => "*a".repeat(n) + "b", (n: number) => "a".repeat(2 * n)],
    ["stars side by side", (n: number) => "*".repeat(n) + "b", (n: number) => "a".repeat(n)],
    ["a long tail that nearly fits", (n: number) => `*${"a".repeat(n)}b`, (n: number) => "a".repeat(2 * n)],
    ["tails within tails", (n: number) => "*aab".repeat(n), (n: number) => "aaab".repeat(n) + "a".repeat(n)],
    ["any characters", (n: number) => "*?".repeat(n) + "b", (n: number) => "a".repeat(2 * n)],
  ] as const) {
    for (const n of [50, 100, 200]) {
      test(`${name}, ${n}`, () => {
        const [written, told] = [pattern(n), items(n)];
        assert.ok(comparisons(written, told) <= written.length * told.length);
      });
    }
  }
});
