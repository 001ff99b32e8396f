import { missingResource } from "../../server/src/checks/rules/missing-resource.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(missingResource, {
  fires: [
    {
      name: "a statement of a registry's policy",
      kind: "resource",
      holder: "registry",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "ecr:ReplicateImage" }
    ^ missing-resource: This statement names no repositories, so ECR rejects the policy of the registry. Add 'Resource', as in 'arn:aws:ecr:us-east-1:111122223333:repository/*'.
  ]
}
`,
    },
    {
      name: "statements of a bucket policy and a queue policy, as their services want",
      kind: "resource",
      holder: "bucket",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject" }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
    {
      name: "a statement for somebody on what a bucket holds, in a policy of no known kind",
      kind: "resource",
      basis: "content",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["s3:GetObject", "s3:ListBucket"] }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
    {
      name: "a statement of a key policy, which KMS keeps",
      kind: "resource",
      holder: "key",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*" }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so it has no effect. Add 'Resource' with '*', which stands for the key.
  ]
}
`,
    },
    {
      name: "a statement of an identity policy",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject" }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
    {
      name: "a policy of unknown kind that names no principal",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject" }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
    {
      name: "a statement of an RCP",
      kind: "rcp",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": "*", "Action": "s3:*" }
    ^ missing-resource: This statement has neither 'Resource' nor 'NotResource', so AWS rejects the policy. Add one of them.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "what a repository may keep, in a policy of no known kind",
      kind: "resource",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": ["ecr:BatchGetImage", "s3:GetObject"] },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "NotAction": "s3:GetObject" }
  ]
}
`,
    },
    {
      name: "trust policies, which have none",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }
  ]
}
`,
    },
    {
      name: "resource policies, of which some have none",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage" }
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
    { "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage" }
  ]
}
`,
    },
    {
      name: "a file that is called a repository policy and lacks principals, which is the finding",
      kind: "identity",
      basis: "content",
      named: { kind: "resource", isWhole: true },
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ecr:BatchGetImage" }] }
`,
    },
    {
      name: "resources that are there, negated, misspelled or filled in later",
      policy: `
{ "Statement": [{ "Resource": "*" }, { "NotResource": "*" }, { "resources": "*" }, { "Resource": { "Ref": "A" } }, { "Fn::Transform": {} }] }
`,
    },
    {
      name: "a statement of a trust policy, which belongs into another policy",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}
`,
    },
  ],
  fixes: [],
});
