/** Completions as the protocol's types. What documents an item is asked for one item at a time, by its kind and label. */
import { type CompletionItem, CompletionItemKind, type CompletionList, InsertTextFormat } from "vscode-languageserver";
import { type TextDocument } from "vscode-languageserver-textdocument";
import {
  COMPLETION_KINDS,
  type CompletionItem as Completion,
  type CompletionKind,
  type CompletionResult,
} from "../service/index.ts";
import { toLspRange } from "./to-lsp.ts";

const KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  element: CompletionItemKind.Property,
  version: CompletionItemKind.Constant,
  effect: CompletionItemKind.EnumMember,
  "principal-type": CompletionItemKind.Property,
  principal: CompletionItemKind.Value,
  service: CompletionItemKind.Module,
  action: CompletionItemKind.Method,
  resource: CompletionItemKind.Value,
  operator: CompletionItemKind.Operator,
  key: CompletionItemKind.Variable,
  value: CompletionItemKind.Value,
};

/** `snippets`: the client can put the cursor inside what it inserts. */
export function toLspCompletion(document: TextDocument, result: CompletionResult, snippets: boolean): CompletionList {
  return {
    isIncomplete: result.isIncomplete,
    items: result.items.map((item, index) => toItem(document, item, index, snippets)),
  };
}

function toItem(document: TextDocument, item: Completion, index: number, snippets: boolean): CompletionItem {
  const withCaret = snippets && item.caret !== undefined;
  return {
    label: item.label,
    kind: KINDS[item.kind],
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    // The client filters by what it would replace, which holds the quotes.
    filterText: item.newText,
    sortText: String(index).padStart(5, "0"),
    insertTextFormat: withCaret ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: {
      range: toLspRange(document, item.span),
      newText: withCaret ? snippetOf(item.newText, item.caret) : item.newText,
    },
    data: item.kind,
  };
}

function snippetOf(text: string, caret: number): string {
  const escaped = (part: string): string => part.replace(/[\\$}]/g, "\\$&");
  return `${escaped(text.slice(0, caret))}$0${escaped(text.slice(caret))}`;
}

/** The kind that an item of ours carries back when the client asks to resolve it. */
export function completionKindOf(item: CompletionItem): CompletionKind | undefined {
  return COMPLETION_KINDS.find((kind) => kind === item.data);
}
