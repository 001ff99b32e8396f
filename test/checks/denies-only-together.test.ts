import { deniesOnlyTogether } from "../../server/src/checks/rules/denies-only-together.ts";
import { describeCheck } from "../support/describe-check.ts";

const TWO_TAGS = statement(`"aws:RequestTag/owner": "true", "aws:RequestTag/project": "true"`);

describeCheck(deniesOnlyTogether, {
  fires: [
    {
      name: "two required tags",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "arn:aws:ec2:*:*:instance/*",
      "Condition": { "Null": { "aws:RequestTag/owner": "true", "aws:RequestTag/project": "true" } }
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^ denies-only-together: This Deny denies only requests that have neither 'aws:RequestTag/owner' nor 'aws:RequestTag/project': a request with one of them passes. If each is required, write one Deny for each key.
    }
  ]
}
`,
    },
    {
      name: "a value and its absence at once",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "Null": { "s3:x-amz-server-side-encryption": "true" },
        "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" }
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ denies-only-together: This Deny denies only requests without 's3:x-amz-server-side-encryption': a request with another value passes, because both conditions have to hold. Write one Deny for each.
      }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a value and its absence in a Deny each, and a presence with a value",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "Null": { "s3:x-amz-server-side-encryption": "true" } }
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": {
        "Null": { "s3:x-amz-server-side-encryption": "false" },
        "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" }
      }
    }
  ]
}
`,
    },
    { name: "one required tag", kind: "scp", policy: policyOf(statement(`"aws:RequestTag/owner": "true"`)) },
    {
      name: "tags that must not be there",
      kind: "scp",
      policy: policyOf(statement(`"aws:RequestTag/owner": "false", "aws:RequestTag/project": "false"`)),
    },
    { name: "a statement that allows", kind: "scp", policy: policyOf(TWO_TAGS.replace("Deny", "Allow")) },
    {
      name: "a tag that another statement asks for",
      kind: "scp",
      policy: policyOf(TWO_TAGS, statement(`"aws:RequestTag/owner": "true"`)),
    },
    {
      name: "keys of other things",
      kind: "scp",
      policy: policyOf(statement(`"aws:SourceVpc": "true", "aws:SourceVpce": "true"`)),
    },
  ],
  fixes: [
    {
      name: "one statement for each",
      kind: "scp",
      title: "Write one Deny for each key",
      before: policyOf(TWO_TAGS),
      after: policyOf(statement(`"aws:RequestTag/owner": "true"`), statement(`"aws:RequestTag/project": "true"`)),
    },
  ],
});

function statement(nulls: string): string {
  return `{
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "arn:aws:ec2:*:*:instance/*",
      "Condition": { "Null": { ${nulls} } }
    }`;
}

function policyOf(...statements: readonly string[]): string {
  return `
{
  "Version": "2012-10-17",
  "Statement": [
    ${statements.join(",\n    ")}
  ]
}
`;
}
