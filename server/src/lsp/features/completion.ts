/** What can be written at the cursor. What documents an item is asked for one item at a time. */
import { COMPLETION_TRIGGERS } from "../../hosts/index.ts";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { runSafe } from "../run-safe.ts";
import { completionKindOf, toLspCompletion } from "../to-lsp-completion.ts";

export const completion: LspFeature = {
  capabilities: { completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS], resolveProvider: true } },
  register(server) {
    const { connection, services, client, log } = server;
    connection.onCompletion(({ textDocument, position }, token) =>
      answerFromVersion(
        server,
        "completion",
        textDocument.uri,
        token,
        ({ service, version: { text }, document, question }) => {
          const result = service.complete(document, text.offsetAt(position), question.workspace);
          return result === undefined ? null : toLspCompletion(text, result, client);
        },
      ),
    );
    connection.onCompletionResolve((item, token) =>
      runSafe("completion details", item, token, log, async () => {
        const kind = completionKindOf(item);
        const words =
          kind === undefined ? undefined : (await services.describing()).describeCompletion(kind, item.label);
        return words === undefined ? item : { ...item, documentation: { kind: "markdown", value: words } };
      }),
    );
  },
};
