/** Policies in Terraform and in a template, as VS Code shows them without any other extension. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { fileUri, rangeOf, replace, underlined, write } from "./support/workspace.ts";

const TERRAFORM = `resource "aws_iam_policy" "reader" {
  name = "reader"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObjekt", "s3:ListBucket"]
      Resource = "*"
    }]
  })
}
`;

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action:
              - s3:GetObjekt
              - s3:ListBucket
            Resource: "*"
`;

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjekt", Resource: "*" }],
});

suite("hosts", () => {
  suiteTeardown(() => vscode.workspace.fs.delete(fileUri("infra"), { recursive: true }));

  const hosts = [
    ["Terraform, which VS Code itself has no language for", "infra/hosts.tf", TERRAFORM, "plaintext"],
    ["a template in YAML", "infra/hosts.yaml", TEMPLATE, "yaml"],
  ] as const;
  for (const [what, path, text, language] of hosts) {
    test(`in ${what}, there are findings, their fix, hovers and completions`, async () => {
      const document = await write(path, text);
      assert.equal(document.languageId, language);
      await expectCode(document, "unknown-action", "there");
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        rangeOf(document, "GetObjekt"),
      );
      const fix = actions.find(({ title }) => title.includes("GetObject"));
      assert.ok(fix, actions.map(({ title }) => title).join());
      const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        rangeOf(document, "ListBucket").start.translate(0, 2),
      );
      assert.match((hover?.contents[0] as vscode.MarkdownString).value, /s3:ListBucket/);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        rangeOf(document, "s3:ListBu").end,
      );
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      assert.ok(labels.includes("s3:ListBucketVersions"), labels.slice(0, 20).join());
      await replace(document, "GetObjekt", "GetObject");
      await expectCode(document, "unknown-action", "gone");
    });
  }

  test("what a file system of another extension serves is checked, too", async () => {
    const uri = vscode.Uri.parse("iam-verdict-test:/identity/far.json");
    const registration = vscode.workspace.registerFileSystemProvider("iam-verdict-test", oneFile(POLICY), {
      isReadonly: true,
    });
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      await expectCode(document, "unknown-action", "there");
    } finally {
      registration.dispose();
    }
  });
});

function oneFile(text: string): vscode.FileSystemProvider {
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const bytes = new TextEncoder().encode(text);
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readFile: () => bytes,
    readDirectory: () => [],
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

async function expectCode(document: vscode.TextDocument, code: string, state: "there" | "gone"): Promise<void> {
  await eventually(
    `${code} is ${state} in ${document.uri.path}`,
    () => underlined(document).map(([, found]) => found),
    (found) => found.includes(code) === (state === "there"),
  );
}
