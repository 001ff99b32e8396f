/** What templates of a workspace give to each other: exports, parameters of nested stacks, and their outputs. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { memberNamed, type Value } from "../../server/src/syntax/value.ts";
import { readSource } from "../../server/src/hosts/index.ts";
import { resultOf } from "../../server/src/text/steps.ts";
import { EMPTY_CONFIG } from "../../server/src/workspace/config.ts";
import { readWorkspace } from "../../server/src/workspace/workspace.ts";

const policy = (resource: string, head = ""): string => `${head}Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Action: "s3:GetObject", Resource: ${resource}}
`;
const PARAMETER = "Parameters: {Arn: {Type: String}}\n";
const shared = (name: string, value = "!GetAtt Logs.Arn"): string =>
  `Resources: {Logs: {Type: "AWS::S3::Bucket", Properties: {BucketName: app-logs}}}
Outputs: {Arn: {Value: ${value}, Export: {Name: ${name}}}}
`;
const parent = (given: string, url = "./child.yaml"): string => `Resources:
  Child: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: ${url}, Parameters: {Arn: ${given}}}}
`;

/** What `Resource` comes to in the first file; "?" for what is not known, "|" between what it may be. */
function resourceIn(files: Readonly<Record<string, string>>): string {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const [first] = texts;
  assert.ok(first !== undefined);
  const { around } = readWorkspace(texts, EMPTY_CONFIG);
  const { sites } = resultOf(readSource({ ...first, languageId: undefined, around }));
  const [statement] = sites.map(({ root }) => memberNamed(root, "Statement")?.value);
  const [only] = statement?.kind === "array" ? statement.items : [];
  const member = only?.kind === "object" ? memberNamed(only, "Resource") : undefined;
  return said(member?.value);
}

function said(value: Value | undefined): string {
  if (value?.kind === "string") return value.text;
  return value?.kind === "either" ? value.options.map(said).join(" | ") : "?";
}

const LOGS = "arn:${partition}:s3:::app-logs";

describe("a value that another stack exports", () => {
  test("is the value of the one export of the name", () =>
    assert.equal(
      resourceIn({ "app.yaml": policy("!ImportValue logs-arn"), "net/shared.yaml": shared("logs-arn") }),
      LOGS,
    ));

  test("is found from JSON to YAML", () => {
    const text = JSON.stringify({
      Resources: { B: { Type: "AWS::S3::Bucket", Properties: { BucketName: "app-logs" } } },
      Outputs: { A: { Value: { "Fn::GetAtt": ["B", "Arn"] }, Export: { Name: "logs" } } },
    });
    assert.equal(resourceIn({ "app.yaml": policy("!ImportValue logs"), "shared.json": text }), LOGS);
  });

  test("may be any of several", () =>
    assert.equal(
      resourceIn({
        "app.yaml": policy("!ImportValue logs"),
        "a.yaml": shared("logs"),
        "b.yaml": shared("logs", '!Sub "${Logs.Arn}/*"'),
      }),
      `${LOGS} | ${LOGS}/*`,
    ));

  for (const [what, name, exported, value] of [
    ["nobody exports it", "other", "logs", undefined],
    ["the name of the export is made of another", "net-logs", '!Sub "${AWS::StackName}-logs"', undefined],
    ["the name is made of another", '{"Fn::Sub": "${AWS::StackName}-logs"}', "net-logs", undefined],
    ["the value is not settled", "logs", "logs", "!GetAtt Logs.MetadataTable"],
  ] as const) {
    test(`is not known where ${what}`, () =>
      assert.equal(resourceIn({ "app.yaml": policy(`!ImportValue ${name}`), "b.yaml": shared(exported, value) }), "?"));
  }
});

describe("a parameter of a template that others nest", () => {
  const child = policy("!Ref Arn", PARAMETER);

  test("is what they give", () =>
    assert.equal(
      resourceIn({
        "child.yaml": child,
        "root.yaml": parent("arn:aws:s3:::a/*"),
        "b.yaml": parent("arn:aws:s3:::b/*"),
      }),
      "arn:aws:s3:::b/* | arn:aws:s3:::a/*",
    ));

  test("is a part of another text", () =>
    assert.equal(
      resourceIn({ "child.yaml": policy('!Sub "${Arn}/*"', PARAMETER), "root.yaml": parent("arn:aws:s3:::a") }),
      "arn:aws:s3:::a/*",
    ));

  test("is found in folders above and below, and by an asset of the CDK", () => {
    assert.equal(
      resourceIn({ "stacks/child.yaml": child, "root.yaml": parent("arn:aws:s3:::a", "stacks/child.yaml") }),
      "arn:aws:s3:::a",
    );
    const made = { Arn: "arn:aws:s3:::a" };
    const root = {
      Resources: {
        N: {
          Type: "AWS::CloudFormation::Stack",
          Properties: { TemplateURL: { "Fn::Sub": "https://s3/x" }, Parameters: made },
          Metadata: { "aws:asset:path": "child.yaml" },
        },
      },
    };
    assert.equal(resourceIn({ "child.yaml": child, "root.template.json": JSON.stringify(root) }), "arn:aws:s3:::a");
  });

  for (const [what, text, given, url] of [
    ["one of them gives what is not settled", child, "!ImportValue x", "./child.yaml"],
    ["the template is somewhere else", child, "arn:aws:s3:::a", "https://s3.amazonaws.com/b/child.yaml"],
    ["the path leads out of the workspace", child, "arn:aws:s3:::a", "../../child.yaml"],
  ] as const) {
    test(`is not known where ${what}`, () =>
      assert.equal(resourceIn({ "child.yaml": text, "root.yaml": parent(given, url) }), "?"));
  }

  test("stays open where the template has a default", () =>
    assert.equal(
      resourceIn({
        "child.yaml": policy("!Ref Arn", "Parameters: {Arn: {Type: String, Default: arn:aws:s3:::d}}\n"),
        "root.yaml": parent("arn:aws:s3:::a"),
      }),
      "arn:aws:s3:::d | ?",
    ));
});

test("an output of a nested stack is what its template says", () =>
  assert.equal(
    resourceIn({
      "root.yaml": `${policy("!GetAtt Child.Outputs.Arn")}  Child: {Type: "AWS::CloudFormation::Stack", Properties: {TemplateURL: shared.yaml}}
`,
      "shared.yaml": shared("logs"),
    }),
    LOGS,
  ));
