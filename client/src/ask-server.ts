/** Asks the server to explain a denial, with the progress in view. */
import { l10n, ProgressLocation, window } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { EXPLAIN_DENIAL, type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";
import { type AskServer } from "./current-explanation.ts";

/** A first answer may have to read every file, so it can be cancelled; later ones are quick and stay in the background. */
export function askServerThrough(client: BaseLanguageClient): AskServer {
  return async (params, first) => {
    const location = first ? ProgressLocation.Notification : ProgressLocation.Window;
    try {
      return await window.withProgress(
        { location, title: l10n.t("Reading the policies of this workspace…"), cancellable: true },
        (_progress, token) => client.sendRequest<ExplainDenialResult>(EXPLAIN_DENIAL, params, token),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t("The message could not be explained: {0}", reason));
      return undefined;
    }
  };
}
