import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  matchesEverything,
  patternMatches,
  wildcardParts,
  wildcardPattern,
} from "../../server/src/domains/wildcard.ts";
import { processorMilliseconds } from "../support/processor-time.ts";

const matches = (pattern: string, text: string): boolean =>
  patternMatches(wildcardPattern(wildcardParts(pattern)), text);

describe("a pattern of * and ?", () => {
  for (const [pattern, yes, no] of [
    ["", [""], ["a"]],
    ["abc", ["abc"], ["ab", "abcd", "ABC"]],
    ["a?c", ["abc", "a?c", "a\nc"], ["ac", "abbc"]],
    ["a*c", ["ac", "abc", "abcbc"], ["a", "acb"]],
    ["*", ["", "anything", "a/b:c\n"], []],
    ["**", ["", "x"], []],
    ["ab*ba", ["abba", "abxba"], ["aba"]],
    ["*?a?*", ["xay", "xxaay"], ["a", "xa", "ax"]],
    ["a*?b?*c", ["axbyc", "aabbxbxc"], ["abc", "axbc"]],
  ] as const) {
    test(`'${pattern}'`, () => {
      for (const text of yes) assert.ok(matches(pattern, text), text);
      for (const text of no) assert.ok(!matches(pattern, text), text);
    });
  }

  test("takes milliseconds on the worst texts", () => {
    const text = "a".repeat(100_000);
    const patterns = ["*a*a*a*b", `*${"a*".repeat(1000)}b`, `*b${"a".repeat(5000)}*`, `*${"a?".repeat(500)}b*`];
    const milliseconds = processorMilliseconds(() => {
      for (const pattern of patterns) assert.ok(!matches(pattern, text));
    });
    assert.ok(milliseconds < 500);
  });

  test("knows the one that matches every text", () => {
    for (const pattern of ["*", "***"]) assert.ok(matchesEverything(wildcardPattern(wildcardParts(pattern))));
    for (const pattern of ["", "?*", "*a*"]) assert.ok(!matchesEverything(wildcardPattern(wildcardParts(pattern))));
  });
});
