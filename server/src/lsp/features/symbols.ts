/** The outline of a file: its policies and their statements. */
import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import { type PolicySymbol } from "../../service/index.ts";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { toLspRange } from "../to-lsp.ts";
import { type UnchangingText } from "../unchanging-text.ts";

const KINDS: Readonly<Record<PolicySymbol["symbol"], SymbolKind>> = {
  policy: SymbolKind.Package,
  statement: SymbolKind.Object,
};

export const symbols: LspFeature = {
  capabilities: { documentSymbolProvider: { label: "IAM Verdict" } },
  register(server) {
    server.connection.onDocumentSymbol(({ textDocument }, token) =>
      answerFromVersion(server, "symbols", textDocument.uri, token, ({ service, document, version }) =>
        service.symbols(document).map((symbol) => toLspSymbol(version.text, symbol)),
      ),
    );
  },
};

function toLspSymbol(
  text: UnchangingText,
  { symbol, name, detail, span, nameSpan, children }: PolicySymbol,
): DocumentSymbol {
  return {
    name,
    detail,
    kind: KINDS[symbol],
    range: toLspRange(text, span),
    selectionRange: toLspRange(text, nameSpan),
    children: children.map((child) => toLspSymbol(text, child)),
  };
}
