import assert from "node:assert/strict";
import { test } from "node:test";
import { resourceNotOfAction } from "../../server/src/checks/rules/resource-not-of-action.ts";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(resourceNotOfAction, {
  fires: [
    {
      name: "an action on objects with a bucket",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "Resource": "arn:aws:s3:::reports"
                  ^^^^^^^^^^^^^^^^^^^^^^ resource-not-of-action: This Deny never denies: 's3:DeleteObject' acts on an S3 object, not on 'arn:aws:s3:::reports'. Name an S3 object in 'Resource'. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a resource of another service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs"
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ resource-not-of-action: This Allow never allows: its actions do not act on the resources that it names. Name resources in 'Resource' that they act on. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "an alias of a state machine, a type that the reference lists for no action",
      kind: "identity",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "states:UpdateStateMachineAlias", "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:orders:live" },
    { "Effect": "Allow", "Action": "states:DescribeStateMachineAlias", "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:orders:live" },
    { "Effect": "Allow", "Action": "states:StartExecution", "Resource": "arn:aws:states:eu-west-1:111122223333:stateMachine:orders:live" }
  ]
}
`,
    },
    {
      name: "objects",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "an ARN that one of the actions acts on",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:ListBucket"],
      "Resource": "arn:aws:s3:::reports"
    }
  ]
}
`,
    },
    {
      name: "an action without resource types",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "arn:aws:s3:::*"
    }
  ]
}
`,
    },
    {
      name: "an ARN that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "\${bucket_arn}"
    }
  ]
}
`,
    },
    {
      name: "a wildcard over all",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:*:*:*:*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "writes topic filters for topics, where messages are subscribed to",
      title:
        "Replace 'arn:aws:iot:us-east-1:111122223333:topic/jobs/*' and 'arn:aws:iot:us-east-1:111122223333:topic/done' with 'arn:aws:iot:us-east-1:111122223333:topicfilter/jobs/*' and 'arn:aws:iot:us-east-1:111122223333:topicfilter/done'",
      catalog: realCatalog(),
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iot:Subscribe",
      "Resource": [
        "arn:aws:iot:us-east-1:111122223333:topic/jobs/*",
        "arn:aws:iot:us-east-1:111122223333:topic/done"
      ]
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
      "Action": "iot:Subscribe",
      "Resource": [
        "arn:aws:iot:us-east-1:111122223333:topicfilter/jobs/*",
        "arn:aws:iot:us-east-1:111122223333:topicfilter/done"
      ]
    }
  ]
}
`,
    },
    {
      name: "writes the objects of the bucket that is named",
      title: "Replace 'arn:aws:s3:::reports' with 'arn:aws:s3:::reports/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::reports"
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
      "Resource": "arn:aws:s3:::reports/*"
    }
  ]
}
`,
    },
    {
      name: "takes the statement out",
      title: "Remove this statement: it denies nothing",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Action": "s3:DeleteObject",
      "Resource": "arn:aws:s3:::reports"
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

test("a type that the reference names in the plural is one thing", () => {
  const [found] = findingsIn(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "mq:DescribeBroker", Resource: "arn:aws:s3:::reports" }],
    }),
    { checks: [resourceNotOfAction], catalog: realCatalog() },
  );
  assert.match(phraseToMessage(found?.message ?? assert.fail()), /acts on an MQ broker, not on/);
});

test("what devices do is a warning without a policy of AWS's own beside it", () => {
  const told = (action: string, resource: string): readonly string[] =>
    findingsIn(
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] }),
      { checks: [resourceNotOfAction], catalog: realCatalog() },
    ).map(({ severity }) => severity);
  const topic = "arn:aws:iot:eu-west-1:111122223333:topic/plant/*";
  assert.deepEqual(told("iot:Subscribe", topic), ["warning"]);
  assert.deepEqual(told("iot:Subscribe", topic.replace("topic", "topicfilter")), []);
  assert.deepEqual(told("iot:Publish", topic), []);
});
