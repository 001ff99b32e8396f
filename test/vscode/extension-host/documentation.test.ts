import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { policyAllowing } from "./support/policies.ts";
import { expectUnderlined, findings, write } from "./support/workspace.ts";

suite("the documentation", () => {
  test("the code of a finding leads to its page, rendered", async () => {
    const document = await write("identity/misspelt.json", policyAllowing("s3:GetObjekt"));
    await expectUnderlined(document, [["GetObjekt", "unknown-action"]]);
    const code = findings(document)[0]?.code;
    assert.ok(typeof code === "object");
    await vscode.commands.executeCommand("vscode.open", code.target);
    await showsRendered("/checks/unknown-action.md");
  });

  test("its first page opens by the command", async () => {
    await vscode.commands.executeCommand("iamVerdict.showDocumentation");
    await showsRendered("/README.md");
  });

  test("nothing beside its pages can be read there", async () => {
    for (const path of ["/../package.json", "/checks/../../package.json", "/images/icon.svg", "/nothing.md"]) {
      await assert.rejects(
        Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.from({ scheme: "iam-verdict-docs", path }))),
        path,
      );
    }
  });
});

async function showsRendered(path: string): Promise<void> {
  await eventually(
    `${path} is shown as Markdown`,
    () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? `${input.viewType} ${input.uri.path}` : String(input);
    },
    (shown) => shown === `vscode.markdown.preview.editor ${path}`,
  );
}
