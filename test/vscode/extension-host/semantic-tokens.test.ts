/** The colours of policies, as VS Code has them: in every language that is read, and never in the place of another extension's. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { fileUri, write } from "./support/workspace.ts";

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "sqs:SendMesage", "Resource": "arn:aws:sqs:*:111122223333:\${aws:username}" },
    { "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws:sqs:eu-west-1:111122223333:q", "arn:aws:s3:::b"] }
  ]
}
`;
const TERRAFORM = `resource "aws_sqs_queue" "q" {
  name = "all-*"
}

data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["sqs:SendMesage"]
    resources = ["arn:aws:sqs:*:111122223333:&{aws:username}"]
  }
}
`;
const YAML = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: sqs:SendMesage
            Resource: arn:aws:sqs:*:111122223333:\${aws:username}
`;

const IN_ALL = ["unknownAction.misspelled SendMesage", "wildcard *"];
const FILES: readonly (readonly [path: string, text: string, tokens: readonly string[]])[] = [
  ["colours/a.json", POLICY, [...IN_ALL, "policyVariable ${aws:username}", "deadEntry arn:aws:s3:::b"]],
  ["colours/b.jsonc", POLICY, [...IN_ALL, "policyVariable ${aws:username}", "deadEntry arn:aws:s3:::b"]],
  ["colours/c.iam-policy.json", POLICY, [...IN_ALL, "policyVariable ${aws:username}", "deadEntry arn:aws:s3:::b"]],
  ["colours/main.tf", TERRAFORM, [...IN_ALL, "policyVariable &{aws:username}"]],
  ["colours/template.yaml", YAML, [...IN_ALL, "policyVariable ${aws:username}"]],
];

suite("semantic tokens", () => {
  suiteTeardown(() => vscode.workspace.fs.delete(fileUri("colours"), { recursive: true }));

  for (const [path, text, tokens] of FILES) {
    test(`of ${path}`, async () => {
      const document = await write(path, text);
      await eventually(
        "the colours are there",
        () => tokensOf(document),
        (found) => JSON.stringify(found) === JSON.stringify(tokens),
      );
    });
  }

  test("are none where no policy is", async () => {
    const document = await write("colours/package.json", '{ "files": ["dist/*"] }');
    assert.deepEqual(await tokensOf(document), []);
  });

  test("give way to an extension that colours the language of a file", async () => {
    const legend = new vscode.SemanticTokensLegend(["class"]);
    const other = vscode.languages.registerDocumentSemanticTokensProvider(
      { language: "yaml" },
      {
        provideDocumentSemanticTokens: () => new vscode.SemanticTokens(new Uint32Array([0, 0, 3, 0, 0])),
      },
      legend,
    );
    try {
      const document = await write("colours/template.yaml", YAML);
      assert.deepEqual(await tokensOf(document), ["class AWS"]);
    } finally {
      other.dispose();
    }
  });
});

/** Each as `type.modifier text`. */
async function tokensOf(document: vscode.TextDocument): Promise<readonly string[]> {
  const [legend, tokens] = await Promise.all([
    vscode.commands.executeCommand<vscode.SemanticTokensLegend | undefined>(
      "vscode.provideDocumentSemanticTokensLegend",
      document.uri,
    ),
    vscode.commands.executeCommand<vscode.SemanticTokens | undefined>(
      "vscode.provideDocumentSemanticTokens",
      document.uri,
    ),
  ]);
  if (legend === undefined || tokens === undefined) return [];
  let [line, character] = [0, 0];
  return Array.from({ length: tokens.data.length / 5 }, (_, index) => {
    const [down = 0, right = 0, length = 0, type = 0, modifiers = 0] = tokens.data.slice(5 * index, 5 * index + 5);
    character = down > 0 ? right : character + right;
    line += down;
    const name = [legend.tokenTypes[type], ...legend.tokenModifiers.filter((_one, at) => modifiers & (1 << at))];
    return `${name.join(".")} ${document.getText(new vscode.Range(line, character, line, character + length))}`;
  });
}
