import { regionGuard } from "../../server/src/checks/rules/region-guard.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

// The small catalog of the tests has none of the global services but IAM.
const catalog = realCatalog();

describeCheck(regionGuard, {
  fires: [
    {
      name: "an Allow of what is in another Region, alone and beside other actions",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } },
                                                                                                       ^^^^^^^^^^^^^^^^^^^^^ region-guard: This Allow never allows: the endpoint of 'iam' is in 'us-east-1' wherever the caller works. Add 'us-east-1', or allow the action in a statement without that condition.
    { "Effect": "Allow", "Action": ["ec2:RunInstances", "iam:GetRole", "cloudfront:CreateInvalidation"], "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } } }
                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^ region-guard: This Allow does not allow 'iam:GetRole' and 'cloudfront:CreateInvalidation': the endpoint of 'iam' and 'cloudfront' is in 'us-east-1' wherever the caller works. Add 'us-east-1', or allow these actions in a statement without that condition.
  ]
}
`,
    },
    {
      name: "a Deny of everything",
      kind: "scp",
      catalog,
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } }
                                          ^^^^^^^^^^^^^^^^^^^^^ region-guard: This Deny also denies every request to 'cloudfront', 'iam', 'route53' and 'support', because their endpoints are in 'us-east-1' wherever the caller works. Put the services that are still needed under 'NotAction'.
    }
  ]
}
`,
    },
    {
      name: "a Deny that exempts some services, for most principals",
      kind: "identity",
      catalog,
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "NotAction": ["iam:*", "cloudfront:*", "route53:*", "organizations:*"],
      "Resource": "*",
      "Condition": {
        "StringNotLike": { "aws:RequestedRegion": "eu-*" },
                           ^^^^^^^^^^^^^^^^^^^^^ region-guard: This Deny also denies every request to 'support' from the callers whom it is for, because its endpoint is in 'us-east-1' wherever the caller works. Put the services that are still needed under 'NotAction'.
        "ArnNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" }
      }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an Allow of what other services also ask for, in every Region or in theirs",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["iam:PassRole", "iam:CreateServiceLinkedRole", "iam:Pass*", "ec2:*"], "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } },
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } },
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringLike": { "aws:RequestedRegion": "us-*" } } },
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": "cn-north-1" } } },
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "cn-north-1"] } } }
  ]
}
`,
    },
    {
      name: "a guard that exempts the global services",
      kind: "scp",
      catalog,
      policy: guard(`"NotAction": ["cloudfront:*", "iam:*", "route53:*", "support:*"]`, `["eu-west-1"]`),
    },
    {
      name: "a guard that exempts a part of them",
      kind: "scp",
      catalog,
      policy: guard(
        `"NotAction": ["iam:Get*", "cloudfront:ListDistributions", "route53:*", "support:*"]`,
        `["eu-west-1"]`,
      ),
    },
    {
      name: "a guard with the Region of the global services",
      kind: "scp",
      catalog,
      policy: guard(`"Action": "*"`, `["eu-west-1", "us-east-1"]`),
    },
    {
      name: "a guard with a pattern for it",
      kind: "scp",
      catalog,
      policy: guard(`"Action": "*"`, `["eu-*", "us-east-?"]`).replace("StringNotEquals", "StringNotLike"),
    },
    { name: "a guard of another partition", kind: "scp", catalog, policy: guard(`"Action": "*"`, `["cn-north-1"]`) },
    { name: "a guard of one service", kind: "scp", catalog, policy: guard(`"Action": "ec2:*"`, `["eu-west-1"]`) },
    {
      name: "a guard with another condition",
      kind: "scp",
      catalog,
      policy: guard(`"Action": "*"`, `["eu-west-1"] }, "StringLike": { "aws:userid": "a"`),
    },
  ],
  fixes: [
    {
      name: "adds the Region of the global services",
      kind: "identity",
      title: "Add 'us-east-1'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1"] } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iam:CreateRole", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } }
  ]
}
`,
    },
    {
      name: "exempts what is missing",
      kind: "scp",
      catalog,
      title: "Exempt 'route53:*' and 'support:*'",
      before: guard(`"NotAction": ["cloudfront:*", "iam:*"]`, `["eu-west-1"]`),
      after: guard(`"NotAction": ["cloudfront:*", "iam:*", "route53:*", "support:*"]`, `["eu-west-1"]`),
    },
    {
      name: "exempts all where nothing is exempted",
      kind: "scp",
      catalog,
      title: "Exempt 'cloudfront:*', 'iam:*', 'route53:*' and 'support:*'",
      before: guard(`"Action": "*"`, `["eu-west-1"]`),
      after: guard(
        `"NotAction": [
        "cloudfront:*",
        "iam:*",
        "route53:*",
        "support:*"
      ]`,
        `["eu-west-1"]`,
      ),
    },
  ],
});

function guard(actions: string, regions: string): string {
  return `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      ${actions},
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:RequestedRegion": ${regions} } }
    }
  ]
}
`;
}
