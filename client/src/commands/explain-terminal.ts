/** "IAM Verdict: Explain AccessDenied in Terminal Selection": what is selected in the terminal in front, explained. */
import { commands, type Disposable, env, l10n, window } from "vscode";
import { type Clipboard, copiedBy } from "../copied-text.ts";
import { EXPLAIN_DENIAL_COMMAND, type ExplainDenialArguments } from "./explain-denial.ts";

export const EXPLAIN_TERMINAL_COMMAND = "iamVerdict.explainTerminalSelection";

/** VS Code gives extensions no other way to a terminal's selection, whose wrapped lines it joins again. */
const COPY_SELECTION = "workbench.action.terminal.copySelection";

/** The menu passes the terminal that it was opened in; it is the one in front. */
export function registerExplainTerminal(clipboard: Clipboard = env.clipboard): Disposable {
  return commands.registerCommand(EXPLAIN_TERMINAL_COMMAND, async () => {
    const text = await copiedBy(() => commands.executeCommand(COPY_SELECTION), clipboard);
    if (text.trim() === "") {
      void window.showInformationMessage(
        l10n.t(
          "Nothing is selected in the terminal. Select the whole AccessDenied message, then run the command again.",
        ),
      );
      return undefined;
    }
    return commands.executeCommand(EXPLAIN_DENIAL_COMMAND, { text } satisfies ExplainDenialArguments);
  });
}
