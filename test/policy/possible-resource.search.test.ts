/** What an entry says of a resource that is not wholly known holds for every ARN that it may be. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readPossibleArns, readRequestArn } from "../../server/src/policy/request-arn.ts";
import { resourceMatches, resourcePattern } from "../../server/src/policy/resource-pattern.ts";
import { type VariableLookup } from "../../server/src/policy/text-pattern.ts";
import { scalarOf } from "../support/evaluation.ts";
import { searching } from "../support/searching.ts";

const lookup: VariableLookup = () => ({ state: "none" });

describe("an entry against a resource that is not wholly known", () => {
  test("what it says holds for every ARN that is possible", () => {
    const part = fc.constantFrom("a", "b", "ab", "a/b", "b:a", "");
    const field = fc.constantFrom("", "x", "y");
    const arn = fc.tuple(field, field, part, part).map(([region, account, one, two]) => ({
      fields: ["arn", "aws", "s", region, account],
      resource: `${one}/${two}`,
    }));
    const masks = fc.array(fc.nat(40), { maxLength: 3 });
    const entry = fc
      .array(fc.constantFrom("a", "b", "/", ":", "*", "?", "x", "y"), { maxLength: 8 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(arn, masks, entry, fc.boolean(), ({ fields, resource }, hidden, tail, pads) => {
        const text = [...fields, resource].join(":");
        // From a place behind the service up to the end of the field it stands in, and so on.
        const masked = hidden.reduce((shown, at) => maskFrom(shown, 10 + at), text);
        for (const written of [`arn:aws:s:x:y:${tail}`, `arn:aws:s:${tail}`, `arn:*:s:*:*:${tail}`]) {
          const pattern = resourcePattern(scalarOf(written), "yes");
          const exact = resourceMatches(pattern, readRequestArn(text), pads, lookup);
          const open = resourceMatches(pattern, readPossibleArns([masked]), pads, lookup);
          if (open !== "unknown") assert.equal(exact, open, `${written} on ${text}, told as ${masked}`);
        }
      }),
      searching(100),
    );
  });
});

function maskFrom(text: string, at: number): string {
  if (at >= text.length) return text;
  const end = text.slice(at).search(/[:/]/);
  return `${text.slice(0, at)}*${end < 0 ? "" : text.slice(at + end)}`;
}
