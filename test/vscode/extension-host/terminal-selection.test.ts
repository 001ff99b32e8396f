/** The kit has no shell, so the terminal shows what the test writes into it. */
import assert from "node:assert/strict";
import { suite, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";
import { DENIED_BY_SCP, explain, type Explained } from "./support/explanation.ts";
import { eventually } from "./support/eventually.ts";

suite("a selection in a terminal", () => {
  const terminals: vscode.Terminal[] = [];
  suiteTeardown(() => {
    for (const terminal of terminals) terminal.dispose();
  });

  /** As soon as it shows the text. */
  async function terminalWith(text: string): Promise<void> {
    const written = new vscode.EventEmitter<string>();
    await new Promise<void>((shown) => {
      const pty: vscode.Pseudoterminal = {
        onDidWrite: written.event,
        open() {
          written.fire(text);
          shown();
        },
        close: () => undefined,
      };
      const terminal = vscode.window.createTerminal({ name: "deploy", pty });
      terminals.push(terminal);
      terminal.show();
    });
  }

  function explainSelection(): Thenable<Explained | undefined> {
    return vscode.commands.executeCommand<Explained | undefined>("iamVerdict.explainTerminalSelection");
  }

  test("is explained whole, and the clipboard has what it had", async () => {
    await explain("ThrottlingException: Rate exceeded");
    await vscode.env.clipboard.writeText("a draft");
    await terminalWith(`$ aws s3 rm …\r\nfatal error: ${DENIED_BY_SCP}\r\n$ `);
    const explained = await eventually(
      "the explanation of what is selected",
      async () => {
        await vscode.commands.executeCommand("workbench.action.terminal.selectAll");
        return explainSelection();
      },
      (answer) => answer?.title === "AccessDenied-s3-DeleteObject",
    );
    assert.match(explained?.summary ?? "", /example-audit/);
    assert.equal(await vscode.env.clipboard.readText(), "a draft");
  });

  test("that is not there is not replaced by what lies in the clipboard", async () => {
    await vscode.env.clipboard.writeText(DENIED_BY_SCP);
    await vscode.commands.executeCommand("workbench.action.terminal.clearSelection");
    assert.equal(await explainSelection(), undefined);
    assert.equal(await vscode.env.clipboard.readText(), DENIED_BY_SCP);
  });
});
