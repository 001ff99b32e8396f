import { shadowedAllow } from "../../server/src/checks/rules/shadowed-allow.ts";
import { describeCheck } from "../support/describe-check.ts";
import { surroundingsOf } from "../support/surroundings.ts";

const DENY_IAM = `{ "Sid": "NoIdentities", "Effect": "Deny", "Action": "iam:*", "Resource": "*" }`;

describeCheck(shadowedAllow, {
  fires: [
    {
      name: "a broader Deny",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*" },
                ^^^^^^^ shadowed-allow: This Allow never allows: statement 'NoIdentities' denies every request that it matches. Change or remove one of the two.
    ${DENY_IAM}
  ]
}
`,
    },
    {
      name: "a Deny whose condition the Allow's own condition meets",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
                ^^^^^^^ shadowed-allow: This Allow never allows: statement 2 denies every request that it matches. Change or remove one of the two.
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } }
    },
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["us-east-1", "us-west-2"] } }
    }
  ]
}
`,
    },
    {
      name: "one entry of an Allow",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "iam:CreateRole"], "Resource": "*" },
                                                    ^^^^^^^^^^^^^^^^ shadowed-allow: This entry has no effect: statement 'NoIdentities' denies every request that it lets this statement match. Remove the entry, or narrow the Deny.
    ${DENY_IAM}
  ]
}
`,
    },
    {
      name: "a Deny to everybody in a resource policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" },
                ^^^^^^^ shadowed-allow: This Allow never allows: statement 2 denies every request that it matches. Change or remove one of the two.
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::alpha*" }
  ]
}
`,
    },
    {
      name: "a Deny of an SCP for its holder's account",
      kind: "identity",
      surroundings: surroundingsOf([{ kind: "scp", text: `{ "Statement": [${DENY_IAM}] }` }]),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["iam:CreateRole", "iam:PassRole"], "Resource": "*" }
                ^^^^^^^ shadowed-allow: This Allow never allows: statement 'NoIdentities' of the SCP 'scp.json' denies all of it to 'role/app'. Change or remove one of the two.
  ]
}
`,
    },
    {
      name: "an entry that the holder's boundary denies",
      kind: "identity",
      surroundings: surroundingsOf([{ kind: "boundary", text: `{ "Statement": [${DENY_IAM}] }` }]),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "iam:PassRole"], "Resource": "*" }
                                                    ^^^^^^^^^^^^^^ shadowed-allow: This entry has no effect: statement 'NoIdentities' of the permissions boundary 'boundary.json' denies all of it to 'role/app'. Remove the entry, or narrow the Deny.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an SCP that denies it under a condition",
      kind: "identity",
      surroundings: surroundingsOf([
        {
          kind: "scp",
          text: `{ "Statement": { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } } } }`,
        },
      ]),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" }]
}
`,
    },
    {
      name: "a Deny that takes away a part",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:*", "Resource": "*" },
    { "Effect": "Deny", "Action": "iam:CreateRole", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a Deny with a condition of its own",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*" },
    { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": { "BoolIfExists": { "aws:MultiFactorAuthPresent": "false" } } }
  ]
}
`,
    },
    {
      name: "a Deny to somebody else",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::alpha/*" },
    { "Effect": "Deny", "Principal": { "AWS": "444455556666" }, "Action": "s3:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a Deny that the file does not settle",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "arn:aws:iam::111122223333:role/\${name}" },
    { "Effect": "Deny", "Action": "iam:*", "Resource": "arn:aws:iam::111122223333:role/\${name}" }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the entry out",
      title: "Remove 'iam:CreateRole'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "iam:CreateRole"], "Resource": "*" },
    ${DENY_IAM}
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*" },
    ${DENY_IAM}
  ]
}
`,
    },
  ],
});
