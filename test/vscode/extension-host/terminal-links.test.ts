/** The kit has no shell, so the provider is asked as a terminal would ask it: line by line. */
import assert from "node:assert/strict";
import { suite, test } from "mocha";
import * as vscode from "vscode";
import { createTerminalLinks, type DenialLink } from "../../../client/src/terminal-links.ts";
import { DENIED_BY_SCP, explain, panelTab } from "./support/explanation.ts";
import { eventually } from "./support/eventually.ts";

suite("links in a terminal", () => {
  const provider = createTerminalLinks("iamVerdict.explainDenial");

  async function linksIn(line: string): Promise<readonly DenialLink[]> {
    // The terminal itself is not asked anything.
    const context = { line, terminal: {} as vscode.Terminal };
    return (await provider.provideTerminalLinks(context, new vscode.CancellationTokenSource().token)) ?? [];
  }

  test("underlines what tells of a denial, and nothing else", async () => {
    const line = `$ aws s3 rm …: ${DENIED_BY_SCP}`;
    const [link] = await linksIn(line);
    assert.ok(link);
    assert.equal(line.slice(link.startIndex, link.startIndex + link.length), "is not authorized to perform");
    assert.deepEqual(await linksIn("Permission denied (publickey)."), []);
  });

  test("opens the explanation of its line", async () => {
    await explain("ThrottlingException: Rate exceeded");
    await eventually(
      "the answer that it is none",
      () => panelTab()?.label,
      (label) => label === "AccessDenied",
    );
    const [link] = await linksIn(`Error: ${DENIED_BY_SCP}`);
    assert.ok(link);
    await provider.handleTerminalLink(link);
    await eventually(
      "the explanation",
      () => panelTab()?.label,
      (label) => label === "AccessDenied-s3-DeleteObject",
    );
  });
});
