/** What is kept of a statement for comparing is what is compared, and nothing of the file. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compareText, isCovered, keptCover } from "../../server/src/checks/compared-text.ts";
import { Effort } from "../../server/src/domains/effort.ts";
import { readDocument } from "../../server/src/service/document.ts";

const WIDE = { Effect: "Allow", Action: ["s3:Get*", "s3:List*"], Resource: "*" };
const NARROW = {
  ...{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::reports/*"] },
  Condition: {
    StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] },
    Bool: { "aws:SecureTransport": "true" },
  },
};
const SAME_WITH_LESS = { ...NARROW, Condition: { Bool: { "aws:SecureTransport": "true" } } };

function keptOf(statement: object) {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
  const { policy } = readDocument({ path: "policy.json", languageId: "json", text }, undefined).policies[0]!;
  return compareText(policy, policy.statements[0]!, "identity")!;
}

describe("a statement kept for comparing", () => {
  const effort = () => new Effort(10_000);

  test("has the texts of its conditions", () => {
    const { conditions } = keptOf(NARROW).compared.question;
    assert.deepEqual(
      conditions.map(({ key, entry }) => [key, entry.values.entries.map(({ text }) => text)]),
      [
        ["aws:requestedregion", ["eu-west-1", "us-east-1"]],
        ["aws:securetransport", ["true"]],
      ],
    );
  });

  test("has no value of the tree that it was read from", () => {
    const kept = JSON.stringify(keptOf(NARROW).compared, (key, value: unknown) => (key === "surely" ? [] : value));
    assert.doesNotMatch(kept, /"members"|"items"|"outerSpan"/);
    assert.ok(kept.length < 4_000, `${kept.length} characters`);
  });

  test("is covered by what asks for less, and not the other way round", () => {
    assert.equal(isCovered(keptOf(WIDE), keptOf(NARROW), effort()), true);
    assert.equal(isCovered(keptOf(SAME_WITH_LESS), keptOf(NARROW), effort()), true);
    assert.equal(isCovered(keptOf(NARROW), keptOf(SAME_WITH_LESS), effort()), false);
    assert.equal(keptCover(keptOf({ ...WIDE, Effect: "Deny" }), keptOf(NARROW), effort()).whole, true);
  });
});
