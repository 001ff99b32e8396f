/** What a template chooses from is checked as if it stood there alone, and proves nothing about what stands beside it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { afterFix, findingsIn } from "../support/annotated.ts";

const CHOSEN = `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    {
      "Fn::If": [
        "IsProduction",
        { "Effect": "Deny", "Action": "s3:*", "Resource": "*" },
        { "Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::reports/*" }
      ]
    },
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": ["arn:aws:s3:::reports/*", { "Fn::If": ["IsProduction", "arn:aws:s3:::reports/2026/*", { "Ref": "AWS::NoValue" }] }],
      "Condition": { "StringEquals": { "aws:RequestedRegion": { "Fn::If": ["IsProduction", "us-east-1", "us-west-2"] } } }
    }
  ]
}
`;

describe("what a template chooses from", () => {
  test("has the findings that it has anywhere, and gives none to its neighbors", () =>
    assert.deepEqual(
      findingsIn(CHOSEN, { kind: "identity" }).map(({ code, span }) => [code, CHOSEN.slice(span.start, span.end)]),
      [
        ["unknown-action", "GetObjekt"],
        ["redundant-entry", '"arn:aws:s3:::reports/2026/*"'],
      ],
    ));

  test("is changed by fixes where it stands", () =>
    assert.equal(
      afterFix(CHOSEN, "Replace 'GetObjekt' with 'GetObject'", { kind: "identity" }),
      CHOSEN.replace("GetObjekt", "GetObject"),
    ));
});
