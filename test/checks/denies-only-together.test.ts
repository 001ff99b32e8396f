import { deniesOnlyTogether } from "../../server/src/checks/rules/denies-only-together.ts";
import { describeCheck } from "../support/describe-check.ts";

const TWO_TAGS = statement(`"aws:RequestTag/owner": "true", "aws:RequestTag/project": "true"`);

describeCheck(deniesOnlyTogether, {
  fires: [
    {
      name: "no TLS and an old version of it",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": {
        "Bool": { "aws:SecureTransport": "false" },
        "NumericLessThan": { "s3:TlsVersion": "1.2" }
                             ^^^^^^^^^^^^^^^ denies-only-together: This Deny asks for no TLS and for an old version of TLS at once, so a request over an old version passes. Write one Deny for each key.
      }
    }
  ]
}
`,
    },
    {
      name: "two values that a launch is to have, and a tag beside a value of another",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "arn:aws:ec2:*:*:instance/*",
      "Condition": {
        "StringNotEquals": { "ec2:InstanceType": "t3.micro", "ec2:Tenancy": "default" }
                                                             ^^^^^^^^^^^^^ denies-only-together: This Deny denies only requests that meet none of its requirements on 'ec2:InstanceType' and 'ec2:Tenancy': a request that meets one of them passes. If each is required, write one Deny for each key.
      }
    },
    {
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "arn:aws:ec2:*:*:instance/*",
      "Condition": {
        "Null": { "aws:RequestTag/owner": "true" },
        "StringNotEquals": { "aws:RequestTag/env": ["dev", "prod"] }
                             ^^^^^^^^^^^^^^^^^^^^ denies-only-together: This Deny denies only requests that meet none of its requirements on 'aws:RequestTag/owner' and 'aws:RequestTag/env': a request that meets one of them passes. If each is required, write one Deny for each key.
      }
    }
  ]
}
`,
    },
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
      name: "exceptions from a Deny, each of which is to be enough",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-0123456789abcdef0", "aws:PrincipalAccount": "111122223333" } }
    },
    {
      "Effect": "Deny",
      "Action": "ec2:RunInstances",
      "Resource": "arn:aws:ec2:*:*:instance/*",
      "Condition": { "StringNotEquals": { "ec2:InstanceType": "t3.micro", "aws:PrincipalTag/team": "build" } }
    }
  ]
}
`,
    },
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
      name: "leaves out what the other condition says as well",
      title: "Leave out 'Null': the other condition holds without the key as well",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "AES256" }, "Null": { "s3:x-amz-server-side-encryption": "true" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "AES256" } } }
] }
`,
    },
    {
      name: "one Deny for no TLS, and one for an old version of it",
      kind: "resource",
      title: "Write one Deny for each key",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": {
        "Bool": { "aws:SecureTransport": "false" },
        "NumericLessThan": { "s3:TlsVersion": "1.2" }
      }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "false"
        }
      }
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": {
        "NumericLessThan": {
          "s3:TlsVersion": "1.2"
        }
      }
    }
  ]
}
`,
    },
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
