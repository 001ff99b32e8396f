/** Completions as the protocol's types. What documents an item is asked for one item at a time, by its kind and label. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  InsertTextMode,
} from "vscode-languageserver";
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
import { type UnchangingText } from "./unchanging-text.ts";

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

type ClientCompletion = Pick<ClientFacts, "snippets" | "suggestCommand" | "listDefaults">;

/**
 * A list has hundreds of items, which mostly replace the same text: to a client that takes it so, what they have in
 * common is said once. To write and to read the answer is most of the time that a list takes.
 */
export function toLspCompletion(
  document: UnchangingText,
  { items, isIncomplete }: CompletionResult,
  client: ClientCompletion,
): CompletionList {
  const [first] = items;
  if (first === undefined || !client.listDefaults) {
    return { isIncomplete, items: items.map((item, index) => toItem(document, item, index, client, undefined)) };
  }
  return {
    isIncomplete,
    itemDefaults: {
      editRange: toLspRange(document, first.span),
      insertTextFormat: InsertTextFormat.PlainText,
      insertTextMode: InsertTextMode.asIs,
      data: first.kind,
    },
    items: items.map((item, index) => toItem(document, item, index, client, first)),
  };
}

/** Members are set one by one: a list has hundreds of items. `first` is the one whose defaults the list has said. */
function toItem(
  document: UnchangingText,
  { label, kind, detail, span, parts, lead, filter = label, also, leads }: Completion,
  index: number,
  { snippets, suggestCommand }: ClientCompletion,
  first: Completion | undefined,
): CompletionItem {
  const isSnippet = snippets && parts.some((part) => typeof part !== "string");
  const newText = isSnippet ? snippetOf(parts) : plainText(parts);
  const item: CompletionItem = { label, kind: KINDS[kind], sortText: String(index).padStart(5, "0") };
  // The client filters by what it replaces, which may begin with a quote.
  if (first === undefined || lead !== "" || filter !== label) item.filterText = lead + filter;
  if (first === undefined || isSnippet) {
    item.insertTextFormat = isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText;
  }
  // Its lines are indented as they must be.
  if (first === undefined) item.insertTextMode = InsertTextMode.asIs;
  if (kind !== first?.kind) item.data = kind;
  if (first === undefined || span.start !== first.span.start || span.end !== first.span.end) {
    item.textEdit = { range: toLspRange(document, span), newText };
  } else if (newText !== label) item.textEditText = newText;
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
