import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { EXTENSION_ID, fileUri, open } from "./support/workspace.ts";

suite("the extension", () => {
  test("is installed and wakes up when a policy is opened", async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, `${EXTENSION_ID} is not installed`);
    await open("identity/reports-reader.json");
    await eventually(
      "the extension is active",
      () => extension.isActive,
      (active) => active,
    );
  });

  test("offers its language and its command", async () => {
    assert.ok((await vscode.languages.getLanguages()).includes("iam-policy"));
    assert.ok((await vscode.commands.getCommands(true)).includes("iamVerdict.explainDenial"));
  });

  test("shows the workspace file that there is instead of starting another", async () => {
    const shown = await vscode.commands.executeCommand<string>("iamVerdict.startWorkspaceFile");
    assert.equal(shown, fileUri("iam-verdict.json").toString());
    assert.equal(vscode.window.activeTextEditor?.document.languageId, "jsonc");
  });
});
