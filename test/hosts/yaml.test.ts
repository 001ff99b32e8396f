/** Policies of CloudFormation, SAM and the Serverless Framework in YAML: where they are, of what kind, and what is known of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Site } from "../../server/src/hosts/host.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { said } from "../support/said.ts";

const sitesIn = (text: string, path = "template.yaml"): readonly Site[] =>
  resultOf(readSource({ path, languageId: undefined, text })).sites;

const resources = (text: string): string => `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${indented(text, 2)}`;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, " ".repeat(by));
}

const STATEMENT = "Statement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: '*'\n";

/** The value of `Resource` where a template's policy has the text there. */
function resourceOf(value: string, rest = ""): string {
  const policy = `P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties:\n    PolicyDocument:\n      Statement:\n        Effect: Allow\n        Action: s3:GetObject\n        Resource: ${value}\n`;
  const [site] = sitesIn(`${resources(policy)}${rest}`);
  const statement = site?.root.members.find(({ key }) => key === "Statement")?.value;
  assert.ok(statement?.kind === "object");
  return said(statement.members.find(({ key }) => key === "Resource")?.value);
}

describe("what a function comes to", () => {
  const bucket =
    "  B:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: reports }\n  Open:\n    Type: AWS::S3::Bucket\n";
  const topic = "  T:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Sub '${AWS::StackName}-t' }\n";
  const parameters =
    "Parameters:\n  Stage: { Type: String, AllowedValues: [dev, prod] }\n  Team: { Type: String, Default: web }\n  Any: { Type: String }\n  Many: { Type: CommaDelimitedList, Default: 'a,b' }\n";
  for (const [value, expected] of [
    ["!Sub arn:${AWS::Partition}:s3:::b/*", "arn:‹${AWS::Partition}›:s3:::b/*"],
    ["!Sub 'arn:aws:s3:::home/${!aws:username}/*'", "arn:aws:s3:::home/${aws:username}/*"],
    ["!Sub ['arn:aws:s3:::${Name}/*', {Name: x}]", "arn:aws:s3:::x/*"],
    ["!Sub '${B.Arn}/*'", "arn:‹${partition}›:s3:::reports/*"],
    ["!Sub 'arn:aws:s3:::${Open}/*'", "arn:aws:s3:::‹${Open}›/*"],
    ["!GetAtt B.Arn", "arn:‹${partition}›:s3:::reports"],
    ["{'Fn::GetAtt': [B, Arn]}", "arn:‹${partition}›:s3:::reports"],
    ["!GetAtt B.DomainName", "?"],
    ["!Ref T", "arn:‹${partition}›:sns:‹${region}›:‹${account}›:‹${AWS::StackName}›-t"],
    ["!Ref B", "reports"],
    ["!Ref Stage", "(dev | prod)"],
    ["!Ref Team", "(web | ?)"],
    ["!Ref Any", "?"],
    ["!Ref Many", "?"],
    ["!Join ['', [!GetAtt B.Arn, '/*']]", "arn:‹${partition}›:s3:::reports/*"],
    ["!Join [':', [arn, aws, s3, '', '', !Ref Any]]", "arn:aws:s3:::‹${…}›"],
    ["!If [C, !Ref B, !Ref AWS::NoValue]", "(reports | (nothing))"],
    ["!ImportValue x", "?"],
    ["!Select [0, [a, b]]", "?"],
    ["{'Fn::Transform': {Name: x}}", "?"],
    ["'arn:aws:s3:::x/${aws:username}'", "arn:aws:s3:::x/${aws:username}"],
    ["'arn:aws:s3:::x/${self:custom.${sls:stage}.y}'", "arn:aws:s3:::x/‹${self:custom.${sls:stage}.y}›"],
  ] as const) {
    test(value, () => assert.equal(resourceOf(value, bucket + topic + parameters), expected));
  }

  test("names that lead to each other come to an end", () => {
    const rest =
      "  A:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref Z }\n  Z:\n    Type: AWS::S3::Bucket\n    Properties: { BucketName: !Ref A }\n";
    assert.match(resourceOf("!GetAtt A.Arn", rest), /s3:::‹/);
  });
});

