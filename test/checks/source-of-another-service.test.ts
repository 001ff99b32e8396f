import { sourceOfAnotherService } from "../../server/src/checks/rules/source-of-another-service.ts";
import { describeCheck } from "../support/describe-check.ts";

describeCheck(sourceOfAnotherService, {
  fires: [
    {
      name: "a schedule, where its group is sent",
      kind: "trust",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sts:AssumeRole", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:scheduler:us-east-1:111122223333:schedule/nightly/jobs" } } }
                                                                                                                                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 'scheduler.amazonaws.com' sends the ARN of a schedule group as 'aws:SourceArn', so no request from it has 'arn:aws:scheduler:us-east-1:111122223333:schedule/nightly/jobs'. Write the ARN of a schedule group.
  ]
}
`,
    },
    {
      name: "a log group without its end, an API without its account, and an ARN for the name of a bus",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:log-group:/app" } } },
                                                                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: CloudWatch Logs sends the ARN of a log group with ':*' at its end, so no request from it has 'arn:aws:logs:us-east-1:111122223333:log-group:/app'. Write 'arn:aws:logs:us-east-1:111122223333:log-group:/app:*'.
    { "Effect": "Allow", "Principal": { "Service": "apigateway.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:execute-api:us-east-1::a1b2c3d4e5/*/GET/jobs" } } },
                                                                                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: The ARN of an API that is called has an account ID, so no request has 'arn:aws:execute-api:us-east-1::a1b2c3d4e5/*/GET/jobs'. Write it after the Region.
    { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/arn:aws:events:us-east-1:111122223333:event-bus/orders/nightly" } } }
                                                                                                                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 'arn:aws:events:us-east-1:111122223333:rule/arn:aws:events:us-east-1:111122223333:event-bus/orders/nightly' has a whole ARN in the place of a name, so no request has it. Write only the name there.
  ]
}
`,
    },
    {
      name: "the way in which a distribution reads its origin",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:cloudfront::111122223333:origin-access-control/E2QWRUHEXAMPLE" } } }
                                                                                                                                                                                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 'cloudfront.amazonaws.com' sends the ARN of a distribution as 'aws:SourceArn', so no request from it has 'arn:aws:cloudfront::111122223333:origin-access-control/E2QWRUHEXAMPLE'. Write the ARN of a distribution.
  ]
}
`,
    },
    {
      name: "a topic for a bucket, and the queue itself",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } },
                                                                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 's3.amazonaws.com' sends the ARN of a bucket as 'aws:SourceArn', so no request from it has 'arn:aws:sns:us-east-1:111122223333:orders'. Write the ARN of a bucket, or 'sns.amazonaws.com' as the principal.
    { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "StringEquals": { "aws:SourceArn": "arn:aws:sqs:us-east-1:111122223333:jobs" } } }
                                                                                                                                                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 'events.amazonaws.com' sends the ARN of a rule as 'aws:SourceArn', so no request from it has 'arn:aws:sqs:us-east-1:111122223333:jobs'. Write the ARN of a rule.
  ]
}
`,
    },
    {
      name: "a function, where its role may",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:role/jobs" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::uploads/*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:jobs" } } }
                                                                                                                                                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: What a Lambda function does with its role has 'lambda:SourceFunctionArn' in its requests, and not 'aws:SourceArn', so hardly any request has 'arn:aws:lambda:us-east-1:111122223333:function:jobs'. Write 'lambda:SourceFunctionArn'.
  ]
}
`,
    },
    {
      name: "a bucket, where only an account may",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:uploads" } } }
                                                                                                                                                                                                                     ^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: Almost only AWS services send 'aws:SourceArn', and 'Principal' names none of them, so hardly any request has 'arn:aws:s3:*:*:uploads'. Write 's3.amazonaws.com' under 'Service'.
  ]
}
`,
    },
    {
      name: "a queue as what sends to it, where anybody may",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sqs:us-east-1:111122223333:jobs" } } }
                                                                                                                                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 'aws:SourceArn' is the ARN of what sends the message, and a queue sends none to itself, so no request has 'arn:aws:sqs:us-east-1:111122223333:jobs'. Write the ARN of what sends to it.
  ]
}
`,
    },
    {
      name: "the objects of a bucket",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::orders/*" } } }
                                                                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: S3 sends the ARN of the bucket as 'aws:SourceArn', without objects, so no request from it has 'arn:aws:s3:::orders/*'. Write 'arn:aws:s3:::orders'.
  ]
}
`,
    },
    {
      name: "an ARN of which a template fills in all but the service",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:\${region}:\${account}:orders" } } },
                                                                                                                                                                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: 's3.amazonaws.com' sends the ARN of a bucket as 'aws:SourceArn', so no request from it has 'arn:aws:sns:\${region}:\${account}:orders'. Write the ARN of a bucket, or 'sns.amazonaws.com' as the principal.
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::\${bucket}/*" } } }
                                                                                                                                                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: S3 sends the ARN of the bucket as 'aws:SourceArn', without objects, so no request from it has 'arn:aws:s3:::\${bucket}/*'. Write 'arn:aws:s3:::\${bucket}'.
  ]
}
`,
    },
    {
      name: "the bus in the ARN of a rule on the default one",
      kind: "resource",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "events.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/default/nightly" } }
                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source-of-another-service: The ARN of a rule on the default event bus does not name the bus, so no request from EventBridge has 'arn:aws:events:us-east-1:111122223333:rule/default/nightly'. Write 'arn:aws:events:us-east-1:111122223333:rule/nightly'.
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "log groups with their ends, one that a log may be exported to, and a schedule group",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:log-group:/app:*" } } },
    { "Effect": "Allow", "Principal": { "Service": "logs.us-east-1.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:log-group:/app*" } } },
    { "Effect": "Allow", "Principal": { "Service": "logs.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:logs:us-east-1:111122223333:log-group:/app" } } },
    { "Effect": "Allow", "Principal": { "Service": "apigateway.amazonaws.com" }, "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/*" } } },
    { "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:scheduler:us-east-1:111122223333:schedule-group/nightly" } } }
  ]
}
`,
    },
    {
      name: "another queue, every queue and a bucket that reports on itself",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sqs:us-east-1:111122223333:orders" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:*", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sqs:us-east-1:111122223333:*" } } },
    { "Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnNotEquals": { "aws:SourceArn": "arn:aws:sqs:us-east-1:111122223333:jobs" } } },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "events:PutEvents", "Resource": "arn:aws:events:us-east-1:444455556666:event-bus/all", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/own/orders" } } },
    { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:uploads" } } },
    { "Effect": "Allow", "Principal": { "AWS": "111122223333", "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:uploads" } } },
    { "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:*:*:uploads" } } },
    { "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:s3:::reports" } } }
  ]
}
`,
    },
    {
      name: "an ARN of which a template fills in the service, too",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:\${service}:\${region}:\${account}:orders" } } },
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:\${rest}:sns:us-east-1:111122223333:orders" } } },
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:s3:::\${bucket}" } } }
  ]
}
`,
    },
    {
      name: "buckets with a beginning, and what is of S3 and no bucket",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": ["arn:aws:s3:::orders*", "arn:aws:s3:us-east-1:111122223333:storage-lens/daily"] } } }
  ]
}
`,
    },
    {
      name: "what each service sends",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::orders" } } },
    { "Effect": "Allow", "Principal": { "Service": "sns.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } },
    { "Effect": "Allow", "Principal": { "Service": "events.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:events:us-east-1:111122223333:rule/nightly" } } },
    { "Effect": "Allow", "Principal": { "Service": "cloudwatch.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:111122223333:alarm:cpu" } } },
    { "Effect": "Allow", "Principal": { "Service": "scheduler.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:scheduler:us-east-1:111122223333:schedule-group/default" } } },
    { "Effect": "Allow", "Principal": { "Service": "apigateway.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/*" } } },
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:*:*:111122223333:*" } } }
  ]
}
`,
    },
    {
      name: "a service of which it is not documented",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "config.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } }
  ]
}
`,
    },
    {
      name: "several services",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": ["s3.amazonaws.com", "sns.amazonaws.com"] }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } }
  ]
}
`,
    },
    {
      name: "a Deny, and a negated operator",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } },
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnNotEquals": { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders" } } }
  ]
}
`,
    },
    {
      name: "what is filled in later",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "s3.amazonaws.com" }, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs", "Condition": { "ArnEquals": { "aws:SourceArn": "\${topic}" } } }
  ]
}
`,
    },
    {
      name: "rules on the default bus and on another one, and any rule",
      kind: "resource",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "events.amazonaws.com" },
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:111122223333:jobs",
      "Condition": {
        "ArnLike": {
          "aws:SourceArn": [
            "arn:aws:events:us-east-1:111122223333:rule/nightly",
            "arn:aws:events:us-east-1:111122223333:rule/orders/nightly",
            "arn:aws:events:us-east-1:111122223333:rule/default-nightly",
            "arn:aws:events:us-east-1:111122223333:rule/*"
          ]
        }
      }
    }
  ]
}
`,
    },
  ],
  fixes: [],
});
