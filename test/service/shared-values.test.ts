/** What several policies of a file share stands there once, and is told once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openService, resultOf } from "../../server/src/service/index.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const FILE = `locals {
  actions = ["s3:GetObject", "s3:PutObjct"]
}

resource "aws_iam_policy" "a" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}

resource "aws_iam_policy" "b" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = local.actions, Resource = "*" }] })
}
`;

const TEMPLATE = `Parameters:
  Verb: { Type: String, AllowedValues: [GetObjct, PutObjct] }
Resources:
  A:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Sub "s3:\${Verb}", Resource: "*" }] }
`;

const SERVICE = `service: orders
provider:
  name: aws
  iamRoleStatements:
    - { Effect: Allow, Action: "\${self:custom.actions}", Resource: "*" }
functions:
  save:
    iamRoleStatements:
      - { Effect: Allow, Action: "\${self:custom.actions}", Resource: "*" }
custom:
  actions: ["s3:GetObject", "s3:PutObjct"]
`;

for (const [name, path, file, policies, expected] of [
  ["a wrong action in a local of two policies", "main.tf", FILE, 2, "PutObjct"],
  ["what a parameter allows", "template.yaml", TEMPLATE, 1, "${Verb}"],
  ["a wrong action to which two lists of statements refer", "serverless.yml", SERVICE, 2, "PutObjct"],
] as const) {
  test(name, () => {
    const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });
    const configuration = service.configure({ config: EMPTY_CONFIG, severities: new Map(), today: "2026-01-01" });
    const found = (text: string): readonly string[] => {
      const document = resultOf(service.read({ path, languageId: undefined, text }, configuration));
      assert.equal(document.policies.length, policies);
      const run = service.diagnostics(document, { configuration, workspace: undefined, reportSyntax: false });
      while (run.step() === "more");
      return run.found.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
    };
    assert.deepEqual(found(file), [`unknown-action ${expected}`]);
    // The statements read as before, and yet mean something else.
    assert.deepEqual(found(file.replace("GetObjct", "GetObject").replace("PutObjct", "PutObject")), []);
  });
}
