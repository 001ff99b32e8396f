import { keyOfAnotherAction } from "../../server/src/checks/rules/key-of-another-action.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(keyOfAnotherAction, {
  fires: [
    {
      name: "an Allow of everything on a tag of one service",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
                 ^ key-of-another-action: 'ec2:ResourceTag/team' comes with requests of 'ec2', so of '*' this statement allows hardly more than actions of that service. Name the actions that the condition is about.
      "Resource": "*",
      "Condition": { "StringEquals": { "ec2:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that does not deny",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:GetObject", "s3:ListBucket"],
                  ^^^^^^^^^^^^ key-of-another-action: No request of 's3:GetObject' meets the condition on 's3:prefix', so this statement does not deny it. Move it to a statement without that condition. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow that does not allow",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
                  ^^^^^^^^^^^^ key-of-another-action: No request of 's3:GetObject' meets the condition on 's3:prefix', so this statement does not allow it. Move it to a statement without that condition. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny that hits most of a service",
      kind: "scp",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "t3.micro" } } }
                                   ^^^^^ key-of-another-action: This Deny hits most of 'ec2:*' for every value in the condition: requests such as 'ec2:DescribeTags' have no 'ec2:InstanceType', and 'StringNotEquals' also matches those. Name the actions that the condition is about. (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "a Deny that hits every request of an action",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:GetObject", "s3:PutObject"],
                                   ^^^^^^^^^^^^ key-of-another-action: This Deny hits every request of 's3:GetObject' and 's3:PutObject', for every value in the condition: none of them has 's3:prefix', and 'StringNotLike' also matches requests without it. If that is not meant, remove these actions from this statement. (AWS data of 2026-01-31)
      "Resource": "*",
      "Condition": { "StringNotLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an Allow of one service on its tags",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "ec2:*",
      "Resource": "*",
      "Condition": { "StringEquals": { "ec2:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow of everything on a tag where there is one",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringEqualsIfExists": { "ec2:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow of everything without a tag",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "ec2:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny of everything on a tag",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringEquals": { "ec2:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "an Allow of everything on a tag of any service",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:ResourceTag/team": "data" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny of a whole service on a key that many of its requests have, on tags, with another condition, or for some resources",
      kind: "scp",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Action": "kms:*", "Resource": "*", "Condition": { "StringNotEquals": { "kms:ViaService": "s3.us-east-1.amazonaws.com" } } },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:ResourceTag/team": "a" } } },
    { "Effect": "Deny", "Action": "ssm:*", "Resource": "*", "Condition": { "ArnNotLike": { "ssm:SourceInstanceARN": "arn:aws:ec2:*:111122223333:instance/*" } } },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEqualsIfExists": { "ec2:InstanceType": "t3.micro" } } },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "t3.micro" }, "Null": { "ec2:InstanceType": "false" } } },
    { "Effect": "Deny", "Action": "ec2:*", "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "t3.micro" } } }
  ]
}
`,
    },
    {
      name: "an action that another statement denies as well",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:DeleteObject"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "old/*" } }
    },
    { "Effect": "Deny", "Action": "*", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "an action that a statement may deny whose actions are filled in",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:DeleteObject"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "old/*" } }
    },
    { "Effect": "Deny", "Action": "{{actions}}", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "an action that a list may name of which a part is filled in",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:DeleteObject"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "old/*" } }
    },
    { "Effect": "Deny", "Action": ["sqs:SendMessage", { "Ref": "More" }], "Resource": "*" }
  ]
}
`,
    },
    {
      name: "an action that a statement may deny which is filled in",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:DeleteObject"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "old/*" } }
    },
    "{{statement}}"
  ]
}
`,
    },
    {
      name: "a Deny with another condition as well",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": "*",
      "Condition": { "StringNotLike": { "s3:prefix": "home/*" }, "Bool": { "aws:SecureTransport": "false" } }
    }
  ]
}
`,
    },
    {
      name: "a Deny whose actions the file fills in later",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:ListBucket", "s3:\${Verb}Object"],
      "Resource": "*",
      "Condition": { "StringNotLike": { "s3:prefix": "home/*" } }
    }
  ]
}
`,
    },
    {
      name: "actions that have the key",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:ListBucket",
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
    {
      name: "an action that another statement allows",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*", "Condition": { "StringLike": { "s3:prefix": "secret/*" } } },
    { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }
  ]
}
`,
    },
    {
      name: "a condition for requests that have the key",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "*",
      "Condition": { "StringLikeIfExists": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
    {
      name: "a wildcard",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:Get*", "s3:ListBucket"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "leaves the resources that both need",
      title: "Move 's3:GetObject' to a new statement without the condition",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Deny",
      "Action": ["s3:PutObject", "s3:GetObject"],
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringEquals": { "s3:x-amz-acl": "public-read" } }
    }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Deny",
      "Action": ["s3:PutObject"],
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringEquals": { "s3:x-amz-acl": "public-read" } }
    },
    {
      "Sid": "Own2",
      "Effect": "Deny",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "moves the actions, with what they act on, away from the condition",
      title: "Move 's3:GetObject' and 's3:PutObject' to a new statement without the condition",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
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
      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports"],
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    },
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "takes the action out",
      kind: "identity",
      title: "Remove 's3:GetObject'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
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
      "Action": ["s3:ListBucket"],
      "Resource": "*",
      "Condition": { "StringLike": { "s3:prefix": "secret/*" } }
    }
  ]
}
`,
    },
  ],
});
