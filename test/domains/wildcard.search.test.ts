/** Wildcards, against their definition. */
import { describe, test } from "node:test";
import fc from "fast-check";
import { patternMatches, wildcardParts, wildcardPattern } from "../../server/src/domains/wildcard.ts";
import { searching } from "../support/searching.ts";

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
  test("agrees with the definition", () => {
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "?", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 9 });
    fc.assert(
      fc.property(pattern, text, (one, other) => matches(one, other) === matchesNaively(one, other)),
      searching(1000),
    );
  });

  test("agrees with the definition where a stretch with ? is longer than a machine word", () => {
    const stretch = "a?".repeat(20);
    const text = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 38, maxLength: 60 });
    fc.assert(
      fc.property(text, (one) => matches(`*${stretch}*`, one) === new RegExp(`^.*${"a.".repeat(20)}.*$`).test(one)),
      searching(100),
    );
  });
});
