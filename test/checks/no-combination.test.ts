import { noCombination } from "../../server/src/checks/rules/no-combination.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(noCombination, {
  fires: [
    {
      name: "a key that this kind of principal never has",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/app" },
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:username": "ann" } }
                                       ^^^^^^^^^^^^^^^^^^^^^ no-combination: This Deny never denies: no request of its principals has 'aws:username'. A request has 'aws:username' only if an IAM user makes it. Use a key that they carry, or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a service is in no organization",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sns.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abc123def4" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no-combination: This Allow never allows: no request of its principals has 'aws:PrincipalOrgID'. A request has 'aws:PrincipalOrgID' only if neither an AWS service nor an anonymous caller makes it. For requests of AWS services, use 'aws:SourceOrgID'. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "one action has the resource, the other the key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "sqs:SendMessage"],
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": { "StringEquals": { "s3:ExistingObjectTag/team": "blue" } }
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no-combination: This Allow never allows: each part can hold by itself, but no request meets all of them. Change one of the parts, or write several statements. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an action that has both",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "sqs:SendMessage"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:us-east-1:111122223333:jobs"],
      "Condition": { "StringEquals": { "s3:ExistingObjectTag/team": "blue" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes the claims of the provider that is the principal",
      kind: "trust",
      title:
        "Write the keys of 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE', as 'Principal' does",
      before: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:kube-system:a", "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com" } } }
] }
`,
      after: `
{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": { "StringEquals": { "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub": "system:serviceaccount:kube-system:a", "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud": "sts.amazonaws.com" } } }
] }
`,
    },
    {
      name: "the organization of what a service acts for",
      kind: "resource",
      title: "Replace 'aws:PrincipalOrgID' with 'aws:SourceOrgID'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sns.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-abc123def4" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sns.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": { "StringEquals": { "aws:SourceOrgID": "o-abc123def4" } }
    }
  ]
}
`,
    },
  ],
});
