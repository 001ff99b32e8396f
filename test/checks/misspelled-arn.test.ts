import assert from "node:assert/strict";
import { test } from "node:test";
import { misspelledArn } from "../../server/src/checks/rules/misspelled-arn.ts";
import { proveRow } from "../../server/src/service/prove.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { findingsIn } from "../support/annotated.ts";
import { describeCheck } from "../support/describe-check.ts";
import { quarterOf } from "../support/searching.ts";

const policy = (action: string, resource: string): string => `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "${action}",
      "Resource": "${resource}"
    }
  ]
}
`;

describeCheck(misspelledArn, {
  fires: [
    {
      name: "more behind the name of what holds nothing with an ARN",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "arn:aws:route53:::hostedzone/Z0123ABC/rrset" },
                                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:route53:::hostedzone/Z0123ABC/rrset' matches nothing that the actions here act on: such an ARN ends with the name, without '/rrset'. Did you mean 'arn:aws:route53:::hostedzone/Z0123ABC'? (AWS data of 2026-09-26)
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs/SQSPolicy" },
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:sqs:eu-west-1:111122223333:jobs/SQSPolicy' matches nothing that the actions here act on: such an ARN ends with the name, without '/SQSPolicy'. Did you mean 'arn:aws:sqs:eu-west-1:111122223333:jobs'? (AWS data of 2026-09-26)
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:queues/jobs" }
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:sqs:eu-west-1:111122223333:queues/jobs' matches nothing that the actions here act on: such an ARN ends with the name alone, without 'queues'. Did you mean 'arn:aws:sqs:eu-west-1:111122223333:jobs'? (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "a document that AWS owns, with an account",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "ssm:SendCommand", "Resource": "arn:aws:ssm:eu-west-1:111122223333:document/AWS-RunShellScript" }
                                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:ssm:eu-west-1:111122223333:document/AWS-RunShellScript' matches nothing, because AWS owns documents of this name, and their ARNs have no account ID. Write 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript'.
  ]
}
`,
    },
    {
      name: "the word between two names",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "amplify:StartJob", "Resource": "arn:aws:amplify:eu-west-1:111122223333:apps/d1a2b3/branch/main/jobs/*" },
                                                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:amplify:eu-west-1:111122223333:apps/d1a2b3/branch/main/jobs/*' matches nothing that the actions here act on: in such an ARN, the word between the names is 'branches'. Did you mean 'arn:aws:amplify:eu-west-1:111122223333:apps/d1a2b3/branches/main/jobs/*'? (AWS data of 2026-09-26)
    { "Effect": "Allow", "Action": "dynamodb:GetRecords", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/streams/*" }
                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/streams/*' matches nothing that the actions here act on: in such an ARN, the word between the names is 'stream'. Did you mean 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/*'? (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "the plural of a word that ends with e",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "elasticache:DeleteServerlessCache", "Resource": "arn:aws:elasticache:eu-west-1:111122223333:serverlesscaches:orders" }
                                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:elasticache:eu-west-1:111122223333:serverlesscaches:orders' matches nothing that the actions here act on: in such an ARN, the type is written 'serverlesscache'. Did you mean 'arn:aws:elasticache:eu-west-1:111122223333:serverlesscache:orders'? (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "what stands where the names have ended: behind an alias, and between a log group and its streams",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:jobs:live:*" },
                                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:lambda:eu-west-1:111122223333:function:jobs:live:*' matches nothing that the actions here act on: such an ARN ends with the name, without ':*'. Did you mean 'arn:aws:lambda:eu-west-1:111122223333:function:jobs:live'? (AWS data of 2026-09-26)
    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/*:*:log-stream:*" }
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/*:*:log-stream:*' matches nothing that the actions here act on: in such an ARN, ':log-stream:' follows the name at once, without ':*'. Did you mean 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/*:log-stream:*'? (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "an ARN without its account, where AWS's own have one as well",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::inference-profile/eu.anthropic.claude" },
                                                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:bedrock:eu-west-1::inference-profile/eu.anthropic.claude' matches nothing that the actions here act on: such an ARN has a Region and an account ID. Did you mean 'arn:aws:bedrock:eu-west-1:*:inference-profile/eu.anthropic.claude'? (AWS data of 2026-09-26)
    { "Effect": "Allow", "Action": "kinesis:PutRecord", "Resource": "arn:aws:kinesis:eu-west-1::stream/clicks" }
                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:kinesis:eu-west-1::stream/clicks' matches nothing that the actions here act on: such an ARN has a Region and an account ID. Did you mean 'arn:aws:kinesis:eu-west-1:*:stream/clicks'? (AWS data of 2026-09-26)
  ]
}
`,
    },
    {
      name: "a colon behind the name of a bucket",
      kind: "identity",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports:*" }
                                                                ^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:s3:::reports:*' matches nothing, because a slash stands behind the name of a bucket, not a colon. Write 'arn:aws:s3:::reports/*'.
  ]
}
`,
    },
    {
      name: "an ARN of AWS's guides that only the reference does not have, as information",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "gamelift:UpdateGameSessionQueue",
      "Resource": "arn:aws:gamelift:::gamesessionqueue/orders"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:gamelift:::gamesessionqueue/orders' is not written as the ARNs in AWS's service reference are: such an ARN has a Region and an account ID. Did you mean 'arn:aws:gamelift:*:*:gamesessionqueue/orders'? (AWS data of ${realCatalog().info.date})
    }
  ]
}
`,
    },
    {
      name: "two such ARNs of one list",
      kind: "identity",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "gamelift:UpdateGameSessionQueue",
      "Resource": ["arn:aws:gamelift:::gamesessionqueue/orders", "arn:aws:gamelift:::gamesessionqueue/mails"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:gamelift:::gamesessionqueue/orders' and 1 more ARN of this list are not written as the ARNs in AWS's service reference are: such an ARN has a Region and an account ID. Write 'arn:aws:gamelift:*:*:gamesessionqueue/orders', and correct the others likewise. (AWS data of ${realCatalog().info.date})
    }
  ]
}
`,
    },
    {
      name: "the address of a bucket for its name",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports.s3.amazonaws.com/*"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:s3:::reports.s3.amazonaws.com/*' has the address of a bucket in the place of its name, which is 'reports'. Write 'arn:aws:s3:::reports/*'.
    }
  ]
}
`,
    },
    {
      name: "an ARN as AWS Snow devices write it",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "iam:CreateRole",
      "Resource": "arn:aws:iam:::role/app"
                   ^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:iam:::role/app' has no account ID, as ARNs are written for the IAM of an AWS Snow device. For an AWS account, write 'arn:aws:iam::*:role/app'.
    },
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": "arn:aws:iam:::role/app"
                   ^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:iam:::role/app' matches nothing that the actions here act on: such an ARN has an account ID and no Region. Did you mean 'arn:aws:iam::*:role/app'? (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "slips of every kind",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "lambda:InvokeFunction",
      "Resource": ["arn:aws:lambda:eu-west-1:111122223333:function/jobs", "arn:aws:lambda:::function:jobs"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:lambda:eu-west-1:111122223333:function/jobs' matches nothing that the actions here act on: in such an ARN, 'function' is followed by ':'. Did you mean 'arn:aws:lambda:eu-west-1:111122223333:function:jobs'? (AWS data of 2026-01-31)
                                                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:lambda:::function:jobs' matches nothing that the actions here act on: such an ARN has a Region and an account ID. Did you mean 'arn:aws:lambda:*:*:function:jobs'? (AWS data of 2026-01-31)
    },
    {
      "Effect": "Deny",
      "Action": "dynamodb:GetItem",
      "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:tables/orders"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:dynamodb:eu-west-1:111122223333:tables/orders' matches nothing that the actions here act on: in such an ARN, the type is written 'table'. Did you mean 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'? (AWS data of 2026-01-31)
    },
    {
      "Effect": "Allow",
      "Action": "iam:PassRole",
      "Resource": ["arn:aws:iam::111122223333:app", "arn:aws:iam:111122223333:role/app", "arn:aws:iam:::111122223333:role/app"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:iam::111122223333:app' matches nothing that the actions here act on: in such an ARN, the name follows 'role/'. Did you mean 'arn:aws:iam::111122223333:role/app'? (AWS data of 2026-01-31)
                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:iam:111122223333:role/app' and 1 more ARN of this list match nothing that the actions here act on: such an ARN has an account ID and no Region. Write 'arn:aws:iam::111122223333:role/app', and correct the others likewise. (AWS data of 2026-01-31)
    },
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:queue/jobs"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:sqs:eu-west-1:111122223333:queue/jobs' matches nothing that the actions here act on: such an ARN ends with the name alone, without 'queue'. Did you mean 'arn:aws:sqs:eu-west-1:111122223333:jobs'? (AWS data of 2026-01-31)
    },
    {
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": ["arn:aws:s3:eu-west-1:111122223333:example-bucket/*", "arn:aws:s3:::example-bucket/"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:s3:eu-west-1:111122223333:example-bucket/*' matches nothing that the actions here act on: such an ARN has neither a Region nor an account ID. Did you mean 'arn:aws:s3:::example-bucket/*'? (AWS data of 2026-01-31)
                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:s3:::example-bucket/' matches nothing that the actions here act on: nothing follows the slash, which '*' would make everything in the bucket. Did you mean 'arn:aws:s3:::example-bucket/*'? (AWS data of 2026-01-31)
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::example-bucket/"
                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:s3:::example-bucket/' matches nothing that the actions here act on: such an ARN ends with the name, without a slash. Did you mean 'arn:aws:s3:::example-bucket'? (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
    {
      name: "a filter of subscriptions where a topic is meant",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": ["iot:Publish", "iot:Receive"], "Resource": "arn:aws:iot:us-east-1:111122223333:topic/sensors/#" }
                                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: In a policy '#' and '+' stand for themselves, and no topic to which messages are published has one, so 'arn:aws:iot:us-east-1:111122223333:topic/sensors/#' matches nothing. Write 'arn:aws:iot:us-east-1:111122223333:topic/sensors/*'.
  ]
}
`,
    },
    {
      name: "the same in a list",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": ["arn:aws:sqs:eu-west-1:111122223333:queue/jobs", "arn:aws:sqs:eu-west-1:111122223333:queue/mails", "arn:aws:sqs:eu-west-1:111122223333:orders"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelled-arn: 'arn:aws:sqs:eu-west-1:111122223333:queue/jobs' and 1 more ARN of this list match nothing that the actions here act on: such an ARN ends with the name alone, without 'queue'. Write 'arn:aws:sqs:eu-west-1:111122223333:jobs', and correct the others likewise. (AWS data of 2026-01-31)
    }
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "a hosted zone of which a wildcard may be all, and an object with slashes",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "arn:aws:route53:::hostedzone/*" },
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:*/jobs" },
    { "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/rows" }
  ]
}
`,
    },
    {
      name: "the words of a path as they are, and one that a wildcard may stand for",
      catalog: realCatalog(),
      policy: policy(
        "amplify:StartJob",
        "arn:aws:amplify:eu-west-1:111122223333:apps/d1a2b3/branches/feature/branch/jobs/*",
      ),
    },
    ...["*:document/AWS-RunShellScript", ":document/AWS-RunShellScript", "111122223333:document/AWSjobs"].map(
      (arn) => ({
        name: arn,
        catalog: realCatalog(),
        policy: policy("ssm:SendCommand", `arn:aws:ssm:eu-west-1:${arn}`),
      }),
    ),
    {
      name: "a word that may be in a name",
      catalog: realCatalog(),
      policy: policy("amplify:StartJob", "arn:aws:amplify:eu-west-1:111122223333:apps/*/branch/*/jobs/*"),
    },
    {
      name: "log groups, streams and functions with what AWS writes behind their names",
      kind: "identity",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "logs:CreateLogStream", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:jobs:*" },
    { "Effect": "Allow", "Action": "logs:StartQuery", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:" },
    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:jobs:*:*" },
    { "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:jobs:log-stream:*" },
    { "Effect": "Allow", "Action": "logs:DescribeLogStreams", "Resource": "arn:aws:logs:eu-west-1:111122223333:log-group:jobs:log-stream:*" },
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:jobs:live" },
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:jobs:*" },
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:*:*:*" },
    { "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:jobs" }
  ]
}
`,
    },
    {
      name: "what AWS owns, without an account or with its name",
      kind: "identity",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude" },
    { "Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:::foundation-model/anthropic.claude" },
    { "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1::parameter/aws/service/*" },
    { "Effect": "Allow", "Action": "ssm:SendCommand", "Resource": "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript" }
  ]
}
`,
    },
    {
      name: "a whole ARN in the place of a bucket's name, of which invalid-arn says more",
      policy: `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::arn:aws:s3:::reports/*" }] }`,
    },
    {
      name: "colons in the key of an object, and behind a wildcard",
      kind: "identity",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::reports/a:b", "arn:aws:s3:::*:b"] }
  ]
}
`,
    },
    {
      name: "a sign that belongs to what a tool fills in",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:us-east-1:111122223333:topic/#{site}/data" }
  ]
}
`,
    },
    {
      name: "filters of subscriptions, and topics with wildcards of policies",
      catalog: realCatalog(),
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "iot:Subscribe", "Resource": "arn:aws:iot:us-east-1:111122223333:topicfilter/sensors/#" },
    { "Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:us-east-1:111122223333:topic/sensors/*" }
  ]
}
`,
    },
    ...[
      ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:jobs:*"],
      ["lambda:InvokeFunction", "arn:aws:lambda:*:*:*"],
      ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:${aws:PrincipalTag/team}"],
      ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:<function>"],
      ["dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"],
      ["iam:PassRole", "arn:aws:iam::111122223333:role/path/app"],
      ["iam:PassRole", "arn:aws:iam::*:role/app"],
      ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs"],
      ["s3:GetObject", "arn:aws:s3:::bucket/*"],
      ["s3:GetObject", "arn:aws:s3:::bucket/folder/"],
      ["s3:*", "arn:aws:s3:::bucket"],
      ["execute-api:Invoke", "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3d4e5/"],
      ["nothing:Known", "arn:aws:nothing:eu-west-1:111122223333:thing/x"],
    ].map(([action = "", resource = ""]) => ({ name: `${action} on ${resource}`, policy: policy(action, resource) })),
  ],
  fixes: [
    {
      name: "a slash behind the name of a bucket",
      kind: "identity",
      title: "Replace with 'arn:aws:s3:::reports/*'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports:*" }
  ]
}
`,
      after: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}
`,
    },
    {
      name: "writes the ARN of the type",
      title: "Replace with 'arn:aws:lambda:eu-west-1:111122223333:function:jobs'",
      before: policy("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function/jobs"),
      after: policy("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:jobs"),
    },
  ],
});

const ARNS = [
  { service: "sqs", action: "sqs:SendMessage", resource: "jobs" },
  { service: "sns", action: "sns:Publish", resource: "jobs" },
  { service: "lambda", action: "lambda:InvokeFunction", resource: "function:jobs" },
  { service: "dynamodb", action: "dynamodb:GetItem", resource: "table/jobs" },
  { service: "kms", action: "kms:Decrypt", resource: "key/1234" },
  { service: "secretsmanager", action: "secretsmanager:GetSecretValue", resource: "secret:jobs-a1B2c3" },
  { service: "ecr", action: "ecr:BatchGetImage", resource: "repository/jobs" },
  { service: "rds", action: "rds:DeleteDBInstance", resource: "db:jobs" },
] as const;

/** How the fields before the resource are written, and how they should be; undefined for what is right. */
const FIELDS: readonly (readonly [written: string, fixed: string | undefined])[] = [
  ["", "*:*:"],
  [":", "*:*:"],
  ["us-east-1:", "us-east-1:*:"],
  ["jobs:111122223333:", "*:111122223333:"],
  ["us-east-1a:111122223333:", "us-east-1:111122223333:"],
  ["111122223333:us-east-1:", "us-east-1:111122223333:"],
  ["us-east-1:111122223333:", undefined],
  ["ap-southeast-2:111122223333:", undefined],
  ["us-*:*:", undefined],
  ["us-east-?:111122223333:", undefined],
];

