import assert from "node:assert/strict";
import { test } from "node:test";
import { unknownService } from "../../server/src/checks/rules/unknown-service.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { describeCheck } from "../support/describe-check.ts";
import { severitiesIn } from "../support/found-in.ts";

describeCheck(unknownService, {
  fires: [
    {
      name: "every action of a service by another of its names, as information",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "cloudwatchlogs:*", "Resource": "*" }] }
                                                                         ^^^^^^^^^^^^^^ unknown-service: The prefix 'cloudwatchlogs' is not in AWS's service reference of 2026-09-26. Did you mean 'logs'?
`,
    },
    {
      name: "every action of a product that has no prefix of its own",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["vpc:*", "emr:*"], "Resource": "*" }] }
                                                                          ^^^ unknown-service: The prefix 'vpc' is not in AWS's service reference of 2026-09-26. Did you mean 'ec2'?
                                                                                   ^^^ unknown-service: The prefix 'emr' is not in AWS's service reference of 2026-09-26. Did you mean 'elasticmapreduce'?
`,
    },
    {
      name: "what is meant stands beside it, so nothing is missing",
      catalog: realCatalog(),
      picture: `
{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["EC2:*", "vpc:*"], "Resource": "*" }, { "Effect": "Allow", "Action": ["ec2:Describe*", "vpc:*"], "Resource": "*" }] }
                                                                                   ^^^ unknown-service: The prefix 'vpc' is not in AWS's service reference of 2026-09-26. 'ec2:*' is matched by another entry of this list already. Remove 'vpc:*'.
                                                                                                                                                                 ^^^ unknown-service: The prefix 'vpc' is not in AWS's service reference of 2026-09-26. Did you mean 'ec2'?
`,
    },
    {
      name: "clients of the SDKs and of the command line",
      catalog: realCatalog(),
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3api:GetObject", "msk:DescribeCluster", "apigatewayv2:GetApis", "s3api:ListObjectsV2"],
                  ^^^^^ unknown-service: The prefix 's3api' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 's3'?
                                     ^^^ unknown-service: The prefix 'msk' is not in AWS's service reference of ${realCatalog().info.date}. Did you mean 'kafka'?
                                                            ^^^^^^^^^^^^^^^^^^^^ unknown-service: 'apigatewayv2:GetApis' is the name of an API operation. Its permission is 'apigateway:GET'. Write that instead. (AWS data of ${realCatalog().info.date})
                                                                                    ^^^^^^^^^^^^^^^^^^^ unknown-service: 's3api:ListObjectsV2' is the name of an API operation. Its permission is 's3:ListBucket'. Write that instead. (AWS data of ${realCatalog().info.date})
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a misspelled service",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["dyanmodb:GetItem", "dynamodb:DeleteItem"],
                  ^^^^^^^^ unknown-service: The prefix 'dyanmodb' is not in AWS's service reference of 2026-01-31. Did you mean 'dynamodb'?
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a service that is like no other",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "frobnicate:*",
                 ^^^^^^^^^^ unknown-service: The prefix 'frobnicate' is not in AWS's service reference of 2026-01-31. Correct it if it is misspelled.
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a NotAction",
      picture: `
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Deny", "NotAction": "iamm:PassRole", "Resource": "*" }
                                      ^^^^ unknown-service: The prefix 'iamm' is not in AWS's service reference of 2026-01-31. Did you mean 'iam'?
  ]
}
`,
    },
  ],
  silent: [
    {
      name: "services in any case",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["S3:GetObject", "SQS:*"],
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "services that were closed: that is retired-service",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "deepracer:CreateCar",
      "Resource": "*"
    }
  ]
}
`,
    },
    {
      name: "a wildcard in the service, and text that is filled in later",
      policy: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["*:*", "\${service}:Get*", "<service>:Get*"],
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
  fixes: [
    {
      name: "takes the near service that has the action",
      title: "Replace 'dyanmodb' with 'dynamodb'",
      before: `
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "dyanmodb:GetItem",
      "Resource": "*"
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
      "Action": "dynamodb:GetItem",
      "Resource": "*"
    }
  ]
}
`,
    },
  ],
});

test("a prefix is a slip only if nothing else in the list is what was meant, and if AWS never had it", () => {
  const found = (...Action: readonly string[]): readonly string[] =>
    severitiesIn(
      "iam/orders-policy.json",
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] }),
    ).filter((one) => /service/.test(one));
  assert.deepEqual(found("vpc:*"), ["unknown-service: warning"]);
  assert.deepEqual(found("vpc:*", "ec2:*"), ["unknown-service: info"]);
  assert.deepEqual(found("s3api:GetObject", "s3:Get*"), ["unknown-service: info"]);
  assert.deepEqual(found("vpc:*", "ec2:Describe*"), ["unknown-service: warning"]);
  assert.deepEqual(found("awsbillingconsole:View*", "budgets:View*"), ["retired-service: info"]);
});
