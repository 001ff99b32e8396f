import { notResourceWithAllow } from "../../server/src/checks/rules/not-resource-with-allow.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(notResourceWithAllow, {
  fires: [
    {
      name: "every action, in a policy of IAM",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::payroll" }
                                         ^^^^^^^^^^^ not-resource-with-allow: This allows every action on everything but 'arn:aws:s3:::payroll'. Unless a Deny keeps callers from changing policies, they can give themselves the rest. Use 'Resource' and name what is allowed.
  ]
}
`,
    },
    {
      name: "the actions of a service",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "NotResource": ["arn:aws:s3:::payroll", "arn:aws:s3:::payroll/*"] }
                                            ^^^^^^^^^^^ not-resource-with-allow: This allows its actions on everything but 'arn:aws:s3:::payroll' and 'arn:aws:s3:::payroll/*', even in other accounts that let the caller in. Use 'Resource' and name what is allowed.
  ]
}
`,
    },
    {
      name: "every action, but none on what IAM has",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:iam::*:*" }
                                         ^^^^^^^^^^^ not-resource-with-allow: This allows its actions on everything but 'arn:aws:iam::*:*', even in other accounts that let the caller in. Use 'Resource' and name what is allowed.
  ]
}
`,
    },
    {
      name: "every action, in a policy of which nobody says the kind: information",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::payroll" }
                                         ^^^^^^^^^^^ not-resource-with-allow: This allows every action on everything but 'arn:aws:s3:::payroll'. Unless a Deny keeps callers from changing policies, they can give themselves the rest. Use 'Resource' and name what is allowed.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a Deny, which is what it is for",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::payroll/*" }
  ]
}
`,
    },
    {
      name: "policies that limit what is given elsewhere",
      kind: "boundary",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::payroll/*" }
  ]
}
`,
    },
    {
      name: "an SCP",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::payroll/*" }
  ]
}
`,
    },
    {
      name: "the policy of a bucket",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*" }
  ]
}
`,
    },
    {
      name: "a condition, which may say of what else",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::payroll/*", "Condition": { "StringEquals": { "aws:ResourceAccount": "111122223333" } } }
  ]
}
`,
    },
    {
      name: "what is filled in later",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::\${bucket}" }
  ]
}
`,
    },
  ],
  fixes: [],
});
