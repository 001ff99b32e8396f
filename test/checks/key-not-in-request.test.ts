import { keyNotInRequest } from "../../server/src/checks/rules/key-not-in-request.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(keyNotInRequest, {
  fires: [
    {
      name: "a tag of the request, which stopping an instance does not pass",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": "web" } } }
                                                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ key-not-in-request: This Allow never allows: requests for 'ec2:StopInstances' do not carry 'aws:RequestTag/team'. Use a key that they carry, or remove the condition. (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "a key of listing with reading",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
                                     ^^^^^^^^^^^^^^^^^^^^^ key-not-in-request: This Allow never allows: requests for 's3:GetObject' do not carry 's3:prefix'. Use a key that they carry, or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "the same in a Deny",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
                                     ^^^^^^^^^^^^^^^^^^^^^ key-not-in-request: This Deny never denies: requests for 's3:GetObject' do not carry 's3:prefix'. Use a key that they carry, or remove the condition. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a key of the call within which a permission is asked for",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": ["sts:TagSession", "sts:SetSourceIdentity"],
      "Condition": { "StringEquals": { "sts:ExternalId": "red" } }
    }
  ]
}
`,
    },
    {
      name: "a key that one of the actions carries",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "a negated operator, which holds without the key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringNotLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "IfExists",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringLikeIfExists": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "a global key",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:PrincipalTag/team": "blue" } }
    }
  ]
}
`,
    },
    {
      name: "an action that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "\${action}",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "a tag of the resource for one of the request",
      kind: "identity",
      catalog: realCatalog(),
      title: "Replace 'aws:RequestTag/team' with 'aws:ResourceTag/team'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "autoscaling:SetDesiredCapacity", "Resource": "*", "Condition": { "StringEquals": { "aws:RequestTag/team": "x" } } }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "autoscaling:SetDesiredCapacity", "Resource": "*", "Condition": { "StringEquals": { "aws:ResourceTag/team": "x" } } }
  ]
}
`,
    },
  ],
});
