/** What is shown above statements and behind wildcards, once its setting is on, and what the lenses run. */
import assert from "node:assert/strict";
import { setup, suite, suiteTeardown, teardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { fileUri, rangeOf, write } from "./support/workspace.ts";

const PATH = "identity/with-lenses.json";
const POLICY = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sqs:GetQueue*", "sqs:SendMessage"], Resource: "*" }],
  },
  null,
  2,
);
const SETTINGS = ["lenses.grantedActions", "lenses.expandWildcards", "hints.wildcardCounts"];

suite("lenses and hints", () => {
  let document: vscode.TextDocument;
  setup(async () => {
    document = await write(PATH, POLICY);
  });
  teardown(() => turn(undefined));
  suiteTeardown(() => vscode.workspace.fs.delete(fileUri(PATH)));

  test("are off until their settings are on", async () => {
    await eventually(
      "the outline is there, so the server has read the document",
      () => vscode.commands.executeCommand<unknown[] | undefined>("vscode.executeDocumentSymbolProvider", document.uri),
      (found) => found !== undefined && found.length > 0,
    );
    assert.deepEqual(await lensTitles(document), []);
    await turn(true);
    const titles = await eventually(
      "the lenses are shown",
      () => lensTitles(document),
      (found) => found.length >= 2,
    );
    assert.ok(
      titles.some((title) => /^Allows \d+ actions: /.test(title)),
      titles.join(),
    );
    assert.ok(titles.includes("Expand wildcard"), titles.join());
    const hints = await eventually(
      "the count of the wildcard is shown",
      () =>
        vscode.commands.executeCommand<vscode.InlayHint[]>(
          "vscode.executeInlayHintProvider",
          document.uri,
          new vscode.Range(0, 0, document.lineCount, 0),
        ),
      (found) => found.length > 0,
    );
    assert.match(JSON.stringify(hints.map(({ label }) => label)), /\d/);
  });

  test("a request that the statement matches, and the actions of a wildcard, open beside nothing else", async () => {
    select(rangeOf(document, "sqs:GetQueue*"));
    const actions = await vscode.commands.executeCommand<string>("iamVerdict.listActions");
    assert.match(actions, /sqs:GetQueueUrl/);
    await vscode.window.showTextDocument(document);
    select(rangeOf(document, "sqs:SendMessage"));
    const request = await vscode.commands.executeCommand<string>("iamVerdict.showMatchingRequest");
    assert.match(request, /sqs:/);
  });
});

async function turn(value: true | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration("iamVerdict");
  for (const name of SETTINGS) await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}

async function lensTitles({ uri }: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
    "vscode.executeCodeLensProvider",
    uri,
    20,
  );
  return (lenses ?? []).flatMap(({ command }) => command?.title ?? []);
}

function select({ start }: vscode.Range): void {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor);
  editor.selection = new vscode.Selection(start.translate(0, 2), start.translate(0, 2));
}
