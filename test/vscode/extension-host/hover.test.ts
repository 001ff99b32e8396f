import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "./support/eventually.ts";
import { open, rangeOf } from "./support/workspace.ts";

suite("hover", () => {
  test("a Condition is told in English, with its key, its values and what joins them", async () => {
    const text = await hoverOver("identity/reports-reader.json", "Condition");
    assert.match(text, /aws:SourceIp/);
    assert.match(text, /203\.0\.113\.0\/24[^]*\bor\b[^]*198\.51\.100\.0\/24/);
  });

  test("a condition operator and a condition key say what they do", async () => {
    assert.match(await hoverOver("identity/reports-reader.json", "IpAddress"), /203\.0\.113\.0\/24/);
    assert.match(await hoverOver("identity/reports-reader.json", "aws:SourceIp"), /aws:SourceIp/);
  });

  test("an action says what it allows", async () => {
    assert.match(await hoverOver("identity/reports-reader.json", "s3:GetObjectVersion"), /s3:GetObjectVersion/);
  });

  test("ordinary JSON has no hover of ours", async () => {
    const document = await open("app/settings.json");
    assert.equal(await hoverAt(document, rangeOf(document, "not:APolicy")), "");
  });
});

async function hoverOver(path: string, word: string): Promise<string> {
  const document = await open(path);
  // Before the server has started nobody answers, so the first question may have to be asked again.
  return eventually(
    `a hover over ${word}`,
    () => hoverAt(document, rangeOf(document, word)),
    (text) => text !== "",
  );
}

async function hoverAt(document: vscode.TextDocument, range: vscode.Range): Promise<string> {
  const middle = range.start.translate(0, 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    middle,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ""))
    .join("\n");
}
