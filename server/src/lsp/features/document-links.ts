/** ARNs that lead to where what they name is written. The workspace is not read for them: what is known by now counts. */
import { type DocumentLink } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { uriOfPath } from "../paths.ts";
import { toLspRange } from "../to-lsp.ts";
import { unchangingText, type UnchangingText } from "../unchanging-text.ts";

export const documentLinks: LspFeature = {
  capabilities: { documentLinkProvider: {} },
  register(server) {
    const { connection, client } = server;
    connection.onDocumentLinks(({ textDocument }, token) =>
      answerFromVersion(server, "links", textDocument.uri, token, ({ service, document, question, version }) => {
        const { workspace } = question;
        if (workspace === undefined || document.policies.length === 0) return null;
        const texts = new Map<string, UnchangingText>();
        return service.links(document, workspace).flatMap(({ span, to }): DocumentLink[] => {
          const uri = uriOfPath(to.path, client.folders);
          const text = workspace.around.textOf(to.path);
          if (uri === undefined || text === undefined) return [];
          const target = texts.get(to.path) ?? unchangingText(uri, "", 0, text);
          texts.set(to.path, target);
          const { line, character } = target.positionAt(to.span.start);
          const range = toLspRange(version.text, span);
          return [{ range, target: `${uri}#L${line + 1},${character + 1}`, tooltip: `Go to ${to.path}:${line + 1}` }];
        });
      }),
    );
  },
};
