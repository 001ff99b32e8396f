/**
 * The server offers colours for any language, so that an extension that speaks of one comes before us: VS Code takes the
 * colours of one extension alone. Where no policy can be, it is not asked.
 */
import { languages, type TextDocument } from "vscode";
import { type SemanticTokensMiddleware } from "vscode-languageclient";
import { READ_DOCUMENTS } from "./policy-languages.ts";

export const COLOURS_OF_POLICIES: SemanticTokensMiddleware = {
  provideDocumentSemanticTokens: (document, token, next) => (mayHoldPolicies(document) ? next(document, token) : null),
  provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
    mayHoldPolicies(document) ? next(document, previous, token) : null,
  provideDocumentRangeSemanticTokens: (document, range, token, next) =>
    mayHoldPolicies(document) ? next(document, range, token) : null,
};

function mayHoldPolicies(document: TextDocument): boolean {
  return languages.match(READ_DOCUMENTS, document) > 0;
}
