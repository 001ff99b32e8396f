import { unsupportedElement } from "../../server/src/checks/rules/unsupported-element.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(unsupportedElement, {
  fires: [
    {
      name: "a Resource in the policy of a repository",
      kind: "resource",
      holder: "repository",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/app" }
                                                                           ^^^^^^^^ unsupported-element: The policy of an ECR repository cannot have 'Resource', so AWS rejects it. Remove 'Resource'.
  ]
}
`,
    },
    {
      name: "a principal in an identity policy",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
       ^^^^^^^^^ unsupported-element: An identity-based policy cannot have 'Principal', so AWS rejects it. Remove 'Principal'.
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a principal in the policy of a device",
      kind: "iot",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "iot:Connect", "Resource": "*" }
                          ^^^^^^^^^ unsupported-element: An AWS IoT Core policy has no 'Principal': what it is attached to says whom it is for. Remove 'Principal'.
  ]
}
`,
    },
    {
      name: "an Id in an identity policy",
      kind: "identity",
      picture: `
{ "Version": "2012-10-17", "Id": "x", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }
                            ^^ unsupported-element: AWS documents 'Id' for resource-based policies only, not for an identity-based policy. Remove 'Id'.
`,
    },
    {
      name: "resources in a trust policy",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole",
      "Resource": "*"
       ^^^^^^^^ unsupported-element: A role trust policy cannot have 'Resource', so AWS rejects it. Remove 'Resource'.
    }
  ]
}
`,
    },
    {
      name: "NotAction in an RCP",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*" }
                                           ^^^^^^^^^ unsupported-element: An RCP cannot have 'NotAction', so AWS rejects it. Remove 'NotAction'.
  ]
}
`,
    },
    {
      name: "a principal in an SCP",
      kind: "scp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
                         ^^^^^^^^^ unsupported-element: An SCP cannot have 'Principal', so AWS rejects it. Remove 'Principal'.
  ]
}
`,
    },
    {
      name: "statements of a trust policy in a permissions policy, which is one mistake",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" },
    ^ unsupported-element: This statement says who may assume a role, which is said in the role's trust policy, and AWS rejects it in an identity-based policy. Put it there.
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "everything in the policy of a repository, as AWS's examples have it",
      kind: "resource",
      holder: "repository",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a repository of ECR Public, whose policy names its resource",
      kind: "resource",
      holder: "repository",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "ecr-public:DescribeImages", "Resource": "arn:aws:ecr-public::111122223333:repository/app" }
  ]
}
`,
    },
    {
      name: "a kind that is only guessed",
      kind: "identity",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a file name that the content contradicts",
      kind: "identity",
      basis: "named",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "the full language of SCPs",
      kind: "scp",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::x", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }
  ]
}
`,
    },
    {
      name: "resource policies",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "removes the element",
      kind: "identity",
      title: "Remove 'Principal'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "s3:GetObject",
      "Resource": "*"
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
      "Action": "s3:GetObject",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});
