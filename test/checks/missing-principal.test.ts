import { missingPrincipal } from "../../server/src/checks/rules/missing-principal.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingPrincipal, {
  fires: [
    {
      name: "a statement of a bucket policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
    ^ missing-principal: This statement of a resource-based policy has no 'Principal', so it matches nobody. Add one.
  ]
}
`,
    },
    {
      name: "a statement of a trust policy",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sts:AssumeRole" }
    ^ missing-principal: This statement of a role trust policy has no 'Principal', so it matches nobody. Add one.
  ]
}
`,
    },
    {
      name: "a statement of a trust policy that says what the role may do",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
    ^ missing-principal: This statement says what somebody may do, but a role trust policy says who may assume the role, and AWS rejects it. Put the statement into a permissions policy of the role.
  ]
}
`,
    },
    {
      name: "every statement of a bucket policy",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    ^ missing-principal: None of these statements has 'Principal', which a resource-based policy needs to match anybody. Add one to each.
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}
`,
    },
    {
      name: "one of two statements",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    ^ missing-principal: This statement of a resource-based policy has no 'Principal', so it matches nobody. Add one.
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a statement that was only begun: that it has no action is said",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Publish", "Effect": "Allow" },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports" }
  ]
}
`,
    },
    {
      name: "a kind that is only guessed",
      kind: "resource",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a file name that the content contradicts",
      kind: "trust",
      basis: "named",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "identity policies",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "principals that are there, negated or filled in later",
      kind: "resource",
      policy: `
{ "Statement": [{ "Principal": "*" }, { "NotPrincipal": "*" }, { "Principal": { "Ref": "A" } }, { "\${principal}": "" }] }
`,
    },
  ],
  fixes: [],
});
