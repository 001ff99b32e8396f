/** The list of completions as an editor shows it: filtered by what is typed, in order, and the text after an item is taken. */
import assert from "node:assert/strict";
import { type CompletionItem, type CompletionList } from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type TestServer, uriOf } from "./language-server.ts";

const MARK = "<|>";

export interface ShownList {
  readonly labels: readonly string[];
  /** The text after the item of that label is taken, `<|>` where the author goes on. */
  taken(label: string): string;
}

export async function listAt(server: TestServer, path: string, language: string, marked: string): Promise<ShownList> {
  const offset = marked.indexOf(MARK);
  assert.ok(offset >= 0, "the text has no mark");
  const text = marked.replace(MARK, "");
  const document = TextDocument.create(uriOf(path), language, 1, text);
  server.open(path, text, language);
  const answer = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
    textDocument: { uri: uriOf(path) },
    position: document.positionAt(offset),
  });
  server.close(path);
  const shown = (answer?.items ?? [])
    .map((item) => ({ item, rank: rankOf(item, text.slice(startOf(document, item), offset)) }))
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank || (a.item.sortText ?? "").localeCompare(b.item.sortText ?? ""))
    .map(({ item }) => item);
  return {
    labels: shown.map(({ label }) => label),
    taken(label) {
      const item = shown.find((one) => one.label === label);
      assert.ok(item?.textEdit !== undefined && "range" in item.textEdit, `${label} is not offered`);
      const edits = [{ ...item.textEdit, newText: caretIn(item) }, ...(item.additionalTextEdits ?? [])];
      return TextDocument.applyEdits(document, edits);
    },
  };
}

function startOf(document: TextDocument, { textEdit }: CompletionItem): number {
  assert.ok(textEdit !== undefined && "range" in textEdit);
  return document.offsetAt(textEdit.range.start);
}

/** As editors put them: what begins so before what only holds it. */
function rankOf({ filterText, label }: CompletionItem, typed: string): number {
  const at = (filterText ?? label).toLowerCase().indexOf(typed.toLowerCase());
  return at < 0 ? 2 : Math.min(at, 1);
}

/** The snippet with a mark at its first stop. */
function caretIn({ textEdit }: CompletionItem): string {
  const snippet = textEdit?.newText ?? "";
  const stops = [...snippet.matchAll(/(?<!\\)\$(?:(\d+)|\{(\d+)(?::((?:\\.|[^}\\])*))?\})/g)];
  const number = (stop: RegExpMatchArray): number => Number(stop[1] ?? stop[2]) || Infinity;
  const first = [...stops].sort((a, b) => number(a) - number(b))[0];
  const plain = (part: string): string =>
    part
      .replaceAll(/(?<!\\)\$(?:\d+|\{\d+(?::((?:\\.|[^}\\])*))?\})/g, (_, name: string | undefined) => name ?? "")
      .replace(/\\([\\$}])/g, "$1");
  if (first === undefined) return `${plain(snippet)}${MARK}`;
  const end = first.index + first[0].length;
  return `${plain(snippet.slice(0, end))}${MARK}${plain(snippet.slice(end))}`;
}
