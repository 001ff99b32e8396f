/** The features of an editor in a template of CloudFormation, and in statements that a serverless.yml takes in. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type CodeAction, type CompletionList, type Hover } from "vscode-languageserver-protocol/node";
import { EXPLAIN_DENIAL, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { startServerHere, type TestServer, uriOf } from "../support/language-server.ts";

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: data
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: app
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
            Condition:
              StringEquals: { aws:SourceAccount: !Ref AWS::AccountId }
      Policies:
        - PolicyName: objects
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Read
                Effect: Allow
                Action:
                  - s3:GetObjekt
                Resource: !Sub "\${Bucket.Arn}/*"
`;

const SERVICE = "service: mail\nprovider:\n  name: aws\n  iam: { role: { statements: '${file(iam.yml)}' } }\n";
const INCLUDED = "- Effect: Allow\n  Action: ses:SendEmial\n  Resource: '*'\n";

const MESSAGE =
  'User: arn:aws:sts::111122223333:assumed-role/app/s is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::data/x" because no identity-based policy allows the s3:PutObject action';

describe("in YAML the language server", () => {
  let server: TestServer;

  before(async () => {
    server = await startServerHere({
      files: { "template.yaml": TEMPLATE, "mail/serverless.yml": SERVICE, "mail/iam.yml": INCLUDED },
    });
    server.open("template.yaml", TEMPLATE, "yaml");
  });
  after(() => server.stop());

  const placeOf = (text: string, part: string, into = 0) => {
    const offset = text.indexOf(part) + into;
    const line = text.slice(0, offset).split("\n").length - 1;
    return { line, character: offset - (text.lastIndexOf("\n", offset - 1) + 1) };
  };

  test("finds an action that does not exist, at its own characters, and corrects it", async () => {
    const found = await server.nextDiagnostics("template.yaml");
    const [finding, ...others] = found.filter(({ code }) => code === "unknown-action");
    assert.ok(finding !== undefined && others.length === 0);
    assert.deepEqual(finding.range.start, placeOf(TEMPLATE, "GetObjekt"));
    const actions = await server.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: uriOf("template.yaml") },
      range: finding.range,
      context: { diagnostics: [finding] },
    });
    assert.match(JSON.stringify(actions.map(({ edit }) => edit?.documentChanges)), /"newText":"GetObject"/);
  });

  test("explains a condition on hover", async () => {
    const hover = await server.connection.sendRequest<Hover | null>("textDocument/hover", {
      textDocument: { uri: uriOf("template.yaml") },
      position: placeOf(TEMPLATE, "aws:SourceAccount", 3),
    });
    assert.match(JSON.stringify(hover?.contents), /aws:SourceAccount/);
  });

  test("completes actions inside of policies, and nothing outside", async () => {
    const typed = TEMPLATE.replace("s3:GetObjekt", "s3:GetObjectT");
    server.change("template.yaml", typed);
    const at = async (part: string, into: number): Promise<readonly string[]> => {
      const list = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
        textDocument: { uri: uriOf("template.yaml") },
        position: placeOf(typed, part, into),
      });
      return list?.items.map(({ label }) => label) ?? [];
    };
    assert.ok((await at("s3:GetObjectT", 13)).includes("s3:GetObjectTagging"));
    assert.deepEqual(await at("BucketName: da", 14), []);
    server.change("template.yaml", TEMPLATE.replace("GetObjekt", "GetObject"));
  });

  test("completes a first resource of a template, and a whole template in an empty file", async () => {
    for (const [path, text, line, label, written] of [
      [
        "new/template.yaml",
        "",
        0,
        "CloudFormation template with a role",
        /^AWSTemplateFormatVersion: [^]*\n {2}\S*AppRole/,
      ],
      [
        "new/other.yaml",
        "Resources:\n  \n",
        1,
        "Bucket policy",
        /^\S*BucketPolicy\S*:\n {4}Type: AWS::S3::BucketPolicy\n/,
      ],
    ] as const) {
      server.open(path, text, "yaml");
      const list = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
        textDocument: { uri: uriOf(path) },
        position: { line, character: line * 2 },
      });
      const item = list?.items.find((one) => one.label === label);
      assert.match(item?.textEdit?.newText ?? "", written);
    }
  });

  test("explains a denial by the role's block, and fixes it there", async () => {
    const result = await server.connection.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, {
      message: MESSAGE,
      facts: {},
    });
    assert.equal(result.verdict, "explained");
    assert.match(result.text, /template\.yaml:\d+ {2}Allow, statement Read of objects/);
    const fix = result.denials[0]?.fixes[0];
    assert.equal(result.fixFiles[fix?.edits[0]?.file ?? -1]?.path, "template.yaml");
    assert.match(fix?.edits[0]?.newText ?? "", /- s3:PutObject/);
  });

  test("knows statements by the file that includes them, once that is read", async () => {
    server.open("mail/iam.yml", INCLUDED, "yaml");
    let codes: readonly unknown[] = [];
    while (!codes.includes("unknown-action")) {
      codes = (await server.nextDiagnostics("mail/iam.yml")).map(({ code }) => code);
    }
    assert.deepEqual(codes, ["unknown-action"]);
  });
});
