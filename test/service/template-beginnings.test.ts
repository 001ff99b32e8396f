/** A template in YAML that is to have one more resource with a policy: what is offered there, and what becomes of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BEGUN_RESOURCES } from "../../server/src/hosts/cloudformation/begun-resources.ts";
import { readDocument } from "../../server/src/service/document.ts";
import { POLICY_STARTS } from "../../server/src/service/completion/whole-policies.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { editsOf } from "../support/completed.ts";
import { findingsIn } from "../support/found-in.ts";
import { MARK, offeredAt, taken } from "../support/offered.ts";
import { eighthOf, lengthOf } from "../support/searching.ts";

const HEAD = 'AWSTemplateFormatVersion: "2010-09-09"\n';
const RESOURCES = BEGUN_RESOURCES.map(({ label }) => label);
const TOPIC = "  Topic:\n    Type: AWS::SNS::Topic\n";
const labels = (path: string, marked: string): readonly string[] => offeredAt(path, marked).map(({ label }) => label);

describe("a resource with a policy is offered", () => {
  for (const [number, [name, path, marked]] of (
    [
      ["below Resources", "template.yaml", `${HEAD}Resources:\n  ${MARK}`],
      ["where nothing is indented yet", "template.yaml", `${HEAD}Resources:\n${MARK}\n`],
      ["by a word", "a.yaml", `${HEAD}Resources:\n  Ro${MARK}\n`],
      ["with nothing above", "a.yaml", `Resources:\n  ${MARK}\nOutputs:\n  A:\n    Value: x\n`],
      ["behind another", "a.yaml", `Resources:\n${TOPIC}  ${MARK}`],
      ["between two", "a.yaml", `Resources:\n${TOPIC}  ${MARK}\n  Queue:\n    Type: AWS::SQS::Queue\n`],
      [
        "behind a finished policy",
        "a.yaml",
        `Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObject\n            Resource: "*"\n  ${MARK}\n`,
      ],
      ["below a name without a type", "a.yaml", `${HEAD}Resources:\n  App:\n    ${MARK}\n`],
      ["the same with another behind", "a.yaml", `Resources:\n  App:\n    ${MARK}\n${TOPIC}`],
      [
        "in a template of AWS SAM",
        "template.yml",
        `Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function:\n    Timeout: 5\nResources:\n    ${MARK}\n`,
      ],
      [
        "in a service's own resources",
        "serverless.yml",
        `service: a\nprovider:\n  name: aws\nresources:\n  Resources:\n    ${MARK}\n`,
      ],
    ] as const
  ).entries()) {
    test(name, () => {
      assert.deepEqual(labels(path, marked), RESOURCES);
      for (const item of eighthOf(offeredAt(path, marked), number)) {
        const after = applyEdits(marked.replace(MARK, ""), editsOf(item));
        const before = readDocument({ path, languageId: undefined, text: marked.replace(MARK, "") }, undefined);
        const { policies } = readDocument({ path, languageId: undefined, text: after }, undefined);
        const { policies: expected } = BEGUN_RESOURCES.find(({ label }) => label === item.label)!;
        assert.equal(policies.length - before.policies.length, expected.length, after);
        assert.deepEqual(findingsIn(path, after), [], after);
      }
    });
  }
});

test("the same is offered far below Resources", () =>
  assert.deepEqual(labels("a.yaml", `Resources:\n${TOPIC.repeat(lengthOf(800))}  ${MARK}\n`), RESOURCES));

describe("a property with a policy is offered", () => {
  for (const [name, marked, offered] of [
    [
      "of a role",
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ${MARK}\n`,
      ["AssumeRolePolicyDocument", "Policies"],
    ],
    [
      "that it has not yet",
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n      ${MARK}\n`,
      ["Policies"],
    ],
    [
      "and not behind either",
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ${MARK}\n      Policies: []\n`,
      ["AssumeRolePolicyDocument"],
    ],
    [
      "of a bucket's policy",
      `Resources:\n  R:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: b\n      Po${MARK}\n`,
      ["PolicyDocument"],
    ],
    ["of no other thing", `Resources:\n  R:\n    Type: AWS::SNS::Topic\n    Properties:\n      ${MARK}\n`, []],
  ] as const) {
    test(name, () => assert.deepEqual(labels("a.yaml", marked), offered));
  }
});

describe("nothing is offered", () => {
  for (const [name, path, marked] of [
    ["in an empty file of any name", "values.yaml", MARK],
    ["behind a word of such a file", "values.yaml", `Po${MARK}`],
    ["in a file that says something", "policy.yaml", `rules: []\n${MARK}`],
    ["in an empty file without a name", "Untitled-1", MARK],
    ["in other YAML", "a.yaml", `spec:\n  Resources:\n    ${MARK}\n`],
    ["beside what no template has", "a.yaml", `kind: Quota\nResources:\n  ${MARK}\n`],
    ["below a resource that has its type", "a.yaml", `Resources:\n${TOPIC}    ${MARK}\n`],
    ["in another column than the resources", "a.yaml", `Resources:\n${TOPIC}   ${MARK}\n`],
    ["before what belongs to a resource", "a.yaml", `Resources:\n  A:\n  ${MARK}\n    Type: AWS::SNS::Topic\n`],
    ["behind Resources", "a.yaml", `Resources:${MARK}\n`],
    ["in the outputs", "a.yaml", `Resources:\n${TOPIC}Outputs:\n  ${MARK}\n`],
    ["behind the resources", "a.yaml", `Resources:\n${TOPIC}${MARK}\n`],
    ["in a comment", "a.yaml", `Resources:\n  # ${MARK}\n`],
    ["before a text", "a.yaml", `Resources:\n  ${MARK}App:\n    Type: AWS::SNS::Topic\n`],
    [
      "in a code",
      "a.yaml",
      `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: |\n          x = 1\n          ${MARK}\n`,
    ],
  ] as const) {
    test(name, () => assert.deepEqual(labels(path, marked), []));
  }
});

describe("an empty file", () => {
  test("whose name speaks of a policy is offered whole ones, and a template", () =>
    assert.deepEqual(labels("policy.yaml", MARK), [
      ...POLICY_STARTS.map(({ label }) => label),
      "CloudFormation template with a role",
    ]));
  test("is offered those of its kind", () =>
    assert.deepEqual(
      labels("iam/trust-policy.yaml", `\n${MARK}\n`).filter((label) => !/^(?:Trust|CloudF)/.test(label)),
      [],
    ));
  for (const path of ["template.yaml", "infra/app.template", "app-stack.yml", "cloudformation.yaml"]) {
    test(`that is called ${path} is offered a template`, () => {
      assert.deepEqual(labels(path, MARK), ["CloudFormation template with a role"]);
    });
  }
  test("is read as what it becomes", () => {
    for (const [path, policies] of [
      ["policy.yaml", 1],
      ["template.yaml", 2],
    ] as const) {
      const [item] = offeredAt(path, `\n${MARK}\n\n`);
      assert.ok(item);
      const after = applyEdits("\n\n\n", editsOf(item));
      assert.equal(
        readDocument({ path, languageId: undefined, text: after }, undefined).policies.length,
        policies,
        after,
      );
      assert.deepEqual(findingsIn(path, after), [], after);
    }
  });
});

describe("how it is written", () => {
  for (const [name, path, marked, label, after] of [
    [
      "a name of four blanks",
      "a.yaml",
      `Resources:\n    ${MARK}\n`,
      "Managed policy",
      `Resources:\n    ${MARK}AppPolicy:\n        Type: AWS::IAM::ManagedPolicy\n        Properties:\n            PolicyDocument:\n                Version: "2012-10-17"\n                Statement:\n                  - Effect: Allow\n                    Action: [s3:GetObject]\n                    Resource: [arn:aws:s3:::amzn-s3-demo-bucket/*]\n`,
    ],
    [
      "in the column of a name, another, with the line endings of the file",
      "a.yaml",
      `Resources:\r\n  App:\r\n  ${MARK}`,
      "Managed policy",
      `Resources:\r\n  App:\r\n  ${MARK}AppPolicy:\r\n    Type: AWS::IAM::ManagedPolicy\r\n    Properties:\r\n      PolicyDocument:\r\n        Version: "2012-10-17"\r\n        Statement:\r\n          - Effect: Allow\r\n            Action: [s3:GetObject]\r\n            Resource: [arn:aws:s3:::amzn-s3-demo-bucket/*]`,
    ],
    [
      "below a name",
      "a.yaml",
      `Resources:\n  App:\n    ${MARK}\n`,
      "Role with a policy",
      `Resources:\n  App:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: ${MARK}lambda.amazonaws.com\n            Action: sts:AssumeRole\n      Policies:\n        - PolicyName: app\n          PolicyDocument:\n            Version: "2012-10-17"\n            Statement:\n              - Effect: Allow\n                Action: [s3:GetObject]\n                Resource: [arn:aws:s3:::amzn-s3-demo-bucket/*]\n`,
    ],
    [
      "a list of policies",
      "a.yaml",
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      ${MARK}\n`,
      "Policies",
      `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: ${MARK}app\n          PolicyDocument:\n            \n`,
    ],
    [
      "a whole template",
      "template.yaml",
      `\n  Cloud${MARK}\n`,
      "CloudFormation template with a role",
      `\nAWSTemplateFormatVersion: "2010-09-09"\nResources:\n  ${MARK}AppRole:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Principal:\n              Service: lambda.amazonaws.com\n            Action: sts:AssumeRole\n      Policies:\n        - PolicyName: app\n          PolicyDocument:\n            Version: "2012-10-17"\n            Statement:\n              - Effect: Allow\n                Action: [s3:GetObject]\n                Resource: [arn:aws:s3:::amzn-s3-demo-bucket/*]\n`,
    ],
  ] as const) {
    test(name, () => assert.equal(taken(path, marked, label), after));
  }
});
