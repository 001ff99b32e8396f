/**
 * What a text has that JSON does not: comments, commas before a closing bracket, quotes of another kind, and words of other
 * languages. The reader understands it, and AWS does not.
 */
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";

export interface JsonExtras {
  readonly comments: readonly JsonExtra[];
  readonly trailingCommas: readonly JsonExtra[];
}

export interface JsonExtra {
  readonly span: Span;
  /** Takes it out, and its line where nothing else is on it. */
  readonly removal: Edit;
}

/** Comments and commas too many in a text that can be read otherwise. */
export function extrasOf(text: string): JsonExtras {
  const comments: JsonExtra[] = [];
  const trailingCommas: JsonExtra[] = [];
  let comma: number | undefined;
  let at = 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    const comment = endOfComment(text, at);
    if (comment !== undefined) {
      comments.push({ span: { start: at, end: comment }, removal: removalOfComment(text, at, comment) });
      at = comment;
      continue;
    }
    if ((sign === "}" || sign === "]") && comma !== undefined) {
      const span = { start: comma, end: comma + 1 };
      trailingCommas.push({ span, removal: { span, newText: "" } });
    }
    if (!isBlank(sign)) comma = sign === "," ? at : undefined;
    at = sign === '"' ? endOfString(text, at, '"') : at + 1;
  }
  return { comments, trailingCommas };
}

export interface Rewritten {
  /** As long as the text before. */
  readonly text: string;
  readonly edits: readonly Edit[];
}

/** Comments of shells, Python and YAML, as blanks; undefined where there are none. */
export function withoutHashComments(
  text: string,
): (Rewritten & { readonly comments: readonly JsonExtra[] }) | undefined {
  const comments: JsonExtra[] = [];
  const edits: Edit[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.charAt(at) === "#" ? endOfLine(text, at) : endOfToken(text, at);
    if (text.charAt(at) === "#") {
      const span = { start: at, end };
      comments.push({ span, removal: removalOfComment(text, at, end) });
      edits.push({ span, newText: " ".repeat(end - at) });
    }
    at = end;
  }
  return comments.length === 0 ? undefined : { text: textWith(text, edits), edits, comments };
}

/** Blanks of pages and of word processors, which JSON does not know, as its own; undefined where there are none. */
export function withJsonSpaces(text: string): Rewritten | undefined {
  const edits: Edit[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfToken(text, at);
    if (OTHER_SPACE.test(text.charAt(at))) edits.push({ span: { start: at, end }, newText: " " });
    at = end;
  }
  return edits.length === 0 ? undefined : { text: textWith(text, edits), edits };
}

/** With those that have no width. */
const OTHER_SPACE = /[\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

/** What Python writes for `true`, `false` and `null`, as JSON writes it; undefined where it is not there. */
export function withJsonWords(text: string): Rewritten | undefined {
  const edits: Edit[] = [];
  for (let at = 0; at < text.length;) {
    const end = endOfToken(text, at);
    const word = JSON_WORDS.get(text.slice(at, end));
    if (word !== undefined) edits.push({ span: { start: at, end }, newText: word });
    at = end;
  }
  return edits.length === 0 ? undefined : { text: textWith(text, edits), edits };
}

const JSON_WORDS: ReadonlyMap<string, string> = new Map([
  ["True", "true"],
  ["TRUE", "true"],
  ["False", "false"],
  ["FALSE", "false"],
  ["None", "null"],
]);

/** After the comment, the string, the word or the sign that stands there. */
function endOfToken(text: string, at: number): number {
  const comment = endOfComment(text, at);
  if (comment !== undefined) return comment;
  if (text.charAt(at) === '"') return endOfString(text, at, '"');
  let end = at;
  while (/\w/.test(text.charAt(end))) end++;
  return Math.max(end, at + 1);
}

/**
 * The same text with double quotes where strings stand in single or curly ones; undefined where none do, and where one
 * holds a double quote.
 */
export function inDoubleQuotes(text: string): Rewritten | undefined {
  const edits: Edit[] = [];
  let at = 0;
  while (at < text.length) {
    const sign = text.charAt(at);
    const closing = CLOSING.get(sign);
    const end = endOfComment(text, at) ?? (sign === '"' ? endOfString(text, at, sign) : at + 1);
    if (closing === undefined) {
      at = end;
      continue;
    }
    const close = endOfString(text, at, closing);
    if (!closing.includes(text.charAt(close - 1)) || close === at + 1) return undefined;
    if (text.slice(at + 1, close - 1).includes('"')) return undefined;
    edits.push(quoteAt(at), quoteAt(close - 1));
    at = close;
  }
  if (edits.length === 0) return undefined;
  return { text: textWith(text, edits), edits };
}

/** What may close a string that was opened so. */
const CLOSING: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["\u2018", "\u2018\u2019"],
  ["\u2019", "\u2018\u2019"],
  ["\u201c", "\u201c\u201d"],
  ["\u201d", "\u201c\u201d"],
]);

function quoteAt(at: number): Edit {
  return { span: { start: at, end: at + 1 }, newText: '"' };
}

function textWith(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { span, newText } of edits) {
    parts.push(text.slice(from, span.start), newText);
    from = span.end;
  }
  parts.push(text.slice(from));
  return parts.join("");
}

/** After the closing quote; a line's end ends a string, too. */
function endOfString(text: string, opening: number, closing: string): number {
  let at = opening + 1;
  while (at < text.length && text.charAt(at) !== "\n") {
    const sign = text.charAt(at);
    if (closing.includes(sign)) return at + 1;
    at += sign === "\\" ? 2 : 1;
  }
  return Math.min(at, text.length);
}

function endOfComment(text: string, at: number): number | undefined {
  if (text.charAt(at) !== "/") return undefined;
  if (text.startsWith("//", at)) return endOfLine(text, at);
  if (!text.startsWith("/*", at)) return undefined;
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 2;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : text.charAt(end - 1) === "\r" ? end - 1 : end;
}

function removalOfComment(text: string, start: number, end: number): Edit {
  let from = start;
  while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
  const startsLine = from === 0 || text.charAt(from - 1) === "\n";
  const lineEnd = /^[ \t]*\r?\n/.exec(text.slice(end, end + LONGEST_LINE_END))?.[0];
  if (startsLine && lineEnd !== undefined) return { span: { start: from, end: end + lineEnd.length }, newText: "" };
  return { span: { start: startsLine ? start : from, end }, newText: "" };
}

/** Blanks behind a comment: nobody leaves more. */
const LONGEST_LINE_END = 200;

function isBlank(sign: string): boolean {
  return sign === " " || sign === "\t" || sign === "\n" || sign === "\r";
}