test("fields before the resource are told as what they are, and satisfiable shows no request with them", () => {
  const catalog = realCatalog();
  for (const [number, { service, action, resource }] of ARNS.entries()) {
    for (const [written, fixed] of quarterOf(FIELDS, number)) {
      const arn = (fields: string): string => `arn:aws:${service}:${fields}${resource}`;
      const statement = { Effect: "Allow", Action: action, Resource: arn(written) };
      const found = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: statement }), {
        kind: "identity",
        catalog,
      });
      const proposed = found.flatMap(({ fixes }) => fixes?.() ?? []).map(({ title }) => phraseToPlainText(title));
      const { proof } = proveRow({ statement, kind: "identity" }, () => catalog, new Map());
      assert.deepEqual(
        [found.map(({ code }) => code), proposed, proof.verdict === "satisfiable"],
        fixed === undefined ? [[], [], true] : [["misspelled-arn"], [`Replace with ${arn(fixed)}`], false],
        arn(written),
      );
    }
  }
});

test("an index without its name, an ARN of another service and the sign behind a type are told as what they are", () => {
  const rows: readonly (readonly [action: string, resource: string, fixed: string | undefined])[] = [
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/orders/index", "table/orders/index/*"],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/orders/index/", "table/orders/index/*"],
    ["dynamodb:GetRecords", "dynamodb:eu-west-1:111122223333:table/orders/stream", "table/orders/stream/*"],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/orders/index/by-day", undefined],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/orders", undefined],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/*/index", undefined],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/*", undefined],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/orders:index/by-day", "table/orders/index/by-day"],
    ["dynamodb:Query", "dynamodb:eu-west-1:111122223333:table/*:index/*", undefined],
    ["dynamodb:GetRecords", "dynamodb:eu-west-1:111122223333:table/orders:stream/*", "table/orders/stream/*"],
    ["route53:GetHostedZone", "route53:::zone/Z0123", "arn:aws:route53:::hostedzone/Z0123"],
    ["route53:GetHostedZone", "route53:::/hostedzone/Z0123", "arn:aws:route53:::hostedzone/Z0123"],
    ["route53:GetHostedZone", "route53:::hostedzone//hostedzone/Z0123", "arn:aws:route53:::hostedzone/Z0123"],
    ["route53:GetHostedZone", "route53:::Z0123", "arn:aws:route53:::hostedzone/Z0123"],
    ["route53:GetHostedZone", "route53:::hostedzone/Z0123", undefined],
    ["ssm:GetParameter", "ssm:eu-west-1:111122223333:/parameter/url", "parameter/parameter/url"],
    ["ses:SendEmail", "ses:eu-west-1:111122223333:example.com", "identity/example.com"],
    ["ses:SendEmail", "ses:eu-west-1:111122223333:a@example.com", "identity/a@example.com"],
    ["ses:SendEmail", "ses:eu-west-1:111122223333:orders", undefined],
    ["s3:GetObject", "s3:::reports.s3.amazonaws.com/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::reports.s3.eu-west-1.amazonaws.com/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::reports.s3-website-us-east-1.amazonaws.com/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::s3.amazonaws.com/reports/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::s3://reports/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::https://reports.s3.amazonaws.com/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::https://s3.eu-west-1.amazonaws.com/reports/*", "arn:aws:s3:::reports/*"],
    ["s3:GetObject", "s3:::s3.amazonaws.com/*", undefined],
    ["s3:GetObject", "s3:::reports.example.com/*", undefined],
    ["s3:GetObject", "s3:::*.s3.example.com/*", undefined],
    ["ssm:StartSession", "ssm:eu-west-1:111122223333:instance/i-0abc", "arn:aws:ec2:"],
    ["iam:GetRole", "iam::111122223333:role//app", "arn:aws:iam::111122223333:role/app"],
    ["iam:GetRole", "iam::111122223333:role///app", undefined],
    ["iam:GetRole", "iam::111122223333:role//*", undefined],
    ["ssm:StartSession", "ssm:eu-west-1:111122223333:managed-instance/mi-0abc", undefined],
    ["ssm:StartSession", "ec2:eu-west-1:111122223333:instance/i-0abc", undefined],
    ["kinesis:PutRecord", "kinesis:eu-west-1:111122223333:stream:orders", "stream/orders"],
    ["kinesis:PutRecord", "kinesis:eu-west-1:111122223333:stream/orders", undefined],
    ["kinesis:SubscribeToShard", "kinesis:eu-west-1:111122223333:stream/orders/consumer/ui:1", undefined],
    ["logs:CreateLogStream", "logs:eu-west-1:111122223333:log-group/orders", "log-group:orders:*"],
    ["logs:CreateLogStream", "logs:eu-west-1:111122223333:log-group:orders:*", undefined],
    [
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:eu-west-1:111122223333:loadbalancer:app/a/1",
      "loadbalancer/app/a/1",
    ],
    [
      "elasticloadbalancing:DeleteLoadBalancer",
      "elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1",
      undefined,
    ],
    ["ses:SendEmail", "ses:eu-west-1:111122223333:identity:example.com", "identity/example.com"],
    [
      "bedrock:InvokeModel",
      "bedrock:eu-west-1::foundation-model:amazon.nova-lite-v1:0",
      "foundation-model/amazon.nova-lite-v1:0",
    ],
    ["bedrock:InvokeModel", "bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0", undefined],
    ["ssm:GetParameters", "ssm:eu-west-1::parameter/aws/service/ami", undefined],
    ["ssm:GetParameter", "ssm:eu-west-1:111122223333:prod/db", "parameter/prod/db"],
    ["ssm:GetParameter", "ssm:eu-west-1:111122223333:parameter/prod/db", undefined],
    ["ssm:GetParameter", "ssm:eu-west-1:111122223333:document/prod", undefined],
    ["secretsmanager:GetSecretValue", "secretsmanager:eu-west-1:111122223333:prod/db-??????", "secret:prod/db"],
    ["apigateway:GET", "apigateway:eu-west-1::restapis/*", "apigateway:eu-west-1::/restapis/*"],
    ["apigateway:GET", "apigateway:eu-west-1::/restapis/*", undefined],
    ["ec2:AuthorizeSecurityGroupIngress", "ec2:eu-west-1:111122223333:sg-0123456789abcdef0", "security-group/sg-0"],
    ["ec2:AuthorizeSecurityGroupIngress", "ec2:eu-west-1:111122223333:security_group/sg-0123", "security-group/sg-0"],
    ["firehose:PutRecord", "firehose:eu-west-1:111122223333:delivery-stream/orders", "deliverystream/orders"],
    ["ecs:RunTask", "ecs:eu-west-1:111122223333:taskdefinition/app:*", "task-definition/app:*"],
    [
      "acm:DescribeCertificate",
      "acm:eu-west-1:111122223333:cert/12345678-1234-1234-1234-123456789012",
      "certificate/1",
    ],
    ["backup:StartBackupJob", "backup:eu-west-1:111122223333:vault/main", "backup-vault:main"],
    ["elasticloadbalancing:ModifyRule", "elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2", undefined],
    ["codepipeline:StartPipelineExecution", "codepipeline:eu-west-1:111122223333:pipeline/app", "111122223333:app"],
    ["codepipeline:StartPipelineExecution", "codepipeline:eu-west-1:111122223333:app", undefined],
    ["codepipeline:PutApprovalResult", "codepipeline:eu-west-1:111122223333:app/approve/ask", undefined],
  ];
  for (const [action, resource, fixed] of quarterOf(rows, 0)) {
    const statement = { Effect: "Allow", Action: action, Resource: `arn:aws:${resource}` };
    const found = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: statement }), {
      kind: "identity",
      catalog: realCatalog(),
    }).filter(({ code }) => code === "misspelled-arn");
    const titles = found.flatMap(({ fixes }) => fixes?.() ?? []).map(({ title }) => phraseToPlainText(title));
    assert.equal(titles.length, fixed === undefined ? 0 : 1, resource);
    if (fixed !== undefined) assert.ok(titles[0]?.includes(fixed), titles[0]);
  }
});
