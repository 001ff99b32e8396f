/** Policies in Terraform and in a template, as VS Code shows them without any other extension. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { explain, plain } from "./support/explanation.ts";
import { fileUri, rangeOf, underlined, write } from "./support/workspace.ts";

const TERRAFORM = `resource "aws_iam_policy" "reader" {
  name = "reader"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObjekt", "s3:ListBucket"]
      Resource = "*"
      Condition = { StringEquals = { "aws:RequestedRegion" = "eu-west-1" } }
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
            Condition:
              StringEquals:
                aws:RequestedRegion: eu-west-1
`;

const TERRAFORM_ROLE = `data "aws_iam_policy_document" "packer" {
  statement {
    sid       = "Boxes"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::example-boxes/*"]
  }
}

resource "aws_iam_role" "packer" {
  name = "packer"
}

resource "aws_iam_role_policy" "packer" {
  role   = aws_iam_role.packer.id
  policy = data.aws_iam_policy_document.packer.json
}
`;

const TEMPLATE_ROLE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Picker:
    Type: AWS::IAM::Role
    Properties:
      RoleName: picker
      Policies:
        - PolicyName: boxes
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Boxes
                Effect: Allow
                Action:
                  - s3:GetObject
                Resource: arn:aws:s3:::example-boxes/*
`;

function deniedTo(role: string): string {
  return (
    `User: arn:aws:sts::111122223333:assumed-role/${role}/nightly is not authorized to perform: s3:PutObject ` +
    'on resource: "arn:aws:s3:::example-boxes/1" because no identity-based policy allows the s3:PutObject action'
  );
}

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
      const fix = actions.find(({ title, edit }) => title.includes("GetObject") && edit !== undefined);
      assert.ok(fix?.edit, actions.map(({ title }) => title).join());
      assert.match(await hoverOn(document, "ListBucket"), /s3:ListBucket/);
      assert.match(await hoverOn(document, "Condition"), /aws:RequestedRegion/);
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        rangeOf(document, "s3:ListBu").end,
      );
      const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
      assert.ok(labels.includes("s3:ListBucketVersions"), labels.slice(0, 20).join());
      await vscode.workspace.applyEdit(fix.edit);
      assert.equal(document.getText(), text.replace("GetObjekt", "GetObject"));
      await expectCode(document, "unknown-action", "gone");
    });
  }

  const roles = [
    ["Terraform", "infra/packer.tf", TERRAFORM_ROLE, "packer"],
    ["a template in YAML", "infra/picker.yaml", TEMPLATE_ROLE, "picker"],
  ] as const;
  for (const [what, path, text, role] of roles) {
    test(`a denial leads to the statement in ${what}, where its fix is written`, async () => {
      const document = await write(path, text);
      const { denials, verdict } = await explain(deniedTo(role));
      assert.equal(verdict, "explained");
      const [denial] = denials;
      assert.match(denial?.nearMisses[0]?.label ?? "", new RegExp(`^${path}:\\d+$`));
      const fix =
        denial?.fixes.findIndex(({ title }) => plain(title).startsWith("Add s3:PutObject to the actions")) ?? -1;
      assert.ok(fix >= 0, denial?.fixes.map(({ title }) => plain(title)).join("; "));
      assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", { denial: 0, fix }), "applied");
      const lines = (one: string): readonly string[] => one.split("\n");
      const added = lines(document.getText()).filter((line) => !lines(text).includes(line));
      assert.deepEqual(
        added.map((line) => line.includes("s3:PutObject")),
        [true],
      );
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

async function hoverOn(document: vscode.TextDocument, text: string): Promise<string> {
  const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    rangeOf(document, text).start.translate(0, 2),
  );
  return (hover?.contents[0] as vscode.MarkdownString).value;
}

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
