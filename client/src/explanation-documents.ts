/** The results of "Explain AccessDenied" as read-only documents whose links lead to the statements. */
import {
  Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  workspace,
} from "vscode";
import { type ExplainDenialResult } from "../../server/src/lsp/protocol.ts";

export const EXPLANATION_SCHEME = "iam-verdict";

/** The last explanations stay readable; older ones are forgotten. */
const KEPT = 20;

export interface ExplanationDocuments {
  /** To be disposed of with the extension. */
  readonly registrations: Disposable;
  /** Keeps the result and returns the address of its document. */
  add(result: ExplainDenialResult): Uri;
}

export function createExplanationDocuments(): ExplanationDocuments {
  const results = new Map<string, ExplainDenialResult>();
  const changed = new EventEmitter<Uri>();
  let count = 0;

  const content: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      results.get(uri.toString())?.markdown ?? "This explanation is no longer kept. Run the command again.\n",
  };
  const links: DocumentLinkProvider = {
    provideDocumentLinks: (document) => linksOf(document, results.get(document.uri.toString())),
  };
  const registrations = Disposable.from(
    changed,
    workspace.registerTextDocumentContentProvider(EXPLANATION_SCHEME, content),
    languages.registerDocumentLinkProvider({ scheme: EXPLANATION_SCHEME }, links),
  );
  return {
    registrations,
    add(result) {
      const uri = Uri.from({ scheme: EXPLANATION_SCHEME, path: `/${++count}/${result.title}.md` });
      results.set(uri.toString(), result);
      const oldest = results.keys().next();
      if (results.size > KEPT && oldest.done !== true) results.delete(oldest.value);
      return uri;
    },
  };
}

/**
 * Only targets that the server itself gave become links, so no text of the pasted message can.
 * The message is escaped in the Markdown, but a document's links are found in its plain text.
 */
function linksOf(document: TextDocument, result: ExplainDenialResult | undefined): DocumentLink[] {
  if (result === undefined) return [];
  const text = document.getText();
  const found: DocumentLink[] = [];
  for (const { uri, range, target } of new Map(result.links.map((link) => [link.target, link])).values()) {
    const written = `](${target})`;
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length)) {
      const label = text.lastIndexOf("[", at);
      const span = new Range(document.positionAt(label + 1), document.positionAt(at));
      const fragment = `L${range.start.line + 1},${range.start.character + 1}`;
      found.push(new DocumentLink(span, Uri.parse(uri).with({ fragment })));
    }
  }
  return found;
}