describe("where policies are, and whose they are", () => {
  const role = "Own:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: own\n";
  const open = "Open:\n  Type: AWS::IAM::Role\n  Properties:\n    Path: /x/\n";
  const managed = `P:\n  Type: AWS::IAM::ManagedPolicy\n  Properties:\n    Roles: [!Ref Own, other, !Ref Open]\n    PolicyDocument:\n${indented(STATEMENT, 6)}`;
  const told = (text: string, path?: string): readonly string[] =>
    sitesIn(text, path).flatMap(({ kind, uses }) =>
      (uses.length === 0 ? [undefined] : uses).map((use) => {
        const { holders = [], resources: of = [], targets = [] } = use?.stated.declared ?? {};
        return [use?.kind ?? kind ?? "unknown", ...holders, ...of, ...targets].join(" ");
      }),
    );

  for (const [name, text, expected, path] of [
    ["a managed policy", resources(role + open + managed), ["identity own *-Open-* other"]],
    [
      "a boundary",
      resources(
        `R:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: r\n    PermissionsBoundary: !Ref P\n${managed.replace(/^.*Roles.*\n/m, "")}`,
      ),
      ["boundary r"],
    ],
    [
      "an inline policy and a trust policy",
      resources(
        `${role}    AssumeRolePolicyDocument:\n${indented(STATEMENT, 6)}    Policies:\n      - PolicyName: p\n        PolicyDocument:\n${indented(STATEMENT, 10)}`,
      ),
      ["trust arn:*:iam::*:role/own", "identity own"],
    ],
    [
      "a bucket's policy",
      resources(
        `B:\n  Type: AWS::S3::Bucket\nP:\n  Type: AWS::S3::BucketPolicy\n  Properties:\n    Bucket: !Ref B\n    PolicyDocument:\n${indented(STATEMENT, 6)}`,
      ),
      ["resource arn:*:s3:::*-b-*"],
    ],
    [
      "a queue's policy by its URL",
      resources(
        `Q:\n  Type: AWS::SQS::Queue\n  Properties: { QueueName: jobs }\nP:\n  Type: AWS::SQS::QueuePolicy\n  Properties:\n    Queues: [!Ref Q]\n    PolicyDocument:\n${indented(STATEMENT, 6)}`,
      ),
      ["resource arn:*:sqs:*:*:jobs"],
    ],
    [
      "SAM's function",
      resources(
        `F:\n  Type: AWS::Serverless::Function\n  Properties:\n    Policies:\n      - AWSLambdaBasicExecutionRole\n      - S3ReadPolicy: { BucketName: x }\n      - ${indented(STATEMENT, 8).trimStart()}`,
      ),
      ["identity *-FRole-*"],
    ],
    [
      "the Serverless Framework's role",
      `service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      ${indented(STATEMENT, 6).trimStart().replace("Statement", "statements")}`,
      ["identity orders-*-lambdaRole"],
      "serverless.yml",
    ],
    [
      "its older form, a role's own name, a function's own statements",
      `service: orders\nprovider:\n  name: aws\n  iam: {role: {name: '\${sls:stage}-orders'}}\n  ${indented(STATEMENT, 2).trimStart().replace("Statement", "iamRoleStatements")}functions:\n  save:\n    ${indented(STATEMENT, 4).trimStart().replace("Statement", "iamRoleStatements")}`,
      ["identity *-orders", "identity orders-*-save-*"],
      "serverless.yml",
    ],
    [
      "JSON in a file that is called a template",
      JSON.stringify({
        Resources: {
          P: {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: { PolicyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } },
          },
        },
      }),
      ["identity"],
      "x.template",
    ],
    ["a file of nobody's", `Policy:\n${indented(STATEMENT, 2)}`, []],
    ["a manifest of Kubernetes", `apiVersion: v1\nkind: ConfigMap\ndata:\n${indented(STATEMENT, 2)}`, []],
  ] as const) {
    test(name, () => assert.deepEqual(told(text, path), expected));
  }

  test("half-typed lines leave the policies around them", () => {
    const [site] = sitesIn(resources(role + managed).replace("Effect: Allow", "Effect: Allow\n          Acti"));
    assert.equal(site?.broken, true);
    assert.match(said(site.root), /Effect: Allow.*Resource: \*/);
  });
});
