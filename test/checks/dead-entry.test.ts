import { deadEntry } from "../../server/src/checks/rules/dead-entry.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(deadEntry, {
  fires: [
    {
      name: "a resource of another service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:us-east-1:111122223333:jobs"]
                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ dead-entry: This entry contributes nothing: no request matches the statement because of it (service reference of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a value that another condition excludes",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*",
      "Condition": { "StringEquals": { "aws:RequestedRegion": ["us-east-1", "us-west-2"] }, "StringNotEquals": { "aws:RequestedRegion": "us-west-2" } }
                                                                            ^^^^^^^^^^^ dead-entry: This entry contributes nothing: no request matches the statement because of it
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "entries that all count",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:s3:::reports"]
    }
  ]
}
`,
    },
    {
      name: "an entry that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:::reports/*", "\${queue_arn}"]
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the entry out",
      title: "Remove 'arn:aws:sqs:us-east-1:111122223333:jobs'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*", "arn:aws:sqs:us-east-1:111122223333:jobs"]
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
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": ["arn:aws:s3:::reports/*"]
    }
  ]
}
`,
    },
  ],
});
