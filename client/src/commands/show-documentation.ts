/** "IAM Verdict: Show Documentation": its first page, or the one that is asked for. */
import { commands, type Disposable } from "vscode";
import { pageUri } from "../documentation.ts";

export const SHOW_DOCUMENTATION_COMMAND = "iamVerdict.showDocumentation";

/** `page` is what key bindings and other extensions may pass, such as `checks/unknown-action`. */
export function registerShowDocumentation(): Disposable {
  return commands.registerCommand(SHOW_DOCUMENTATION_COMMAND, async (page?: unknown) => {
    await commands.executeCommand("vscode.open", pageUri(typeof page === "string" ? page : "README"));
  });
}
