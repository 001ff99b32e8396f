/** What a parameter allows or has as its default, and what a mapping has, is a fault only if each of them is one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ALL_CHECKS } from "../../server/src/checks/index.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { sourcesAround } from "../../server/src/workspace/consulted.ts";
import { findingsAbout, subjectFrom } from "../support/annotated.ts";

const codesOf = (statement: string): readonly string[] => {
  const text = `Parameters:
  None: { Type: String, AllowedValues: [none, 203.0.113.0/24] }
  Bad: { Type: String, AllowedValues: [203.0.113.0/33, 203.0.113.0/40] }
  Standard: { Type: String, Default: none }
  Action: { Type: String, AllowedValues: [none, s3:GetObjekt, s3:GetObject] }
  Actions: { Type: String, AllowedValues: [s3:GetObjekt, s3:PutObjekt] }
Mappings:
  M: { x: { range: none }, z: { range: 203.0.113.0/24 } }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Resource: "*", ${statement} } }
`;
  const [site] = resultOf(readSource({ path: "t.yaml", languageId: undefined, text })).sites;
  assert.ok(site !== undefined);
  return findingsAbout(subjectFrom(site.root, false, { kind: "identity" }), ALL_CHECKS)
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ code }) => code);
};

describe("values that a reference offers", () => {
  const source = (value: string): string =>
    `Action: "s3:GetObject", Condition: { IpAddress: { "aws:SourceIp": ${value} } }`;
  for (const [statement, ...expected] of [
    [source("!Ref None")],
    [source("!Ref Standard")],
    [source("!FindInMap [M, !Ref AWS::Region, range]")],
    [source("[!Ref None, 198.51.100.0/24]")],
    [source("!Ref Bad"), "impossible-value"],
    [source("!If [C, none, 203.0.113.0/24]"), "impossible-value"],
    ["Action: !Ref Action", "unknown-action"],
    ["Action: !Ref Actions", "unknown-action"],
  ] as const) {
    test(statement, () => assert.deepEqual(codesOf(statement), expected));
  }
});

describe("what a dynamic block may make", () => {
  const codesIn = (principals: string, variable = ""): readonly string[] => {
    const text = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    dynamic "principals" {
      for_each = var.each
      content {
        ${principals}
      }
    }
  }
}
${variable}`;
    const [site] = resultOf(readSource({ path: "main.tf", languageId: undefined, text })).sites;
    assert.ok(site !== undefined);
    return findingsAbout(subjectFrom(site.root, false, { kind: "trust" }), ALL_CHECKS).map(({ code }) => code);
  };
  for (const [principals, ...expected] of [
    ['type = "Service"\n        identifiers = ["ecs-task.amazonaws.com"]', "unknown-service-principal"],
    ['type = "AWS"\n        identifiers = ["arn:aws:iam::11112222333:root"]', "invalid-principal"],
    ['type = "Service"\n        identifiers = ["ecs-tasks.amazonaws.com"]'],
    ['type = "Service"\n        identifiers = [principals.value]'],
    ['type = principals.value.type\n        identifiers = ["none"]'],
  ] as const) {
    test(principals, () => assert.deepEqual(codesIn(principals), expected));
  }
});

test("a service that the default of a variable in another file misspells", () => {
  const main = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.services
    }
  }
}
`;
  const variables = (text: string): string =>
    `variable "services" {\n  default = ["ec2.amazonaws.com", "${text}"]\n}\n`;
  const codesWith = (service: string): readonly string[] => {
    const around = sourcesAround([
      { path: "main.tf", text: main },
      { path: "variables.tf", text: variables(service) },
    ]);
    const [site] = resultOf(readSource({ path: "main.tf", languageId: undefined, text: main, around })).sites;
    assert.ok(site !== undefined);
    return findingsAbout(subjectFrom(site.root, false, { kind: "trust" }), ALL_CHECKS).map(({ code }) => code);
  };
  assert.deepEqual(codesWith("ecs-task.amazonaws.com"), ["unknown-service-principal"]);
  assert.deepEqual(codesWith("ecs-tasks.amazonaws.com"), []);
  assert.deepEqual(codesWith("none"), []);
});
