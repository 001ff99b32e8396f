/** Folding by brackets, in our own language alone: everywhere else the editor, or whoever reads the file, folds already. */
import { type FoldingRange } from "vscode-languageserver";
import { OWN_LANGUAGES } from "../../hosts/index.ts";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { toLspRange } from "../to-lsp.ts";

export const folding: LspFeature = {
  capabilities: { foldingRangeProvider: { documentSelector: OWN_LANGUAGES.map((language) => ({ language })) } },
  register(server) {
    server.connection.onFoldingRanges(({ textDocument }, token) =>
      answerFromVersion(server, "folding", textDocument.uri, token, ({ service, document, version }) => {
        if (!OWN_LANGUAGES.includes(version.languageId)) return null;
        return service.folds(document).flatMap((span): FoldingRange[] => {
          const { start, end } = toLspRange(version.text, span);
          // The line of the closing bracket stays in view.
          const lastLine = end.line - 1;
          return lastLine > start.line ? [{ startLine: start.line, endLine: lastLine }] : [];
        });
      }),
    );
  },
};
