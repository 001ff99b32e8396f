/** A resource of which not all is known: an entry matches it, cannot match it, or it stays open. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readPossibleArns, readRequestArn } from "../../server/src/policy/request-arn.ts";
import { beginsOtherwise, resourceMatches, resourcePattern } from "../../server/src/policy/resource-pattern.ts";
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
});

describe("an entry is told apart by how it begins and ends, and never a short one", () => {
  const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:team-jobs";
  const rows: readonly (readonly [entry: string, padsShort: boolean, truth: string])[] = [
    ["arn:aws:sqs:*:*:team-jobs", true, "yes"],
    ["arn:aws:sqs:*:*:*-jobs", true, "yes"],
    ["arn:aws:sqs:*:*:*-job?", true, "yes"],
    ["arn:aws:sqs:*:*:jobs", true, "no"],
    ["arn:aws:sqs:*:*:team-Jobs", true, "no"],
    ["arn:aws:SQS:*:*:team-jobs", true, "unknown"],
    ["arn:aws:sqs:*:team-jobs", true, "yes"],
    ["arn:aws:sqs:*:111122223333", true, "yes"],
    ["arn:aws:sqs:*:111122223333", false, "no"],
    ["arn:*:eu-west-1", true, "no"],
    ["arn:aws:sq*:eu-west-1", true, "yes"],
    ["arn:aws:sqs:*:*:${aws:username}-*-jobs", true, "no"],
    ["arn:aws:sqs:*:*:team-${*}", true, "no"],
  ];
  for (const [entry, padsShort, truth] of rows) {
    test(`${entry}${padsShort ? "" : ", all fields written"}`, () => {
      const pattern = resourcePattern(scalarOf(entry), "yes");
      assert.equal(resourceMatches(pattern, readRequestArn(QUEUE), padsShort, lookup), truth);
    });
  }
});

describe("an entry that begins otherwise matches nothing, and one that ends with its only * all that begins so", () => {
  const ARNS = ["arn:aws:s3:::team-a/x.txt", "ARN:AWS:S3:::Team-a", "arn:aws:sqs:eu-west-1:111122223333:jobs", "*"];
  const ENTRIES = [
    "arn:aws:s3:::team-a/*",
    "arn:aws:s3:::Team-a/*",
    "arn:aws:S3:::team-a/*",
    "arn:aws:s3:::team-b/*",
    "arn:aws:s3:::*",
    "arn:aws:s3*",
    "arn:aws:s3:::team-?/*",
    "arn:aws:s3:::${aws:username}/*",
    "arn:aws:s3:::<bucket>/*",
    "arn:aws:s3:::team-a<rest>*",
    "<all>*",
    "arn:aws:sqs:*:*:jobs*",
    "arn:aws:sqs:eu-west-1:111122223333:job*",
    "execute-api:/*",
    "",
    "*",
  ];
  for (const entry of ENTRIES)
    for (const arn of ARNS)
      test(`'${entry}' on ${arn}`, () => {
        const scalar = scalarOf(entry);
        const { lowerCase } = readRequestArn(arn);
        const truth = resourceMatches(resourcePattern(scalar, "yes"), readRequestArn(arn), true, lookup);
        if (beginsOtherwise(scalar, lowerCase)) assert.equal(truth, "no");
        const isOpen = /[?$<]|\*./.test(entry) || entry.split(":").length < 6;
        if (!isOpen && entry.endsWith("*")) assert.equal(truth === "yes", arn.startsWith(entry.slice(0, -1)));
      });

  test("most are told so", () => {
    const lowerCase = "arn:aws:s3:::team-a/x.txt";
    const told = ENTRIES.filter((entry) => beginsOtherwise(scalarOf(entry), lowerCase));
    assert.deepEqual(told, [
      "arn:aws:s3:::team-b/*",
      "arn:aws:sqs:*:*:jobs*",
      "arn:aws:sqs:eu-west-1:111122223333:job*",
    ]);
  });
});
