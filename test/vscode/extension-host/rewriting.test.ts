/** A policy in another form: refactorings, copies, and what an operation needs. */
import assert from "node:assert/strict";
import { setup, suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { fileUri, rangeOf, write } from "./support/workspace.ts";

/** Each test has a file of its own: VS Code reads one that is open again when it likes to. */
const FOLDER = "identity/rewritten";
const POLICY = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject"],
        Resource: "arn:aws:s3:::example-reports/*",
      },
    ],
  },
  null,
  2,
);

suite("rewriting", () => {
  let document: vscode.TextDocument;
  let files = 0;
  setup(async () => {
    document = await write(`${FOLDER}/${++files}.json`, POLICY);
    const editor = vscode.window.activeTextEditor;
    const { start } = rangeOf(document, "s3:PutObject");
    if (editor !== undefined) editor.selection = new vscode.Selection(start, start);
  });
  suiteTeardown(() => vscode.workspace.fs.delete(fileUri(FOLDER), { recursive: true }));

  test("a refactoring is offered where the cursor is, and made", async () => {
    const range = rangeOf(document, "s3:PutObject");
    const offered = await eventually(
      "sorting is offered",
      () => refactoringsAt(document, range),
      (found) => found.some(({ title }) => title.startsWith("Sort ")),
    );
    const sort = offered.find(({ title }) => title.startsWith("Sort "));
    assert.ok(sort?.edit, "the edit is there once it is asked for");
    assert.ok(await vscode.workspace.applyEdit(sort.edit));
    assert.match(document.getText(), /"s3:GetObject",\s*"s3:PutObject"/);
    await document.save();
  });

  test("Copy Policy As puts the other form on the clipboard", async () => {
    const copied = await vscode.commands.executeCommand<string>("iamVerdict.copyPolicyAs", { form: "terraform" });
    assert.match(copied, /data "aws_iam_policy_document"/);
    assert.equal(await vscode.env.clipboard.readText(), copied);
    const statement = await vscode.commands.executeCommand<string>("iamVerdict.copyPolicyAs", {
      form: "cdk-python",
      part: "statement",
    });
    assert.match(statement, /PolicyStatement\(/);
  });

  test("Copy Policy As answers where no policy can be, and does not wait", async () => {
    const plain = await vscode.workspace.openTextDocument({ language: "plaintext", content: POLICY });
    await vscode.window.showTextDocument(plain);
    assert.equal(await vscode.commands.executeCommand("iamVerdict.copyPolicyAs", { form: "terraform" }), undefined);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.equal(await vscode.commands.executeCommand("iamVerdict.copyPolicyAs", { form: "terraform" }), undefined);
    assert.equal(await vscode.commands.executeCommand("iamVerdict.showMatchingRequest"), undefined);
  });

  test("what a command needs is written behind the statement at the cursor", async () => {
    const said = await vscode.commands.executeCommand<string>("iamVerdict.neededPermissions", {
      question: "aws s3 rm s3://example-reports/old.csv",
    });
    assert.match(said, /s3:DeleteObject/);
    assert.match(document.getText(), /"s3:DeleteObject"[^]*arn:aws:s3:::example-reports\/old\.csv/);
    await document.save();
  });

  test("a policy that can be shorter is, and says so", async () => {
    const long = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::example-reports/*" };
    document = await write(
      `${FOLDER}/long.json`,
      JSON.stringify({ Version: "2012-10-17", Statement: [long, long] }, null, 2),
    );
    const said = await vscode.commands.executeCommand<string>("iamVerdict.shrinkPolicy");
    assert.match(said, /\d/);
    assert.equal(
      (JSON.parse(document.getText()) as { Statement: unknown[] | object }).Statement instanceof Array,
      true,
    );
    assert.equal(document.getText().match(/GetObject/g)?.length, 1);
    await document.save();
  });
});

function refactoringsAt({ uri }: vscode.TextDocument, range: vscode.Range): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    vscode.CodeActionKind.Refactor.value,
    20,
  );
}
