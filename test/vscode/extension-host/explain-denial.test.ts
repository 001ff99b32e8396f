import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { DENIED_BY_NOBODY, DENIED_BY_SCP, DENIED_TO_BOB, explain, panelTab } from "./support/explanation.ts";
import { fileUri } from "./support/workspace.ts";

suite("Explain AccessDenied", () => {
  test("answers with the layer, the path and the statement that denies, and shows the panel", async () => {
    const explained = await explain(DENIED_BY_SCP);
    assert.equal(explained.verdict, "explained");
    assert.match(explained.summary, /KeepAuditLogs/);
    const [denial] = explained.denials;
    assert.deepEqual(
      denial?.path.steps.filter(({ state }) => state === "blocked").map(({ label }) => label),
      ["SCP"],
    );
    assert.match(denial.culprits[0]?.label ?? "", /^scp\/protect-audit\.json:\d+$/);
    await eventually(
      "the panel",
      () => panelTab()?.label,
      (label) => label === "AccessDenied-s3-DeleteObject",
    );
  });

  test("opens the statement that denies, with the cursor on it", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await explain(DENIED_BY_SCP);
    const editor = vscode.window.visibleTextEditors.find(({ document }) =>
      document.uri.path.endsWith("/protect-audit.json"),
    );
    assert.ok(editor, "the file with the statement is open");
    assert.match(editor.document.getText(editor.selection), /^\{\s*"Sid": "KeepAuditLogs"[^]*\}$/);
    assert.deepEqual(editor.selection.active, editor.selection.start);
  });

  test("explains each denial of a text", async () => {
    const explained = await explain(`${DENIED_BY_SCP}\n${DENIED_BY_NOBODY}`);
    assert.equal(explained.denials.length, 2);
    assert.notDeepEqual(explained.denials[1]?.nearMisses, []);
  });

  test("explained again, a panel that was closed is there again", async () => {
    await explain(DENIED_BY_SCP);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    assert.equal(panelTab(), undefined);
    await vscode.commands.executeCommand("iamVerdict.explainAgain");
    await eventually(
      "the panel",
      () => panelTab()?.label,
      (label) => label === "AccessDenied-s3-DeleteObject",
    );
  });

  test("a text that is no denial gets an answer that says so", async () => {
    const explained = await explain("ExpiredToken: The security token included in the request is expired");
    assert.equal(explained.verdict, "not-a-denial");
    assert.match(explained.summary, /expired/i);
  });

  test("a step that asks for a line of the workspace file leads to its place there", async () => {
    const policy = await vscode.workspace.fs.readFile(fileUri("identity/reports-reader.json"));
    for (const name of ["a", "b", "c"]) await vscode.workspace.fs.writeFile(fileUri(`loose/${name}.json`), policy);
    try {
      const step = await eventually(
        "a step with a place in the workspace file",
        async () => {
          const [denial] = (await explain(DENIED_TO_BOB)).denials;
          return denial?.next.findIndex(({ workspaceFile }) => workspaceFile !== undefined) ?? -1;
        },
        (found) => found >= 0,
      );
      await vscode.commands.executeCommand("iamVerdict.startWorkspaceFile", { denial: 0, step });
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), fileUri("iam-verdict.json").toString());
      assert.match(editor.document.getText(editor.selection), /^\{ "files": "scp\/\*\.json"/);
    } finally {
      await vscode.workspace.fs.delete(fileUri("loose"), { recursive: true });
    }
  });

  test("is copied as Markdown", async () => {
    await explain(DENIED_BY_SCP);
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("iamVerdict.copyExplanationAsMarkdown");
    const markdown = await vscode.env.clipboard.readText();
    assert.match(markdown, /^# Denied by a service control policy/);
    assert.match(markdown, /\[`scp\/protect-audit\.json:\d+`\]\(scp\/protect-audit\.json#L\d+\)/);
  });

  test("a hostile message stays text in Markdown too", async () => {
    await explain(DENIED_BY_NOBODY.replace("september", "<img src=x onerror=alert(1)>[x](command:x)"));
    await vscode.commands.executeCommand("iamVerdict.copyExplanationAsMarkdown");
    const markdown = await vscode.env.clipboard.readText();
    const outsideCode = markdown.replace(/```[^]*?```/g, "").replace(/`[^`]*`/g, "");
    assert.match(markdown, /<img src=x onerror=alert\(1\)>/);
    assert.doesNotMatch(outsideCode, /<img|\(command:/);
  });
});

suite("an explanation as text", () => {
  test("is a document that nobody can change, with a link to the statement", async () => {
    await explain(DENIED_BY_SCP);
    const document = await showAsText();
    assert.match(document.uri.path, /\.txt$/);
    const before = document.getText();
    assert.match(before, /service control policy[^]*protect-audit\.json/);
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal(document.getText(), before);
    const target = (await linksOf(document)).find(({ path }) => path.endsWith("/scp/protect-audit.json"));
    assert.ok(target, "no link to the service control policy");
    assert.match(await textAt(target), /^\s*\{?\s*"Sid": "KeepAuditLogs"/);
  });

  test("the words of a pasted message do not become links", async () => {
    await explain(`${DENIED_BY_SCP} [click](command:workbench.action.closeWindow)`);
    assert.ok((await linksOf(await showAsText())).every(({ scheme }) => scheme === "file"));
  });
});

async function showAsText(): Promise<vscode.TextDocument> {
  const uri = await vscode.commands.executeCommand<string>("iamVerdict.showExplanationAsText");
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.toString(), uri, "the text is in front");
  return document;
}

/** Our own links: those that a Markdown extension finds in the text are not ours to judge. */
async function linksOf(document: vscode.TextDocument): Promise<vscode.Uri[]> {
  const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri);
  return links.flatMap(({ target }) => (target === undefined ? [] : [target]));
}

/** The text from the place that a link leads to (`#L12,3`, counted from 1). */
async function textAt(target: vscode.Uri): Promise<string> {
  const place = /^L(\d+)(?:,(\d+))?/.exec(target.fragment);
  assert.ok(place, `no line in ${target.toString()}`);
  const document = await vscode.workspace.openTextDocument(target.with({ fragment: "" }));
  const start = new vscode.Position(Number(place[1]) - 1, Number(place[2] ?? 1) - 1);
  return document.getText(new vscode.Range(start, document.lineAt(document.lineCount - 1).range.end));
}
