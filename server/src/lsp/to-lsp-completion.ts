/** Completions as the protocol's types. What documents an item is asked for one item at a time, by its kind and label. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
} from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import {
  COMPLETION_KINDS,
  type CompletionItem as Completion,
  type CompletionKind,
  type CompletionResult,
  plainText,
} from "../service/index.ts";
import { type ClientFacts } from "./lsp-server.ts";
import { snippetOf } from "./snippet.ts";
import { toLspRange } from "./to-lsp.ts";

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  policy: CompletionItemKind.Snippet,
  statement: CompletionItemKind.Snippet,
  element: CompletionItemKind.Property,
  version: CompletionItemKind.Constant,
  effect: CompletionItemKind.EnumMember,
  "principal-type": CompletionItemKind.Property,
  principal: CompletionItemKind.Value,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  resource: CompletionItemKind.Value,
  "managed-policy": CompletionItemKind.Reference,
  operator: CompletionItemKind.Operator,
  key: CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
  variable: CompletionItemKind.Variable,
};

type ClientCompletion = Pick<ClientFacts, "snippets" | "suggestCommand">;

export function toLspCompletion(
  document: TextDocument,
  result: CompletionResult,
  client: ClientCompletion,
): CompletionList {
  return {
    isIncomplete: result.isIncomplete,
    items: result.items.map((item, index) => toItem(document, item, index, client)),
  };
}

/** Members are set one by one: a list has hundreds of items. */
function toItem(
  document: TextDocument,
  { label, kind, detail, span, parts, lead, also, leads }: Completion,
  index: number,
  { snippets, suggestCommand }: ClientCompletion,
): CompletionItem {
  const isSnippet = snippets && parts.some((part) => typeof part !== "string");
  const item: CompletionItem = {
    label,
    kind: KINDS[kind],
    // The client filters by what it replaces, which may begin with a quote.
    filterText: lead + label,
    sortText: String(index).padStart(5, "0"),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    // Its lines are indented as they must be.
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: toLspRange(document, span), newText: isSnippet ? snippetOf(parts) : plainText(parts) },
    data: kind,
  };
  if (detail !== undefined) item.detail = detail;
  if (also.length > 0) {
    item.additionalTextEdits = also.map((edit) => ({ range: toLspRange(document, edit.span), newText: edit.newText }));
  }
  if (leads && snippets && suggestCommand !== undefined) item.command = { title: "Suggest", command: suggestCommand };
  return item;
}

/** The kind that an item of ours carries back when the client asks to resolve it. */
export function completionKindOf(item: CompletionItem): CompletionKind | undefined {
  return COMPLETION_KINDS.find((kind) => kind === item.data);
}
