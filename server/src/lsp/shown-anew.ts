/** Asks the client to show lenses, hints and colours anew: settings changed, or another file. It may refuse, or never answer. */
import { CodeLensRefreshRequest, type Connection } from "vscode-languageserver";
import { type ClientFacts } from "./lsp-server.ts";
import { type Log, oneLineOf } from "./run-safe.ts";

export interface ShownAnew {
  lenses(): void;
  tokens(): void;
}

/** What the client does not do is logged once for each of them: it is asked with every change. */
export function createShownAnew(connection: Connection, client: Pick<ClientFacts, "refreshes">, log: Log): ShownAnew {
  const said = new Set<string>();
  const ask = (what: string, asked: () => Promise<unknown>): void => {
    // On a connection that is closed, asking itself throws.
    Promise.resolve()
      .then(asked)
      .catch((error: unknown) => {
        if (said.has(what)) return;
        said.add(what);
        log.warn(
          `The client does not show ${what} anew: ${oneLineOf(error)}. What it shows may be old until the next edit.`,
        );
      });
  };
  return {
    lenses() {
      if (client.refreshes.lenses) ask("lenses", () => connection.sendRequest(CodeLensRefreshRequest.method));
      if (client.refreshes.hints) ask("hints", () => connection.languages.inlayHint.refresh());
    },
    tokens() {
      if (client.refreshes.tokens) ask("colours", () => connection.languages.semanticTokens.refresh());
    },
  };
}
