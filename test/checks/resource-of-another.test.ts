import { resourceOfAnother } from "../../server/src/checks/rules/resource-of-another.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(resourceOfAnother, {
  fires: [
    {
      name: "in a key policy, what is no key",
      kind: "resource",
      holder: "key",
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "arn:aws:dynamodb:*" } }
                                                                                                                                     ^^^^^^^^^^^^^^^^^^ resource-of-another: In a key policy '*' stands for the key, and 'arn:aws:dynamodb:*' is of another service, so it matches nothing. Write '*'.
`,
    },
    {
      name: "a topic that the file makes it for",
      kind: "resource",
      declaredResources: ["arn:*:sns:*:*:orders"],
      picture: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publish", "Resource": ["arn:aws:sns:eu-west-1:111122223333:orders", "arn:aws:sns:eu-west-1:111122223333:invoices"] } }
                                                                                                                                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ resource-of-another: This is the policy of 'arn:aws:sns:*:*:orders', so 'arn:aws:sns:eu-west-1:111122223333:invoices' matches nothing in it. Name the resource that the policy belongs to.
`,
    },
    {
      name: "beside its own",
      kind: "resource",
      resource: "arn:aws:s3:::reports",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::reports-old/*", "arn:aws:sqs:us-east-1:111122223333:jobs"]
                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^ resource-of-another: This is the policy of 'arn:aws:s3:::reports', and S3 rejects a bucket policy that names something else, as 'arn:aws:s3:::reports-old/*' does. Name the bucket that the policy belongs to.
                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ resource-of-another: This is the policy of 'arn:aws:s3:::reports', and S3 rejects a bucket policy that names something else, as 'arn:aws:sqs:us-east-1:111122223333:jobs' does. Name the bucket that the policy belongs to.
    }
  ]
}
`,
    },
    {
      name: "two buckets in one policy, of which the file does not say whose it is",
      kind: "resource",
      holder: "bucket",
      declaredResources: [],
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::invoices/*"] }
                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^ resource-of-another: A bucket policy is about one bucket, and this one names 'reports' and 'invoices', so S3 rejects it. Write a policy for each bucket.
  ]
}
`,
    },
    {
      name: "two topics in one policy: information, since the same text may be kept for both",
      kind: "resource",
      holder: "topic",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sns:Publish", "Resource": ["arn:aws:sns:us-east-1:111122223333:orders", "arn:aws:sns:us-east-1:111122223333:jobs"] }
                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ resource-of-another: A policy of a topic is about that topic alone, and this one names 'arn:aws:sns:us-east-1:111122223333:orders' and 'arn:aws:sns:us-east-1:111122223333:jobs'. In the policy of either, what is about the other matches nothing. Write a policy for each topic.
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "in a key policy, the key, a key and every key",
      kind: "resource",
      holder: "key",
      policy: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": ["*", "arn:aws:kms:eu-west-1:111122223333:key/*", "arn:aws:*:eu-west-1:111122223333:key/a"] } }
`,
    },
    {
      name: "one queue, patterns, and what is filled in later",
      kind: "resource",
      holder: "queue",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:us-east-1:111122223333:jobs", "arn:aws:sqs:*:*:jobs", "arn:aws:sqs:us-east-1:111122223333:\${queue}"] },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:ReceiveMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs" }
  ]
}
`,
    },
    {
      name: "one bucket and patterns in the policy of a bucket",
      kind: "resource",
      holder: "bucket",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::rep*", "arn:aws:s3:::reports", "*"] }
  ]
}
`,
    },
    {
      name: "the bucket, its objects and patterns that hold them",
      kind: "resource",
      resource: "arn:aws:s3:::reports",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*", "arn:aws:s3:::rep*", "*"]
    }
  ]
}
`,
    },
    {
      name: "what is filled in later",
      kind: "resource",
      resource: "arn:aws:s3:::reports",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "111122223333" },
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::\${bucket}/*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes what stands for the key",
      kind: "resource",
      holder: "key",
      title: "Replace with '*'",
      before: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "arn:aws:dynamodb:*" } }
`,
      after: `
{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "kms:*", "Resource": "*" } }
`,
    },
  ],
});
