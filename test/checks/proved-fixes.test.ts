/** Which fixes are offered for what never matches: only those after which it does. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { realCatalog } from "../catalog/real-catalog.ts";
import { afterFix, findingsIn, titleOf } from "../support/annotated.ts";

const CATALOG = realCatalog();
const BUCKET = "arn:aws:s3:::reports";
const GROUP = "arn:aws:logs:us-east-1:111122223333:log-group:app";

describe("the fixes of a statement", () => {
  for (const [name, statement, titles] of [
    [
      "add the objects of the bucket, or give their action a statement",
      { Action: ["s3:GetObject", "s3:ListBucket"], Resource: BUCKET },
      [
        `Add '${BUCKET}/*' to 'Resource'`,
        `Move 's3:GetObject' to a new statement on '${BUCKET}/*'`,
        "Remove 's3:GetObject'",
      ],
    ],
    [
      "help a wildcard action too",
      { Action: ["s3:*Object", "s3:ListBucket"], Resource: [BUCKET] },
      [
        `Add '${BUCKET}/*' to 'Resource'`,
        `Move 's3:*Object' to a new statement on '${BUCKET}/*'`,
        "Remove 's3:*Object'",
      ],
    ],
    [
      "write what lies in a log group",
      { Action: "logs:PutLogEvents", Resource: GROUP },
      [`Replace '${GROUP}' with '${GROUP}:log-stream:*'`],
    ],
    [
      "write the bucket of the objects that are named",
      { Action: "s3:ListBucket", Resource: `${BUCKET}/2026/*` },
      [`Replace '${BUCKET}/2026/*' with '${BUCKET}'`],
    ],
    [
      "name no other bucket where a wildcard stands for it",
      { Action: "s3:ListBucket", Resource: "arn:aws:s3:::rep*/2026/*" },
      [],
    ],
    [
      "add nothing that a condition keeps dead",
      {
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: BUCKET,
        Condition: { StringEquals: { "s3:prefix": "home" } },
      },
      ["Remove 's3:GetObject'"],
    ],
    [
      "add nothing for another service",
      { Action: ["s3:GetObject", "sqs:SendMessage"], Resource: `${BUCKET}/*` },
      ["Remove 'sqs:SendMessage'"],
    ],
    [
      "add nothing to a list that is filled in later",
      { Action: ["s3:GetObject", "s3:ListBucket"], Resource: [BUCKET, "${other_arn}"] },
      [],
    ],
    [
      "ask only for keys that are there",
      {
        Condition: {
          IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
          StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d" },
        },
      },
      ["Add 'IfExists', so that each of these conditions applies only to requests that have its key"],
    ],
    [
      "leave an operator that asks for other keys too",
      {
        Condition: {
          IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
          StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d", "aws:PrincipalTag/team": "web" },
        },
      },
      [],
    ],
  ] as const) {
    test(name, () => assert.deepEqual(titlesIn(policyOf(statement)), titles));
  }

  test("take it out only if another remains", () => {
    const never = { Effect: "Deny", Action: "s3:GetObject", Resource: BUCKET };
    const lives = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const removal = "Remove this statement: it denies nothing";
    assert.ok(titlesIn(JSON.stringify({ Version: "2012-10-17", Statement: [lives, never] })).includes(removal));
    assert.ok(!titlesIn(JSON.stringify({ Version: "2012-10-17", Statement: [never] })).includes(removal));
  });
});

test("a split keeps what else the statement says", () => {
  const split = JSON.parse(
    afterFix(
      policyOf({
        Sid: "Read",
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: `${BUCKET}/*`,
        Condition: {
          StringLike: { "aws:PrincipalTag/team": ["w*", "${aws:username}"] },
          Bool: { "aws:SecureTransport": true },
        },
      }),
      `Move 's3:ListBucket' to a new statement on '${BUCKET}'`,
      { kind: "identity", catalog: CATALOG },
    ),
  ) as { Statement: object[] };
  const condition = {
    StringLike: { "aws:PrincipalTag/team": ["w*", "${aws:username}"] },
    Bool: { "aws:SecureTransport": true },
  };
  assert.deepEqual(split.Statement, [
    { Effect: "Allow", Sid: "Read", Action: ["s3:GetObject"], Resource: `${BUCKET}/*`, Condition: condition },
    { Effect: "Allow", Sid: "Read2", Action: "s3:ListBucket", Resource: BUCKET, Condition: condition },
  ]);
});

function policyOf(statement: object): string {
  const plain = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: { ...plain, ...statement } }, null, 2);
}

function titlesIn(policy: string): readonly string[] {
  const findings = findingsIn(policy, { kind: "identity", catalog: CATALOG });
  return findings.flatMap(({ fixes }) => (fixes?.() ?? []).map(titleOf));
}
