/** What can be written at the cursor. What documents an item is asked for one item at a time. */
import { CompletionTriggerKind } from "vscode-languageserver";
import { COMPLETION_TRIGGERS } from "../../hosts/index.ts";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { runSafe } from "../run-safe.ts";
import { completionKindOf, toLspCompletion } from "../to-lsp-completion.ts";

export const completion: LspFeature = {
  capabilities: { completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true } },
  register(server) {
    const { connection, services, client, log } = server;
    connection.onCompletion(({ textDocument, position, context }, token) =>
      answerFromVersion(
        server,
        "completion",
        textDocument.uri,
        token,
        async ({ service, version: { text }, document, question }) => {
          const afterSign = context?.triggerKind === CompletionTriggerKind.TriggerCharacter;
          const at = { offset: text.offsetAt(position), afterSign };
          if (service.meansManagedPolicy(document, at.offset)) await services.withManagedPolicies();
          const result = service.complete(document, at, question.workspace);
          return result === undefined ? null : toLspCompletion(text, result, client);
        },
      ),
    );
    connection.onCompletionResolve((item, token) =>
      runSafe("completion details", item, token, log, async () => {
        const kind = completionKindOf(item);
        if (kind === "managed-policy") await services.withManagedPolicies();
        const words =
          kind === undefined ? undefined : (await services.describing()).describeCompletion(kind, item.label);
        return words === undefined ? item : { ...item, documentation: { kind: "markdown", value: words } };
      }),
    );
  },
};
