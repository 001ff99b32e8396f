import assert from "node:assert/strict";
import { test } from "node:test";
import { serviceWithoutSource } from "../../server/src/checks/rules/service-without-source.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(serviceWithoutSource, {
  fires: [
    {
      name: "a service whose functions reach a bucket with roles",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
                                                    ^^^^^^^^^^^^^^^^^^^^ service-without-source: A function reads and writes objects with a role, so this gives it nothing. Write the ARN of that role under 'AWS' in place of 'lambda.amazonaws.com'.
  ]
}
`,
    },
    {
      name: "no condition",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs/*",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
                    ^^^^^^^^^^^^^^^^^^^^^^^^ service-without-source: 'cloudtrail.amazonaws.com' can do this for anyone who uses it, even from other accounts. Add a condition on 'aws:SourceArn', 'aws:SourceAccount' or 'aws:SourceOrgID' that says for whom.
      }
    }
  ]
}
`,
    },
    {
      name: "a condition on how it is sent",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs/*",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
                    ^^^^^^^^^^^^^^^^^^^^^^^^ service-without-source: 'cloudtrail.amazonaws.com' can do this for anyone who uses it, even from other accounts. Add a condition on 'aws:SourceArn', 'aws:SourceAccount' or 'aws:SourceOrgID' that says for whom.
      },
      "Condition": {
        "StringEquals": {
          "s3:x-amz-acl": "bucket-owner-full-control"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "once, of a service that several statements name",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": ["cloudtrail.amazonaws.com", "config.amazonaws.com"] }, "Action": "s3:GetBucketAcl", "Resource": "arn:aws:s3:::logs" },
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^ service-without-source: 'cloudtrail.amazonaws.com' can do this for anyone who uses it, even from other accounts. Add a condition on 'aws:SourceArn', 'aws:SourceAccount' or 'aws:SourceOrgID' that says for whom.
                                                                                 ^^^^^^^^^^^^^^^^^^^^ service-without-source: 'config.amazonaws.com' can do this for anyone who uses it, even from other accounts. Add a condition on 'aws:SourceArn', 'aws:SourceAccount' or 'aws:SourceOrgID' that says for whom.
    { "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/AWSLogs/*" }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a source",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs/*",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      },
      "Condition": {
        "StringEquals": {
          "aws:SourceAccount": "111122223333"
        }
      }
    }
  ]
}
`,
    },
    {
      name: "a statement without actions, which AWS rejects",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Resource": "arn:aws:s3:::logs/*" }
  ]
}
`,
    },
    {
      name: "a Deny",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:PutObject",
      "Resource": "arn:aws:s3:::logs/*",
      "Principal": {
        "Service": "cloudtrail.amazonaws.com"
      }
    }
  ]
}
`,
    },
    {
      name: "a role, which the service takes on for its own account",
      kind: "trust",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "lambda.amazonaws.com"
      },
      "Action": "sts:AssumeRole"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "in each of the service's statements",
      kind: "resource",
      title: "Only for account '111122223333'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" },
    { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:GetQueueUrl", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } },
    { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:GetQueueUrl", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs", "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }
  ]
}
`,
    },
    {
      name: "asks for the account of the resource, where its ARN says it",
      kind: "resource",
      title: "Only for account '111122223333'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sns.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"
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
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs",
      "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } }
    }
  ]
}
`,
    },
  ],
});

test("the other statements of the service are places of the same finding", () => {
  const statement = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" };
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: ["s3:GetBucketAcl", "s3:PutObject", "s3:PutObjectAcl"].map((action) => ({
      ...statement,
      Action: action,
    })),
  });
  const [found, ...others] = findingsIn(text, { kind: "resource", checks: [serviceWithoutSource] });
  const places = found?.related?.map(({ span }) => text.slice(span.start, span.end));
  assert.deepEqual(others, []);
  assert.deepEqual(places?.slice(-2), ["cloudtrail.amazonaws.com", "cloudtrail.amazonaws.com"]);
});
