/** What a part of a policy means, where the pointer rests. */
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { toLspRange } from "../to-lsp.ts";

export const hover: LspFeature = {
  capabilities: { hoverProvider: true },
  register(server) {
    server.connection.onHover(({ textDocument, position }, token) =>
      answerFromVersion(
        server,
        "hover",
        textDocument.uri,
        token,
        async ({ version: { text }, document }) => {
          const offset = text.offsetAt(position);
          const service = await server.services.describing();
          if (service.meansManagedPolicy(document, offset)) await server.services.withManagedPolicies();
          const found = service.hover(document, offset);
          if (found === undefined) return null;
          const range = toLspRange(text, found.span);
          const { listActionsCommand } = server.client;
          const link =
            found.hasActions === undefined || listActionsCommand === undefined
              ? ""
              : ` · [List them all](command:${listActionsCommand}?${encodeURIComponent(JSON.stringify([textDocument.uri, range]))})`;
          return { contents: { kind: "markdown", value: found.markdown + link }, range };
        },
        "answered",
      ),
    );
  },
};
