import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { EXTENSION_ID, open } from "./support/workspace.ts";

const COMMAND = "iamVerdict.explainDenial";
const USER = "User: arn:aws:sts::111122223333:assumed-role/reports-reader/alice is not authorized to perform: ";

const DENIED_BY_SCP =
  USER +
  's3:DeleteObject on resource: "arn:aws:s3:::example-audit/2025/09/log.gz" with an explicit deny in a service control policy';

const DENIED_BY_NOBODY =
  USER +
  's3:PutObject on resource: "arn:aws:s3:::example-reports/september.csv" because no identity-based policy allows the s3:PutObject action';

suite("Explain AccessDenied", () => {
  test("names the layer and links to the statement that denies", async () => {
    const explanation = await explain(DENIED_BY_SCP);
    assert.match(explanation.getText(), /service control policy|SCP/);
    assert.match(explanation.getText(), /protect-audit\.json/);
    const target = (await linksOf(explanation)).find(({ path }) => path.endsWith("/scp/protect-audit.json"));
    assert.ok(target, "no link to the service control policy");
    assert.match(await textAt(target), /^\s*\{?\s*"Sid": "KeepAuditLogs"/);
  });

  test("shows the statements that come near when nothing allows the action", async () => {
    const explanation = await explain(DENIED_BY_NOBODY);
    assert.match(explanation.getText(), /✘/);
    const paths = (await linksOf(explanation)).map(({ path }) => path);
    assert.ok(
      paths.some((path) => path.endsWith("/identity/reports-reader.json")),
      paths.join("; "),
    );
  });

  test("the result is a text that nobody can change", async () => {
    const explanation = await explain(DENIED_BY_SCP);
    assert.match(explanation.uri.path, /\.txt$/);
    const before = explanation.getText();
    await vscode.commands.executeCommand("type", { text: "x" });
    assert.equal(explanation.getText(), before);
  });

  test("a text that is no denial gets an answer that says so", async () => {
    const explanation = await explain("ExpiredToken: The security token included in the request is expired");
    assert.match(explanation.getText(), /expired/i);
    assert.deepEqual(await linksOf(explanation), []);
  });

  test("the words of a pasted message do not become links", async () => {
    const explanation = await explain(`${DENIED_BY_SCP} [click](command:workbench.action.closeWindow)`);
    assert.ok((await linksOf(explanation)).every(({ scheme }) => scheme === "file"));
  });
});

/** Runs the command with a text, as a key binding could, and gives back the document that it opened. */
async function explain(text: string): Promise<vscode.TextDocument> {
  // A policy in an editor wakes the extension, as it would for a person.
  await open("identity/reports-reader.json");
  await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
  await vscode.commands.executeCommand(COMMAND, { text });
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, "iam-verdict", "the explanation is in front");
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
