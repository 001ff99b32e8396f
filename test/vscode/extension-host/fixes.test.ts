import assert from "node:assert/strict";
import { suite, suiteSetup, teardown, test } from "mocha";
import * as vscode from "vscode";
import { DENIED_TO_WRITER, explain, type Explained, plain } from "./support/explanation.ts";
import { eventually } from "./support/eventually.ts";
import { fileUri, open, replace, write } from "./support/workspace.ts";

/** Of a role of its own, so that files which other tests write change nothing here. */
const POLICY = "roles/ledger-writer/policy.json";

suite("fixes of an explanation", () => {
  let original: string;

  suiteSetup(async () => {
    original = (await open(POLICY)).getText();
  });
  teardown(async () => {
    const document = await open(POLICY);
    if (document.isDirty) await vscode.commands.executeCommand("workbench.action.files.revert");
    assert.equal(document.getText(), original);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  test("a preview compares the file with its edited text, and changes nothing", async () => {
    const place = addStatementFix(await explain(DENIED_TO_WRITER));
    assert.equal(await vscode.commands.executeCommand("iamVerdict.previewFix", place), "previewed");
    const { original: left, modified } = await previewOnScreen();
    assert.equal(left.toString(), fileUri(POLICY).toString());
    const edited = await vscode.workspace.openTextDocument(modified);
    assert.match(edited.getText(), /"Action": "s3:PutObject"/);
    assert.equal(edited.languageId, "json");
    assert.equal((await open(POLICY)).getText(), original);
  });

  test("applying it turns the explanation, and one undo restores the text", async () => {
    const place = addStatementFix(await explain(DENIED_TO_WRITER));
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", place), "applied");
    const document = await open(POLICY);
    assert.match(document.getText(), /"Action": "s3:PutObject"/);
    assert.ok(document.isDirty, "unsaved text counts");
    const after = await again();
    assert.equal(after.verdict, "workspace-allows");
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), original);
    assert.equal((await again()).verdict, "explained");
  });

  test("the preview's own button applies the fix and closes the preview", async () => {
    const place = addStatementFix(await explain(DENIED_TO_WRITER));
    await vscode.commands.executeCommand("iamVerdict.previewFix", place);
    const { modified } = await previewOnScreen();
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", modified), "applied");
    assert.equal(previews().length, 0);
    assert.equal((await again()).verdict, "workspace-allows");
  });

  test("a file that changed since is not edited: it is explained anew", async () => {
    const place = addStatementFix(await explain(DENIED_TO_WRITER));
    const document = await open(POLICY);
    await replace(document, '"ReadLedger"', '"SeeLedger"');
    const changed = document.getText();
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", place), "files-changed");
    assert.equal(document.getText(), changed);
    // What was explained anew may be used.
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", place), "applied");
    assert.match(document.getText(), /"SeeLedger"[^]*"s3:PutObject"/);
    await vscode.commands.executeCommand("undo");
    await vscode.commands.executeCommand("undo");
  });

  test("keeps tabs and line ends as they are", async () => {
    const path = "roles/tab-writer/policy.json";
    const text = original.replaceAll("  ", "\t").replaceAll("\n", "\r\n");
    const document = await write(path, text);
    assert.equal(document.getText(), text);
    const place = addStatementFix(await explain(DENIED_TO_WRITER.replace("ledger-writer", "tab-writer")));
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", place), "applied");
    const lines = document.getText().split("\r\n");
    assert.ok(lines.includes('\t\t\t"Action": "s3:PutObject",'), document.getText());
    assert.ok(
      lines.every((line) => /^\t*[^\s]|^$/.test(line) && !line.includes("\n")),
      document.getText(),
    );
    await open(path);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), text);
  });

  test("what a policy is attached to is written into the workspace file, and the denial explained by it", async () => {
    const config = await open("iam-verdict.json");
    const before = config.getText();
    await write("loose/policy.json", original.replaceAll("example-ledger", "example-loose"));
    const message = DENIED_TO_WRITER.replace("ledger-writer", "loose-writer").replaceAll(
      "example-ledger",
      "example-loose",
    );
    const { denials } = await explain(message);
    const fix = denials[0]?.fixes.findIndex(({ isOfPolicy, edits }) => !isOfPolicy && edits.length > 0) ?? -1;
    assert.match(
      plain(denials[0]?.fixes[fix]?.title),
      /^Say that loose\/policy\.json is attached to role\/loose-writer/,
    );
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", { denial: 0, fix }), "applied");
    assert.match(config.getText(), /"files": "loose\/policy\.json"/);
    assert.equal((await again()).verdict, "explained");
    await open("iam-verdict.json");
    await vscode.commands.executeCommand("undo");
    assert.equal(config.getText(), before);
    await vscode.workspace.fs.delete(fileUri("loose"), { recursive: true });
  });

  test("what is not offered is not done", async () => {
    await explain(DENIED_TO_WRITER);
    assert.equal(await vscode.commands.executeCommand("iamVerdict.applyFix", { denial: 7, fix: 0 }), "not-offered");
  });
});

interface Again {
  readonly verdict: string;
}

async function again(): Promise<Again> {
  const answer = await vscode.commands.executeCommand<Again | undefined>("iamVerdict.explainAgain");
  assert.ok(answer, "the command answers");
  return answer;
}

function addStatementFix({ denials }: Explained): { readonly denial: number; readonly fix: number } {
  const fix = denials[0]?.fixes.findIndex(({ title }) => plain(title).startsWith("Add a statement")) ?? -1;
  const titles = denials[0]?.fixes.map(({ title }) => plain(title)) ?? [];
  assert.ok(fix >= 0, `the fix is offered among: ${titles.join("; ")}`);
  return { denial: 0, fix };
}

function previews(): vscode.TabInputTextDiff[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputTextDiff ? [input] : []));
}

async function previewOnScreen(): Promise<vscode.TabInputTextDiff> {
  const [preview] = await eventually("the preview", previews, (found) => found.length === 1);
  assert.ok(preview);
  return preview;
}
