import assert from "node:assert/strict";
import { test } from "node:test";
import { redundantEntry } from "../../server/src/checks/rules/redundant-entry.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(redundantEntry, {
  fires: [
    {
      name: "actions and resources that a wildcard covers",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:getobject", "s3:Get*", "sqs:SendMessage"],
                 ^^^^^^^^^^^^^^ redundant-entry: 's3:getobject' adds nothing to this list, because 's3:Get*' covers it. Remove it.
      "Resource": ["arn:aws:s3:::alpha/logs/*", "arn:aws:s3:::alpha/*", "arn:aws:s3:::alpha"]
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ redundant-entry: 'arn:aws:s3:::alpha/logs/*' adds nothing to this list, because 'arn:aws:s3:::alpha/*' covers it. Remove it.
    }
  ]
}
`,
    },
    {
      name: "the second of two equal entries",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["iam:*", "sts:*", "iam:*"],
                                      ^^^^^^^ redundant-entry: 'iam:*' is already in this list. Remove it.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "values of a condition",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": {
        "IpAddress": { "aws:SourceIp": ["203.0.113.7", "203.0.113.0/24"] },
                                        ^^^^^^^^^^^^^ redundant-entry: '203.0.113.7' adds nothing to this list, because '203.0.113.0/24' covers it. Remove it.
        "StringNotLike": { "aws:PrincipalTag/team": ["red*", "reds"] }
                                                             ^^^^^^ redundant-entry: 'reds' adds nothing to this list, because 'red*' covers it. Remove it.
      }
    }
  ]
}
`,
    },
    {
      name: "principals beside everybody",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": ["arn:aws:iam::111122223333:role/app", "*"] },
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redundant-entry: 'arn:aws:iam::111122223333:role/app' adds nothing to this list, because '*' covers it. Remove it.
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::alpha/*"
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a bucket beside its objects",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::alpha", "arn:aws:s3:::alpha/*"]
    }
  ]
}
`,
    },
    {
      name: "a wildcard that is literal",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["red*", "reds"] } }
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the prefix of a service",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s*:Get*", "s3:GetObject"], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "values in another case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::alpha/Red", "arn:aws:s3:::alpha/red"],
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["Red", "red"] } }
    }
  ]
}
`,
    },
    {
      name: "what the file does not settle",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::alpha/*", "arn:aws:s3:::\${bucket}/*", "arn:aws:s3:::\${bucket}/*"]
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the entry out",
      title: "Remove 's3:GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:Get*"], "Resource": "*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:Get*"], "Resource": "*" }
  ]
}
`,
    },
  ],
});

test("a statement with many patterns takes nothing from those behind it", () => {
  const patterns = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::a*b${index}*c*d${index % 7}*`);
  const costly = { Effect: "Allow", Action: "s3:GetObject", Resource: patterns };
  const plain = { Effect: "Allow", Action: ["s3:Get*", "s3:GetObject"], Resource: "arn:aws:s3:::alpha/*" };
  const found = (...before: readonly object[]): readonly string[] =>
    findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [...before, plain] }), {
      checks: [redundantEntry],
    }).map(({ messageId }) => messageId);
  assert.deepEqual(found(costly, costly).slice(-1), found());
  assert.equal(found().length, 1);
});
