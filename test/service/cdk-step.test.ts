/** A denial that a template of the AWS CDK explains has the statement for the code. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { explainDenial } from "../../server/src/service/explain-denial.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";
import { grantFor } from "../../server/src/service/cdk-grants.ts";
import { codeOfStep } from "../../server/src/telling/explanation-report.ts";
import { nextInWords } from "../../server/src/telling/next-sentences.ts";
import { phraseToPlainText } from "../../server/src/wording/plain-text.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const MESSAGE = `User: arn:aws:sts::111122223333:assumed-role/App-FnServiceRole1234-1AbC/x is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::data/x" because no identity-based policy allows the s3:PutObject action`;

function template(metadata: object): string {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" };
  const policy = {
    Type: "AWS::IAM::Policy",
    Properties: { PolicyName: "p", Roles: [{ Ref: "FnServiceRole1234" }], PolicyDocument: { Statement: [statement] } },
    ...metadata,
  };
  const next = { Type: "AWS::S3::Bucket", Metadata: { "aws:cdk:path": "App/Other/Resource" } };
  const role = { Type: "AWS::IAM::Role", Properties: {} };
  return JSON.stringify({ Resources: { FnServiceRole1234: role, P: policy, B: next } }, null, 1);
}

for (const [name, path, metadata, expected] of [
  [
    "names the construct",
    "cdk.out/App.template.json",
    { Metadata: { "aws:cdk:path": "App/Fn/ServiceRole/DefaultPolicy/Resource" } },
    "App/Fn/ServiceRole",
  ],
  ["names no other's construct", "app/cdk.out/App.template.json", {}, undefined],
] as const) {
  test(name, () => {
    const workspace = readWorkspace([{ path, text: template(metadata) }], EMPTY_CONFIG);
    const { next } = explainDenial({ message: MESSAGE, workspace, facts: new Map(), catalog: miniCatalog() });
    const step = next.find((one) => one.step === "copy-to-cdk");
    assert.ok(step !== undefined);
    assert.equal(step.construct, expected);
    assert.equal(
      phraseToPlainText(nextInWords(step)),
      `The AWS CDK made ${path}, so change its code. If the request should be allowed, give this statement to addToPrincipalPolicy${expected === undefined ? "" : ` of ${expected}`}, then deploy again. grantPut() of the resource's own construct does it, too, and allows more:`,
    );
    assert.match(codeOfStep(step) ?? "", /^new iam\.PolicyStatement\(\{[^]*actions: \["s3:PutObject"\]/);
  });
}

for (const [action, resource, call] of [
  ["s3:GetObject", "s3:::data/x", "grantRead()"],
  ["dynamodb:query", "dynamodb:eu-west-1:111122223333:table/t/index/i", "grantReadData()"],
  ["sqs:ReceiveMessage", "sqs:eu-west-1:111122223333:q", "grantConsumeMessages()"],
  ["kms:ReEncryptTo", "kms:eu-west-1:111122223333:key/1", "grantEncrypt()"],
  ["lambda:InvokeFunction", "lambda:eu-west-1:111122223333:function:f", "grantInvoke()"],
  // Any action, where a construct has a method for that.
  ["kinesis:DescribeStream", "kinesis:eu-west-1:111122223333:stream/s", 'grant(…, "kinesis:DescribeStream")'],
  ["dynamodb:UpdateTable", "dynamodb:eu-west-1:111122223333:table/t", 'grant(…, "dynamodb:UpdateTable")'],
  // What lies in a stream is not what its construct makes.
  ["kinesis:SubscribeToShard", "kinesis:eu-west-1:111122223333:stream/s/consumer/c:1", undefined],
  ["s3:PutObjectAcl", "s3:::data/x", undefined],
  ["constructor", "s3:::data/x", undefined],
] as const) {
  test(`${call ?? "no method"} allows ${action} on ${resource}`, () => {
    assert.equal(grantFor(action, `arn:aws:${resource}`)?.call, call);
  });
}

test("names the construct of a role whose name was cut short, and whose policy is about something else", () => {
  const assumed = {
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  const role = {
    Type: "AWS::IAM::Role",
    Properties: { AssumeRolePolicyDocument: assumed },
    Metadata: { "aws:cdk:path": "Shop/OrdersExport/ServiceRole/Resource" },
  };
  const statement = { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:out" };
  const roles = [{ Ref: "OrdersExportNightlyFunctionServiceRole0A1B2C3D" }];
  const Properties = { PolicyName: "p", Roles: roles, PolicyDocument: { Statement: [statement] } };
  const made = { OrdersExportNightlyFunctionServiceRole0A1B2C3D: role, P: { Type: "AWS::IAM::Policy", Properties } };
  const text = JSON.stringify({ Resources: made }, null, 1);
  const workspace = readWorkspace([{ path: "cdk.out/Shop.template.json", text }], EMPTY_CONFIG);
  const name = "ShopStackEurope-OrdersExportNightlyFunctionServiceR-1A2B3C4D5E6F";
  const message = MESSAGE.replace("App-FnServiceRole1234-1AbC", name);
  const { next } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  const step = next.find((one) => one.step === "copy-to-cdk");
  assert.equal(step?.construct, "Shop/OrdersExport/ServiceRole");
});

test("names the construct of a bucket whose policy has no Allow that came near", () => {
  const policy = {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: "data",
      PolicyDocument: {
        Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:DeleteBucket", Resource: "arn:aws:s3:::data" }],
      },
    },
    Metadata: { "aws:cdk:path": "App/Data/Policy/Resource" },
  };
  const text = JSON.stringify({ Resources: { DataPolicy: policy } }, null, 1);
  const workspace = readWorkspace([{ path: "cdk.out/App.template.json", text }], EMPTY_CONFIG);
  const message =
    'User: arn:aws:sts::444455556666:assumed-role/importer/x is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::data/x" because no resource-based policy allows the s3:GetObject action';
  const { next } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
  const step = next.find((one) => one.step === "copy-to-cdk");
  assert.deepEqual([step?.method, step?.construct], ["addToResourcePolicy", "App/Data"]);
});

test("names the construct of the one key, whose ID no template has", () => {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const key = {
    Type: "AWS::KMS::Key",
    Properties: { KeyPolicy: { Version: "2012-10-17", Statement: [statement] } },
    Metadata: { "aws:cdk:path": "App/StateKey/Resource" },
  };
  const message =
    "User: arn:aws:sts::444455556666:assumed-role/reader/x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no resource-based policy allows the kms:Decrypt action";
  const stepWith = (resources: object) => {
    const text = JSON.stringify({ Resources: resources }, null, 1);
    const workspace = readWorkspace([{ path: "cdk.out/App.template.json", text }], EMPTY_CONFIG);
    const { next } = explainDenial({ message, workspace, facts: new Map(), catalog: miniCatalog() });
    return next.find((one) => one.step === "copy-to-cdk");
  };
  const step = stepWith({ StateKey: key });
  assert.deepEqual([step?.method, step?.construct], ["addToResourcePolicy", "App/StateKey"]);
  assert.equal(stepWith({ StateKey: key, OtherKey: key }), undefined);
});
