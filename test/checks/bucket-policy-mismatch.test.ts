import { bucketPolicyMismatch } from "../../server/src/checks/rules/bucket-policy-mismatch.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(bucketPolicyMismatch, {
  fires: [
    {
      name: "a key that no action of the statement has",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*",
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
                                     ^^^^^^^^^^^ bucket-policy-mismatch: No action of this statement has 's3:prefix' in its requests, so S3 rejects the policy. Remove the condition, or name an action that has the key.
    }
  ]
}
`,
    },
    {
      name: "every resource there is",
      kind: "resource",
      holder: "bucket",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*" }
                                                                                    ^ bucket-policy-mismatch: S3 rejects a bucket policy with '*' in 'Resource'. Name the bucket and its objects, as in 'arn:aws:s3:::amzn-s3-demo-bucket' and 'arn:aws:s3:::amzn-s3-demo-bucket/*'.
}
`,
    },
    {
      name: "a condition on a key that one of the actions does not have",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "111122223333" },
    "Action": ["s3:ListBucket", "s3:GetObject"],
    "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
    "Condition": { "StringLike": { "s3:prefix": "home/*" } }
                                   ^^^^^^^^^^^ bucket-policy-mismatch: S3 takes a condition on 's3:prefix' only where every action of the statement has it, and rejects this policy because of 's3:GetObject'. Move this action to a statement without the condition.
  }
}
`,
    },
    {
      name: "a bucket's action on objects, and an object's on a bucket",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": ["s3:GetObject", "s3:ListBucket"],
                                  ^^^^^^^^^^^^^ bucket-policy-mismatch: 's3:ListBucket' acts on a bucket, but 'Resource' names only objects, so S3 rejects the policy. Add 'arn:aws:s3:::reports'.
      "Resource": "arn:aws:s3:::reports/*"
    },
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": ["s3:ListBucket", "s3:DeleteObject"],
                                   ^^^^^^^^^^^^^^^ bucket-policy-mismatch: 's3:DeleteObject' acts on objects, but 'Resource' names only buckets, so S3 rejects the policy. Add 'arn:aws:s3:::reports/*'.
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "several actions of objects on a bucket",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": "111122223333" },
    "Action": ["s3:ListBucket", "s3:DeleteObject", "s3:PutObject"],
                                 ^^^^^^^^^^^^^^^ bucket-policy-mismatch: 's3:DeleteObject' and 's3:PutObject' act on objects, but 'Resource' names only buckets, so S3 rejects the policy. Add 'arn:aws:s3:::reports/*'.
    "Resource": "arn:aws:s3:::reports"
  }
}
`,
    },
  ],
  silent: [
    {
      name: "both ARNs",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:DeleteObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
    {
      name: "a bucket whose name ends with a wildcard",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:DeleteObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::reports*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the action",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:Delete*",
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "a policy of which nobody says that it is a bucket's",
      kind: "resource",
      basis: "content",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "an identity-based policy",
      kind: "identity",
      policy: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports/*" }] }
`,
    },
    {
      name: "an endpoint policy",
      kind: "vpc-endpoint",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "a bucket that is filled in later",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "s3:ListBucket",
      "Resource": ["\${bucket}/*", "arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "adds the bucket",
      kind: "resource",
      title: "Add 'arn:aws:s3:::reports' to 'Resource'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports/*"]
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
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::reports"]
    }
  ]
}
`,
    },
    {
      name: "moves what has not the key to a statement without it, with what it acts on",
      kind: "resource",
      title: "Move 's3:GetObject' to a new statement without the condition",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": ["s3:ListBucket", "s3:GetObject"],
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
      "Principal": { "AWS": "111122223333" },
      "Action": ["s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports"],
      "Condition": { "StringLike": { "s3:prefix": "home/*" } }
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
  ],
});
