import assert from "node:assert/strict";
import { test } from "node:test";
import { phraseToMessage } from "../../server/src/wording/message-text.ts";
import { realCatalog } from "../catalog/real-catalog.ts";
import { findingsIn } from "../support/annotated.ts";

/** Severity and what is said to be meant, of an action on everything; undefined where nothing is found. */
function said(action: string, resource = "*"): string | undefined {
  const statement = { Effect: "Allow", Action: action, Resource: resource };
  const [found] = findingsIn(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }), {
    kind: "identity",
    catalog: realCatalog(),
  });
  if (found === undefined) return undefined;
  return `${found.severity} ${/Did you mean (.*)\?/.exec(phraseToMessage(found.message))?.[1] ?? ""}`.trim();
}

test("an action of a service that is used together with the one written is an evident slip", () => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["ec2:DescribeAlarms", "warning 'cloudwatch:DescribeAlarms'"],
    ["iam:AssumeRole", "warning 'sts:AssumeRole'"],
    ["cloudwatch:PutLogEvents", "warning 'logs:PutLogEvents'"],
    [
      "ec2:DescribeLoadBalancers",
      "warning 'autoscaling:DescribeLoadBalancers' or 'elasticloadbalancing:DescribeLoadBalancers'",
    ],
    ["logs:PutMetricData", "warning 'cloudwatch:PutMetricData'"],
    ["rds:connect", "warning 'rds-db:connect'"],
    ["apigateway:Invoke", "warning 'execute-api:Invoke'"],
    ["lambda:InvokeModel", "warning 'bedrock:InvokeModel'"],
    ["s3:CreateInvalidation", "warning 'cloudfront:CreateInvalidation'"],
    ["lambda:StartExecution", "warning 'states:StartExecution'"],
    ["cloudwatch:PutMetricData", undefined],
    ["sts:AssumeRole", undefined],
  ];
  for (const [action, expected] of rows) assert.equal(said(action), expected, action);
});

test("an operation in another number, on what the action of that name acts on", () => {
  assert.equal(said("s3:ListBuckets", "arn:aws:s3:::reports"), "warning 'ListBucket'");
  assert.equal(said("s3:ListBuckets"), "warning");
  assert.equal(said("s3:CopyObjects"), "info 'GetObject' or 'PutObject'");
  assert.equal(said("s3:ListBucket", "arn:aws:s3:::reports"), undefined);
});

test("a function of an SDK is called as its operation, with something behind it", () => {
  assert.equal(said("ssm:GetParameterWithContext"), "warning 'GetParameter'");
  assert.equal(said("s3:ListMultipartUploadPartsPages"), "warning 'ListMultipartUploadParts'");
  assert.equal(said("dynamodb:PutItemCommand"), "warning 'PutItem'");
  // An action of that name.
  assert.equal(said("ssm:CancelCommand"), undefined);
});

test("of another service that has such an action it is only asked", () => {
  assert.equal(said("billing:GetAccountBalance"), "info 'mechanicalturk:GetAccountBalance'");
  // Keys and access policies are the service's own.
  assert.equal(said("kms:DeleteKey"), "info");
  assert.equal(said("eks:DescribeAccessPolicy"), "info");
  // AWS's own policies grant it.
  assert.equal(said("payments:GetAccountBalance"), undefined);
  assert.equal(said("cloudwatch:TagNothing"), "info");
});

test("of verbs without a noun the only action that begins so is meant", () => {
  assert.equal(said("dynamodb:BatchWrite"), "warning 'BatchWriteItem'");
  // Statistics about tables are not tables.
  assert.equal(said("glue:BatchGetTable"), "info");
  assert.equal(said("dynamodb:Batch"), "info");
});

test("a product's name stands for that of its services which has the action", () => {
  assert.equal(said("cognito:ListUsers"), "warning 'cognito-idp'");
  assert.equal(said("cognito:Nothing"), "info");
});
