/** What is read of other files when one is checked. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { listAround } from "../../server/src/cli/files-around.ts";
import { runLint } from "../../server/src/cli/lint.ts";
import { openService } from "../../server/src/service/index.ts";
import { runCommand } from "../support/command.ts";
import { miniCatalog } from "../support/mini-catalog.ts";

const FILES: Readonly<Record<string, string>> = {
  "app.yaml": `Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Action: "s3:GetObject", Resource: !ImportValue logs}
`,
  "net/shared.yaml": `Resources: {B: {Type: "AWS::S3::Bucket", Properties: {BucketName: logs}}}
Outputs: {A: {Value: !GetAtt B.Arn, Export: {Name: logs}}}
`,
  "other/broken.json": `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow" "Action": "s3:GetObject"}]}`,
};

describe("one file that refers to others", () => {
  const folder = mkdtempSync(join(tmpdir(), "iam-verdict-"));
  after(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const service = openService({ catalog: miniCatalog, log: { error: (message) => assert.fail(message) } });

  test("is read with what it refers to, and nothing is said of the files beside it", async () => {
    const { stdout, stderr } = await runCommand(runLint, ["app.yaml"], { cwd: folder });
    assert.match(stdout, /8:\d+ +\w+ +.*resource/);
    assert.equal(stderr, "");
  });

  test("has their texts when it asks for them", async () => {
    const { workspace } = await listAround(folder, service, { notice: (line) => assert.fail(line) });
    assert.deepEqual(workspace.policies.policies, []);
    assert.deepEqual(workspace.around.filesIn("net/"), ["net/shared.yaml"]);
    assert.equal(workspace.around.textOf("net/shared.yaml"), FILES["net/shared.yaml"]);
    rmSync(join(folder, "net/shared.yaml"));
    assert.equal(workspace.around.textOf("net/shared.yaml"), "");
  });

  test("takes nothing from them where there are too many, and says so", async () => {
    const lines: string[] = [];
    const { workspace } = await listAround(folder, service, { notice: (line) => lines.push(line) }, 1);
    assert.deepEqual(workspace.around.everyFolder(), []);
    assert.match(lines.join(), /more than 1 below/);
  });
});

describe("one file of a module of Terraform", () => {
  const role = (argument: string): string => `resource "aws_iam_role" "r" {\n  ${argument}\n}\n`;
  const identity = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
  const rows: readonly (readonly [name: string, lint: string, files: Readonly<Record<string, string>>])[] = [
    [
      "in a folder below it has the kind that the module says",
      "policies/trust/app.json",
      {
        "policies/trust/app.json": identity,
        "main.tf": role('assume_role_policy = file("${path.module}/policies/trust/app.json")'),
      },
    ],
    [
      "beside it, too",
      "app.json",
      { "app.json": identity, "main.tf": role('assume_role_policy = file("${path.module}/app.json")') },
    ],
    [
      "is read with the module that it calls, up to the root of the repository",
      "examples/all/main.tf",
      {
        ".git/HEAD": "ref: refs/heads/main",
        "main.tf": 'variable "trust" {}\n' + role("assume_role_policy = var.trust"),
        "examples/all/main.tf": `module "app" {\n  source = "../../"\n  trust  = jsonencode(${identity})\n}\n`,
      },
    ],
  ];
  for (const [name, lint, files] of rows) {
    test(name, async () => {
      const folder = mkdtempSync(join(tmpdir(), "iam-verdict-"));
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      const { stdout } = await runCommand(runLint, [lint], { cwd: folder });
      rmSync(folder, { recursive: true });
      assert.match(stdout, /a role trust policy says who may assume the role/);
    });
  }
});
