import { kindMismatch } from "../../server/src/checks/rules/kind-mismatch.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(kindMismatch, {
  fires: [
    {
      name: "a permission beside the trust, in what is called a trust policy",
      kind: "unknown",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, but a statement says what somebody may do, and AWS rejects one with a 'Resource'. Put that statement into a permissions policy, or name another kind of policy in 'iam-verdict.json'.
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "another action beside one that assumes the role, in what is called a trust policy",
      kind: "resource",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, but 'lambda:InvokeFunction' assumes no role, so AWS rejects the policy. Put it into an identity-based policy, or name another kind of policy in 'iam-verdict.json'.
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "lambda:InvokeFunction" }
  ]
}
`,
    },
    {
      name: "every action in what is called a trust policy",
      kind: "resource",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "*" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, and AWS rejects one with '*' as an action. Write 'sts:AssumeRole', or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
    {
      name: "a statement without anything that is called a trust policy",
      kind: "identity",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, but no statement has a 'Principal', and AWS rejects a role trust policy without one. Add it, or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
    {
      name: "a permissions policy that is called a trust policy",
      kind: "identity",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, but it says what somebody may do, and AWS rejects one with a 'Resource'. Attach it to the role as a permissions policy, or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
    {
      name: "a bucket policy that is called a trust policy",
      kind: "resource",
      named: { kind: "trust", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a role trust policy, but its actions assume no role, so AWS rejects the policy. Put them into an identity-based policy, or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
    {
      name: "a trust policy that is called an identity-based policy, by its folder",
      kind: "trust",
      named: { kind: "identity", isWhole: false },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
  ^^^^^^^^^^^ kind-mismatch: According to its path this is an identity-based policy, but it says who may assume a role, and AWS rejects an identity-based policy with a 'Principal'. Make it the role's trust policy, or name another kind of policy in 'iam-verdict.json'.
    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
  ]
}
`,
    },
    {
      name: "an SCP with principals",
      kind: "scp",
      basis: "named",
      named: { kind: "scp", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is an SCP, but every statement has a 'Principal', and AWS rejects an SCP with one. Remove it, or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
    {
      name: "a bucket policy without principals",
      kind: "resource",
      basis: "named",
      holder: "bucket",
      named: { kind: "resource", isWhole: true },
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }]
  ^^^^^^^^^^^ kind-mismatch: According to its path this is a resource-based policy, but no statement has a 'Principal', and AWS rejects a resource-based policy without one. Add it, or name another kind of policy in 'iam-verdict.json'.
}
`,
    },
  ],
  silent: [
    {
      name: "a slip in the action that assumes the role, of which another check tells",
      kind: "resource",
      named: { kind: "trust", isWhole: true },
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:assume_role" }
  ]
}
`,
    },
    {
      name: "a policy that allows to assume a role, which is often called so",
      kind: "identity",
      named: { kind: "trust", isWhole: true },
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/app" }]
}
`,
    },
    {
      name: "and something else beside it",
      kind: "identity",
      named: { kind: "trust", isWhole: false },
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*" },
    { "Effect": "Allow", "Action": "kms:GenerateRandom", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "principals in some statements, which other checks tell",
      kind: "scp",
      basis: "named",
      named: { kind: "scp", isWhole: true },
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "names that fit",
      kind: "resource",
      basis: "named",
      named: { kind: "vpc-endpoint", isWhole: true },
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }]
}
`,
    },
    {
      name: "a stated kind",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }]
}
`,
    },
  ],
  fixes: [],
});
