import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { policyAllowing } from "./support/policies.ts";
import { fileUri } from "./support/workspace.ts";

const PATH = "identity/never-opened.json";

suite("a check of the workspace", () => {
  test("lists the problems of files that are not open, and keeps them true", async () => {
    await save(policyAllowing("s3:GetObjekt"));
    const checked = await vscode.commands.executeCommand<{ warnings: number; policies: number } | undefined>(
      "iamVerdict.checkWorkspace",
      "on-open",
    );
    assert.ok(checked && checked.policies >= 4 && checked.warnings >= 1, JSON.stringify(checked));
    await eventually("the wrong action is listed", codes, (found) => found.join() === "unknown-action");
    assert.ok(vscode.workspace.textDocuments.every(({ uri }) => uri.toString() !== fileUri(PATH).toString()));
    await save(policyAllowing("s3:GetObject"));
    await eventually("it is gone once the file is right", codes, (found) => found.length === 0);
    await save(policyAllowing("s3:GetObjekt"));
    await eventually("it is listed again", codes, (found) => found.length === 1);
    await vscode.workspace.fs.delete(fileUri(PATH));
    await eventually("it is gone with the file", codes, (found) => found.length === 0);
  });
});

async function save(text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileUri(PATH), new TextEncoder().encode(text));
}

function codes(): readonly string[] {
  return vscode.languages
    .getDiagnostics(fileUri(PATH))
    .filter(({ source }) => source === "IAM Verdict")
    .map(({ code }) => String(typeof code === "object" ? code.value : code));
}
