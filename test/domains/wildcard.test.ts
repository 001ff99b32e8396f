import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  matchesEverything,
  patternMatches,
  wildcardParts,
  wildcardPattern,
} from "../../server/src/domains/wildcard.ts";
import { propertyRuns } from "../support/property-runs.ts";

const matches = (pattern: string, text: string): boolean =>
  patternMatches(wildcardPattern(wildcardParts(pattern)), text);

/** The definition, character by character; exponential. */
function matchesNaively(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern.startsWith("*")) {
    return matchesNaively(pattern.slice(1), text) || (text !== "" && matchesNaively(pattern, text.slice(1)));
  }
  const fits = text !== "" && (pattern.startsWith("?") || pattern.charAt(0) === text.charAt(0));
  return fits && matchesNaively(pattern.slice(1), text.slice(1));
}

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

  test("agrees with the definition", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (one, other) => matches(one, other) === matchesNaively(one, other)),
      { numRuns: propertyRuns(1000) },
    );
  });

  test("agrees with the definition where a stretch with ? is longer than a machine word", () => {
    const stretch = "a?".repeat(20);
    const text = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 38, maxLength: 60 });
    fc.assert(
      fc.property(text, (one) => matches(`*${stretch}*`, one) === new RegExp(`^.*${"a.".repeat(20)}.*$`).test(one)),
    );
  });

  test("takes milliseconds on the worst texts", () => {
    const text = "a".repeat(100_000);
    const patterns = ["*a*a*a*b", `*${"a*".repeat(1000)}b`, `*b${"a".repeat(5000)}*`, `*${"a?".repeat(500)}b*`];
    const start = performance.now();
    for (const pattern of patterns) assert.ok(!matches(pattern, text));
    assert.ok(performance.now() - start < 500);
  });

  test("knows the one that matches every text", () => {
    for (const pattern of ["*", "***"]) assert.ok(matchesEverything(wildcardPattern(wildcardParts(pattern))));
    for (const pattern of ["", "?*", "*a*"]) assert.ok(!matchesEverything(wildcardPattern(wildcardParts(pattern))));
  });
});
