/** A resource of which not all is known: an entry matches it, cannot match it, or it stays open. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { readPossibleArns, readRequestArn } from "../../server/src/policy/request-arn.ts";
import { resourceMatches, resourcePattern } from "../../server/src/policy/resource-pattern.ts";
import { type VariableLookup } from "../../server/src/policy/text-pattern.ts";
import { scalarOf } from "../support/evaluation.ts";

const lookup: VariableLookup = (key) =>
  key === "aws:username" ? { state: "text", text: "ann" } : { state: key === "aws:unknown" ? "unknown" : "none" };

function truthOf(entry: string, possible: readonly string[], padsShort = true): string {
  return resourceMatches(resourcePattern(scalarOf(entry), "yes"), readPossibleArns(possible), padsShort, lookup);
}

describe("an entry against a resource that is not wholly known", () => {
  const OBJECT = "arn:*:s3:::*/*";
  const ROLE = ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/*/deploy"];
  const rows: readonly (readonly [entry: string, possible: readonly string[], truth: string])[] = [
    ["*", [OBJECT], "yes"],
    ["*", ["*"], "yes"],
    ["arn:*:s3:::*", [OBJECT], "yes"],
    ["arn:aws:s3:::alpha/*", [OBJECT], "unknown"],
    ["arn:aws:s3:::alpha", [OBJECT], "no"],
    ["arn:aws:s3:::alpha", ["*"], "unknown"],
    ["arn:aws:dynamodb:*:111122223333:table/t", [OBJECT], "no"],
    ["arn:aws:iam::111122223333:role/deploy", ROLE, "unknown"],
    ["arn:aws:iam::111122223333:role/team/deploy", ROLE, "unknown"],
    ["arn:aws:iam::*:role/*", ROLE, "yes"],
    ["arn:aws:iam::111122223333:role/*deploy", ROLE, "yes"],
    ["arn:aws:iam::111122223333:role/build", ROLE, "no"],
    ["arn:aws:iam::444455556666:role/*", ROLE, "no"],
    ["arn:aws:iam::111122223333:role/dep*", ROLE, "unknown"],
    ["arn:aws:s3:::home/${aws:username}/*", ["arn:aws:s3:::home/ann/*"], "yes"],
    ["arn:aws:s3:::home/${aws:username}/*", ["arn:aws:s3:::home/bob/*"], "no"],
    ["arn:aws:s3:::home/${aws:unknown}/*", ["arn:aws:s3:::home/bob/*"], "unknown"],
    ["arn:aws:s3:::home/${aws:none}/*", ["arn:aws:s3:::home/bob/*"], "no"],
    // One character more or less than the mask had.
    ["arn:aws:s3:::alpha/??", ["arn:aws:s3:::alpha/*"], "unknown"],
    ["arn:aws:s3:::alpha/\uffff", ["arn:aws:s3:::alpha/*"], "unknown"],
    ["arn:aws:sqs:*", ["arn:aws:sqs:*:111122223333:jobs"], "yes"],
    ["arn:aws:sqs:*:jobs", ["arn:aws:sqs:*:111122223333:jobs"], "yes"],
    ["table/t", ["arn:aws:dynamodb:*:*:table/t"], "no"],
  ];
  for (const [entry, possible, truth] of rows) {
    test(`'${entry}' on ${possible.join(" or ")}: ${truth}`, () => assert.equal(truthOf(entry, possible), truth));
  }

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
    );
  });
});

function maskFrom(text: string, at: number): string {
  if (at >= text.length) return text;
  const end = text.slice(at).search(/[:/]/);
  return `${text.slice(0, at)}*${end < 0 ? "" : text.slice(at + end)}`;
}
