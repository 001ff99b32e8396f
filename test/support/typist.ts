/** An editor with one document in which somebody writes by completion, and counts the keys that it takes. */
import assert from "node:assert/strict";
import {
  type CompletionItem,
  type CompletionList,
  InsertTextFormat,
  type Position,
  type TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type TestServer, uriOf } from "./language-server.ts";

/** Places of a snippet that are filled in one after the other; each may stand in several places. */
type Stops = readonly (readonly Place[])[];

interface Place {
  start: number;
  end: number;
}

export interface Typist {
  readonly text: string;
  /** How many keys were pressed so far. */
  readonly keys: number;
  /** Each key by itself; brackets and quotes are closed as editors do it. */
  type(characters: string): void;
  /** The next stop, or behind the snippet. */
  tab(): void;
  /** To the right, a key for each character. */
  right(characters: number): void;
  /** The labels of the list that is open, or that a key opens. */
  offered(): Promise<readonly string[]>;
  /** Types as much of the label as it takes to have it near the head of the list, goes down to it, and takes it. */
  take(label: string): Promise<void>;
}

/** The document is open in the server under the path and has the text. */
export function typistIn(server: TestServer, path: string, text: string, caret: number): Typist {
  let stops: Stops = [];
  let isOpen = false;
  const self = { text, keys: 0 };
  const replace = (start: number, end: number, by: string): void => {
    self.text = self.text.slice(0, start) + by + self.text.slice(end);
    const grown = by.length - (end - start);
    for (const place of stops.flat()) {
      if (place.start > end || (place.start === end && start !== end)) place.start += grown;
      if (place.end >= end) place.end += grown;
    }
    server.change(path, self.text);
  };
  const list = async (): Promise<readonly CompletionItem[]> => {
    if (!isOpen) self.keys++;
    isOpen = true;
    const answer = await server.connection.sendRequest<CompletionList | null>("textDocument/completion", {
      textDocument: { uri: uriOf(path) },
      position: positionOf(self.text, caret),
    });
    return answer?.items ?? [];
  };
  return {
    get text() {
      return self.text;
    },
    get keys() {
      return self.keys;
    },
    type(characters) {
      for (const sign of characters) {
        self.keys++;
        const closing = CLOSING.get(sign);
        replace(caret, caret, sign + (closing ?? ""));
        caret++;
      }
      isOpen = false;
    },
    tab() {
      self.keys++;
      const [next, ...others] = stops;
      assert.ok(next?.[0] !== undefined, `no stop is left in\n${self.text}`);
      caret = next[0].end;
      stops = others;
      isOpen = false;
    },
    right(characters) {
      self.keys += characters;
      caret += characters;
      isOpen = false;
    },
    offered: async () => (await list()).map(({ label }) => label),
    async take(label) {
      for (let typed = 0; typed <= label.length; typed++) {
        const items = await list();
        const item = items.find((one) => one.label === label);
        const written = item === undefined ? "" : replacedText(self.text, caret, item);
        const down = item === undefined ? -1 : orderFor(items, written).indexOf(item);
        if (item !== undefined && down >= 0 && down <= MOST_DOWN) {
          self.keys += down + 1;
          isOpen = item.command !== undefined;
          ({ caret, stops } = applied(item, self.text, stops, replace));
          return;
        }
        assert.ok(
          typed < label.length,
          `${label} is not among ${items.map((one) => one.label).join(", ")}\n${self.text}`,
        );
        self.keys++;
        replace(caret, caret, label.charAt(typed));
        caret++;
      }
    },
  };
}

/** Further down nobody looks: the next letter is sooner typed. */
const MOST_DOWN = 3;

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
  ['"', '"'],
]);

function positionOf(text: string, offset: number): Position {
  return TextDocument.create("", "", 0, text).positionAt(offset);
}

function spanOf(text: string, { range }: TextEdit): Place {
  const document = TextDocument.create("", "", 0, text);
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

/** What stands before the cursor of what the item replaces. */
function replacedText(text: string, caret: number, { textEdit }: CompletionItem): string {
  assert.ok(textEdit !== undefined && "range" in textEdit);
  return text.slice(spanOf(text, textEdit).start, caret);
}

/** As editors put them: what begins so before what only holds it, then in the server's order. */
function orderFor(items: readonly CompletionItem[], written: string): readonly CompletionItem[] {
  const wanted = written.toLowerCase();
  const rank = ({ filterText = "" }: CompletionItem): number => {
    const at = filterText.toLowerCase().indexOf(wanted);
    return at < 0 ? 2 : at === 0 ? 0 : 1;
  };
  return items
    .filter((item) => rank(item) < 2)
    .sort((a, b) => rank(a) - rank(b) || (a.sortText ?? "").localeCompare(b.sortText ?? ""));
}

/** The first stop is gone to, and those of the snippet around it come after those of the new one. */
function applied(
  { textEdit, additionalTextEdits = [], insertTextFormat }: CompletionItem,
  text: string,
  outer: Stops,
  replace: (start: number, end: number, by: string) => void,
): { readonly caret: number; readonly stops: Stops } {
  assert.ok(textEdit !== undefined && "range" in textEdit);
  const isSnippet = insertTextFormat === InsertTextFormat.Snippet;
  const snippet = isSnippet ? readSnippet(textEdit.newText) : { text: textEdit.newText, stops: [] };
  const main = spanOf(text, textEdit);
  let shift = 0;
  for (const edit of [...additionalTextEdits].sort((a, b) => spanOf(text, b).start - spanOf(text, a).start)) {
    const { start, end } = spanOf(text, edit);
    replace(start, end, edit.newText);
    if (end <= main.start) shift += edit.newText.length - (end - start);
  }
  const start = main.start + shift;
  replace(start, main.end + shift, snippet.text);
  const own = snippet.stops.map((places) =>
    places.map((place) => ({ start: place.start + start, end: place.end + start })),
  );
  const [first, ...others] = own;
  const end = start + snippet.text.length;
  return {
    caret: first?.[0]?.end ?? end,
    stops: [...others, ...(first === undefined ? [] : [[{ start: end, end }]]), ...outer],
  };
}

/** `\${1:name}`, `$1`, `$0` and escapes. */
function readSnippet(source: string): { readonly text: string; readonly stops: Stops } {
  const stops = new Map<number, Place[]>();
  let text = "";
  const stop = (number: number, name: string): void => {
    const place = { start: text.length, end: text.length + name.length };
    stops.set(number, [...(stops.get(number) ?? []), place]);
    text += name;
  };
  for (const [whole, escaped, bare, number, name = ""] of source.matchAll(
    /\\([\\$}])|\$(\d+)|\$\{(\d+)(?::((?:\\.|[^}\\])*))?\}|[^]/g,
  )) {
    if (escaped !== undefined) text += escaped;
    else if (bare !== undefined) stop(Number(bare), "");
    else if (number !== undefined) stop(Number(number), name.replace(/\\(.)/g, "$1"));
    else text += whole;
  }
  const numbers = [...stops.keys()].sort((a, b) => (a || Infinity) - (b || Infinity));
  return { text, stops: numbers.map((number) => stops.get(number) ?? []) };
}
