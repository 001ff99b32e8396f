import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { policyAllowing } from "./support/policies.ts";
import { expectUnderlined, rangeOf, write } from "./support/workspace.ts";

suite("quick fixes", () => {
  test("a mistyped action offers the nearest real one, and taking it clears the finding", async () => {
    const document = await write("identity/quick-fix.json", policyAllowing("s3:GetObjekt"));
    await expectUnderlined(document, [["GetObjekt", "unknown-action"]]);
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      rangeOf(document, "s3:GetObjekt"),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = fixes.find(({ title, edit }) => title.includes("GetObject") && edit !== undefined);
    assert.ok(fix?.edit, `offered: ${fixes.map(({ title }) => title).join("; ")}`);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /"Action": "s3:GetObject"/);
    await expectUnderlined(document, []);
  });
});
