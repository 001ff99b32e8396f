import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PolicyPart, partAt } from "../../server/src/service/policy-at.ts";
import { policyAtCursor } from "../support/policy-at-cursor.ts";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "One",
      "Effect": "Allow",
      "Principal": { "AWS": ["111122223333"], "Service": "lambda.amazonaws.com" },
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::data/*",
      "Condition": { "StringLike": { "s3:prefix": ["home/*", "tmp"] } }
    },
    { "NotPrincipal": "*", "NotAction": "iam:*", "NotResource": "*" }
  ]
}`;

/** The part under the first occurrence of a text, the cursor standing inside it. */
function partUnder(needle: string): { readonly part: PolicyPart | undefined; readonly text: string } {
  const at = POLICY.indexOf(needle);
  assert.ok(at >= 0, needle);
  const { policy, offset, text } = policyAtCursor(`${POLICY.slice(0, at + 1)}<|>${POLICY.slice(at + 1)}`);
  const part = partAt(policy, offset);
  return { part, text: part === undefined ? "" : text.slice(part.span.start, part.span.end) };
}

describe("the part of a policy under the cursor", () => {
  const cases: readonly (readonly [needle: string, part: PolicyPart["part"], text: string])[] = [
    ["Version", "policy-word", '"Version"'],
    ["2012-10-17", "version", '"2012-10-17"'],
    ["Statement", "policy-word", '"Statement"'],
    ["Sid", "statement-word", '"Sid"'],
    ["One", "sid", '"One"'],
    ["Effect", "statement-word", '"Effect"'],
    ["Allow", "effect", '"Allow"'],
    ["Principal", "statement-word", '"Principal"'],
    ["AWS", "principal", '"AWS"'],
    ["111122223333", "principal", '"111122223333"'],
    ["lambda.amazonaws.com", "principal", '"lambda.amazonaws.com"'],
    ["Action", "statement-word", '"Action"'],
    ["s3:PutObject", "action", '"s3:PutObject"'],
    ["arn:aws:s3", "resource", '"arn:aws:s3:::data/*"'],
    ["Condition", "condition-word", '"Condition"'],
    ["StringLike", "operator", '"StringLike"'],
    ["s3:prefix", "key", '"s3:prefix"'],
    ["tmp", "value", '"tmp"'],
    ["NotPrincipal", "statement-word", '"NotPrincipal"'],
    ['"*", "NotAction', "principal", '"*"'],
    ["iam:*", "action", '"iam:*"'],
    ['"*" }', "resource", '"*"'],
  ];
  for (const [needle, part, text] of cases) {
    test(`${needle}: ${part}`, () => {
      const found = partUnder(needle);
      assert.equal(found.part?.part, part);
      assert.equal(found.text, text);
    });
  }

  for (const between of ["[\n", '{ "StringLike', "] }"]) {
    test(`nothing at ${JSON.stringify(between)}`, () => assert.equal(partUnder(between).part, undefined));
  }
});

test("outside the policy there is no part", () => {
  const { policy, offset } = policyAtCursor(`{}   <|>`);
  assert.equal(partAt(policy, offset), undefined);
});

test("the short form of Principal counts as AWS", () => {
  const { policy, offset } = policyAtCursor('{"Statement":{"Principal":"<|>*"}}');
  const part = partAt(policy, offset);
  assert.ok(part?.part === "principal");
  assert.deepEqual([part.type, part.entry], ["AWS", "*"]);
});
