/** Answers as read-only documents, such as those of "Explain AccessDenied", whose links lead to the statements. */
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

/** Has colours of its own, and long lines are wrapped. */
export const EXPLANATION_LANGUAGE = "iam-verdict-explanation";

/** The last explanations stay readable; older ones are forgotten. */
const KEPT = 20;

/** A text with headings that are underlined, and the places that it names. */
export type AnswerText = Pick<ExplainDenialResult, "title" | "text" | "links">;

export interface ExplanationDocuments {
  /** To be disposed of with the extension. */
  readonly registrations: Disposable;
  /** Keeps the result and returns the address of its document. */
  add(result: AnswerText): Uri;
}

export function createExplanationDocuments(): ExplanationDocuments {
  const results = new Map<string, AnswerText>();
  const changed = new EventEmitter<Uri>();
  let count = 0;

  const content: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) =>
      results.get(uri.toString())?.text ?? "This answer is no longer kept. Run the command again.\n",
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
      const uri = Uri.from({ scheme: EXPLANATION_SCHEME, path: `/${++count}/${result.title}.txt` });
      results.set(uri.toString(), result);
      const oldest = results.keys().next();
      if (results.size > KEPT && oldest.done !== true) results.delete(oldest.value);
      return uri;
    },
  };
}

/** Only what the server itself named is a link: a place in a file of the workspace, wherever its name stands. */
function linksOf(document: TextDocument, result: AnswerText | undefined): DocumentLink[] {
  const text = document.getText();
  const statements = new Map((result?.links ?? []).map((link) => [link.label, link]));
  const found: DocumentLink[] = [];
  for (const { uri, range, label } of statements.values()) {
    for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + label.length)) {
      // `guard.json:4` also begins `guard.json:41`.
      if (/^\d/.test(text.slice(at + label.length, at + label.length + 1))) continue;
      const span = new Range(document.positionAt(at), document.positionAt(at + label.length));
      const fragment = `L${range.start.line + 1},${range.start.character + 1}`;
      const link = new DocumentLink(span, Uri.parse(uri).with({ fragment }));
      link.tooltip = "Go to the statement";
      found.push(link);
    }
  }
  return found;
}
