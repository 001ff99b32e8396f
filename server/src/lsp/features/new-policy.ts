/** What a new policy can begin with. */
import { type CancellationToken } from "vscode-languageserver";
import { type LspFeature } from "../lsp-server.ts";
import { NEW_POLICIES, type NewPolicyKindView } from "../protocol.ts";
import { runOrRefuse } from "../run-safe.ts";
import { snippetOf } from "../snippet.ts";

export const newPolicy: LspFeature = {
  capabilities: {},
  register({ connection, services, log }) {
    connection.onRequest(NEW_POLICIES, (_params: unknown, token: CancellationToken) =>
      runOrRefuse("Looking for policies to begin with", token, log, async (): Promise<readonly NewPolicyKindView[]> => {
        const kinds = (await services.service()).newPolicies();
        return kinds.map(({ name, meaning, starts }) => ({
          name,
          meaning,
          starts: starts.map(({ label, detail, parts }) => ({ label, detail, snippet: snippetOf(parts) })),
        }));
      }),
    );
  },
};
