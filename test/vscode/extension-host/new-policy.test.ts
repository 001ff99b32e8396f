import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { underlined } from "./support/workspace.ts";

suite("a new policy", () => {
  test("begins with a whole policy without a finding, and Tab goes on to the places to fill in", async () => {
    const uri = await vscode.commands.executeCommand<string>("iamVerdict.newPolicy", {
      start: "Bucket policy that requires TLS",
    });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri);
    const { document } = editor;
    assert.equal(document.isUntitled, true);
    assert.equal(document.languageId, "iam-policy");
    // Both places of the bucket's name are selected: what is typed is written at both.
    assert.deepEqual(
      editor.selections.map((selection) => document.getText(selection)),
      ["amzn-s3-demo-bucket", "amzn-s3-demo-bucket"],
    );
    await vscode.commands.executeCommand("type", { text: "reports" });
    assert.match(document.getText(), /"arn:aws:s3:::reports", "arn:aws:s3:::reports\/\*"/);
    assert.equal((JSON.parse(document.getText()) as { Version: string }).Version, "2012-10-17");
    assert.deepEqual(underlined(document), []);
  });

  test("is checked as it is typed", async () => {
    await vscode.commands.executeCommand("iamVerdict.newPolicy", { start: "Identity policy" });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { document } = editor;
    const at = document.positionAt(document.getText().indexOf("GetObject") + "GetObj".length);
    await editor.edit((edit) => {
      edit.insert(at, "k");
    });
    await eventually(
      "the wrong action is found in an untitled document",
      () => underlined(document),
      (found) => found.some(([, code]) => code === "unknown-action"),
    );
  });
});
