/**
 * Quoted texts, heredocs and whole template files of HCL into literal text and what stands for other text. Source: "HCL
 * Native Syntax Specification", "Template Expressions".
 */
import { type Piece } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";
import { type HclCursor } from "./hcl-cursor.ts";
import { type HclExpression, type HclStrips, type HclTemplate, type HclTemplatePart } from "./hcl-tree.ts";

/** Reads the expression inside an interpolation. */
type ReadExpression = (cursor: HclCursor) => HclExpression;

/** `escapes`: a backslash begins an escape, and a line break ends the text. */
interface TemplateText {
  readonly escapes: boolean;
  /** Where the text ends at the latest. */
  readonly end: number;
  /** How many characters each line leaves out at its start. */
  readonly indent: number;
}

/** The cursor stands on the opening quote. A text that is not closed ends with its line. */
export function readQuoted(cursor: HclCursor, readExpression: ReadExpression): HclTemplate {
  const start = cursor.at++;
  const from = cursor.at;
  const parts = readParts(cursor, { escapes: true, end: cursor.text.length, indent: 0 }, readExpression);
  const inner = { start: from, end: cursor.at };
  const closed = cursor.take('"');
  if (!closed) cursor.problem(start, cursor.at);
  return { kind: "template", form: "quoted", span: { start, end: cursor.at }, inner, parts, indent: "", closed };
}

/** The cursor stands on `<<`. Undefined where no name follows. */
export function readHeredoc(cursor: HclCursor, readExpression: ReadExpression): HclTemplate | undefined {
  const start = cursor.at;
  const flush = cursor.startsWith("<<-");
  cursor.at += flush ? 3 : 2;
  const marker = cursor.name();
  if (marker === "") {
    cursor.at = start;
    return undefined;
  }
  cursor.skipToLineEnd();
  const from = Math.min(cursor.at + 1, cursor.text.length);
  const lines = linesOfHeredoc(cursor, from, marker);
  const inner = { start: from, end: lines.end };
  const indent = flush ? indentOfLines(cursor.text, inner) : "";
  cursor.at = from;
  const text = { escapes: false, end: lines.end, indent: indent.length };
  const parts = cursor.insideHeredoc(() => readParts(cursor, text, readExpression));
  // The line break before what follows is not the heredoc's.
  cursor.at = lines.markerEnd ?? Math.max(from, lines.end - 1);
  const closed = lines.markerEnd !== undefined;
  if (!closed) cursor.problem(start, cursor.at);
  return { kind: "template", form: "heredoc", span: { start, end: cursor.at }, inner, parts, indent, closed };
}

/** A file that is a template as a whole, as `templatefile` reads it. */
export function readTemplateText(cursor: HclCursor, readExpression: ReadExpression): HclTemplate {
  const span = { start: 0, end: cursor.text.length };
  const text = { escapes: false, end: span.end, indent: 0 };
  const parts = cursor.inside("blank", () => readParts(cursor, text, readExpression));
  return { kind: "template", form: "heredoc", span, inner: span, parts, indent: "", closed: true };
}

interface HeredocLines {
  readonly end: number;
  /** Undefined if no line has the marker. */
  readonly markerEnd: number | undefined;
}

function linesOfHeredoc(cursor: HclCursor, from: number, marker: string): HeredocLines {
  const { text } = cursor;
  for (let start = from; start < text.length; start = cursor.lineEnd(start) + 1) {
    const blanks = /[ \t]*/y;
    blanks.lastIndex = start;
    blanks.exec(text);
    const name = blanks.lastIndex;
    const end = name + marker.length;
    if (text.startsWith(marker, name) && /^[ \t\r]*$/.test(text.slice(end, cursor.lineEnd(end))))
      return { end: start, markerEnd: end };
    cursor.at = start;
    if (cursor.recovery === "tolerant" && cursor.startsTopBlock()) return { end: start, markerEnd: undefined };
  }
  return { end: text.length, markerEnd: undefined };
}

/** The least that a line starts with; blank lines do not count. */
function indentOfLines(text: string, { start, end }: Span): string {
  let least: string | undefined;
  const line = /([^\S\n]*)([^\n]*)(?:\n|$)/y;
  line.lastIndex = start;
  while (line.lastIndex < end) {
    const found = line.exec(text);
    if (found === null) break;
    const [, blanks = "", rest] = found;
    if (rest !== "" && (least === undefined || blanks.length < least.length)) least = blanks;
  }
  return least ?? "";
}

function readParts(cursor: HclCursor, within: TemplateText, readExpression: ReadExpression): HclTemplatePart[] {
  const parts: HclTemplatePart[] = [];
  let run = new TextRun(cursor.at);
  const endRun = (): void => {
    const part = run.part(cursor.at);
    if (part !== undefined) parts.push(part);
  };
  let lineStarts = within.indent > 0;
  while (cursor.at < within.end && !cursor.isTooDeep) {
    if (lineStarts) {
      lineStarts = false;
      skipIndent(cursor, within, run);
    } else if (within.escapes && (cursor.code() === QUOTE || cursor.code() === NEWLINE)) break;
    else if (cursor.startsWith("${") || cursor.startsWith("%{")) {
      endRun();
      parts.push(readSequence(cursor, within, readExpression));
      run = new TextRun(cursor.at);
    } else lineStarts = takeText(cursor, within, run) === "line" && within.indent > 0;
  }
  endRun();
  return parts;
}

/** Blank lines may have less. */
function skipIndent(cursor: HclCursor, { indent, end }: TemplateText, run: TextRun): void {
  const start = cursor.at;
  while (cursor.at < end && cursor.at < start + indent && isBlank(cursor.code())) cursor.at++;
  run.skip(cursor.at - start);
}

/** Takes one escape, or characters up to the next that may be one. "line" if they end a line. */
function takeText(cursor: HclCursor, { escapes, end }: TemplateText, run: TextRun): "line" | "text" {
  const code = cursor.code();
  if ((code === DOLLAR || code === PERCENT) && cursor.code(1) === code && cursor.code(2) === BRACE) {
    run.add(code === DOLLAR ? "${" : "%{", 3);
    cursor.at += 3;
    return "text";
  }
  if (escapes && code === BACKSLASH) {
    const escape = readEscape(cursor.text, cursor.at);
    run.add(escape.text, escape.length);
    cursor.at += escape.length;
    return "text";
  }
  const start = cursor.at++;
  while (cursor.at < end && !isSpecial(cursor.code()) && cursor.code(-1) !== NEWLINE) cursor.at++;
  run.add(cursor.text.slice(start, cursor.at), cursor.at - start);
  return cursor.code(-1) === NEWLINE ? "line" : "text";
}

/** `${…}` or `%{…}`. One that is not closed ends with its line. */
function readSequence(cursor: HclCursor, within: TemplateText, readExpression: ReadExpression): HclTemplatePart {
  const start = cursor.at;
  const end = endOfVariable(cursor.text, start);
  if (end !== undefined && end <= within.end) return unreadable(cursor, { start, end });
  const isDirective = cursor.code() === PERCENT;
  cursor.at += 2;
  const before = cursor.take("~");
  const word = isDirective ? directiveWord(cursor) : "";
  const hasValue = !isDirective || word === "if" || word === "for";
  const value = hasValue ? cursor.inside("blank", () => readInside(cursor, word, readExpression)) : undefined;
  const { at } = cursor;
  cursor.skipLines();
  const behind = cursor.take("~");
  if (!cursor.take("}") || cursor.at > within.end) {
    // What stands between is left out; nothing behind the line is.
    const lineEnd = Math.min(cursor.lineEnd(Math.min(at, start + 2)), within.end);
    cursor.at = within.escapes ? lineEnd : endOfBraces(cursor.text, start + 2, lineEnd);
    cursor.problem(start, cursor.at);
  }
  const span = { start, end: cursor.at };
  const strips: HclStrips = { before, behind };
  return isDirective
    ? { kind: "directive", span, word, strips }
    : { kind: "interpolation", span, value: value ?? { kind: "missing", span }, strips };
}

/** Behind `${aws:username}`, as policies have it: a name, a colon and a name are no expression, but end where they say. */
function endOfVariable(text: string, start: number): number | undefined {
  VARIABLE.lastIndex = start;
  return VARIABLE.test(text) ? VARIABLE.lastIndex : undefined;
}

const VARIABLE = /\$\{[A-Za-z][\w-]*:[A-Za-z][\w./-]*(?:, ?'[^'"{}\\\n]*')?\}/y;

function unreadable(cursor: HclCursor, span: Span): HclTemplatePart {
  cursor.at = span.end;
  cursor.problem(span.start, span.end);
  return { kind: "interpolation", span, value: { kind: "missing", span }, strips: { before: false, behind: false } };
}

function directiveWord(cursor: HclCursor): string {
  cursor.skipLines();
  return cursor.name();
}

/** `for key, value in collection`. */
function readInside(cursor: HclCursor, word: string, readExpression: ReadExpression): HclExpression {
  if (word === "for") {
    for (;;) {
      cursor.skip();
      if (cursor.name() === "" || cursor.isAtEnd) break;
      cursor.skip();
      if (!cursor.take(",")) break;
    }
    cursor.skip();
    if (cursor.startsWith("in") && !isWord(cursor.code(2))) cursor.at += 2;
  }
  return readExpression(cursor);
}

/** Behind the brace that closes the one before `from`; behind the first that closes any where none near does. */
function endOfBraces(text: string, from: number, end: number): number {
  const close = text.slice(from, end).indexOf("}");
  if (close < 0) return end;
  let depth = 1;
  const last = Math.min(end, from + FURTHEST_BRACE);
  for (let at = from; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code === BRACE) depth++;
    if (code === CLOSING_BRACE && --depth === 0) return at + 1;
  }
  return from + close + 1;
}

/** Looked for behind each interpolation that cannot be read, of which a line may have many. */
const FURTHEST_BRACE = 1_000;

/** Runs of decoded characters that follow each other in the text. */
class TextRun {
  readonly #start: number;
  readonly #runs: string[] = [];
  readonly #pieces: Piece[] = [];
  #inner = 0;
  #outer: number;

  constructor(start: number) {
    this.#start = start;
    this.#outer = start;
  }

  add(text: string, outerLength: number): void {
    const last = this.#pieces.at(-1);
    const joins = last?.length === last?.outerLength && text.length === outerLength;
    if (last !== undefined && joins && last.outer + last.outerLength === this.#outer) {
      const [length, outer] = [last.length + text.length, last.outerLength + outerLength];
      this.#pieces[this.#pieces.length - 1] = { ...last, length, outerLength: outer };
    } else this.#pieces.push({ inner: this.#inner, length: text.length, outer: this.#outer, outerLength });
    this.#runs.push(text);
    this.#inner += text.length;
    this.#outer += outerLength;
  }

  skip(outerLength: number): void {
    this.#outer += outerLength;
  }

  part(end: number): HclTemplatePart | undefined {
    if (this.#inner === 0) return undefined;
    return { kind: "text", span: { start: this.#start, end }, text: this.#runs.join(""), pieces: this.#pieces };
  }
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** One that HCL does not know is read as it stands. */
function readEscape(text: string, at: number): { readonly text: string; readonly length: number } {
  const letter = text.charAt(at + 1);
  const simple = SIMPLE_ESCAPES.get(letter);
  if (simple !== undefined) return { text: simple, length: 2 };
  const digits = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  const number = text.slice(at + 2, at + 2 + digits);
  if (digits > 0 && number.length === digits && /^[0-9a-fA-F]+$/.test(number)) {
    const point = parseInt(number, 16);
    if (point <= 0x10ffff) return { text: String.fromCodePoint(point), length: 2 + digits };
  }
  return { text: "\\", length: 1 };
}

/** What stands in a quoted text or a heredoc so that it is read as `text`. */
export function encodeHclText(text: string, form: HclTemplate["form"], indent: string): string {
  const open = text.replace(/[$%](?=\{)/g, "$&$&");
  if (form === "heredoc") return indent === "" ? open : open.replace(/\n/g, `\n${indent}`);
  return open.replace(
    /[\\"\u0000-\u001f\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    escaped,
  );
}

function escaped(character: string): string {
  switch (character) {
    case "\\":
    case '"':
      return `\\${character}`;
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    default:
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  }
}

const NEWLINE = 10;
const QUOTE = 34;
const DOLLAR = 36;
const PERCENT = 37;
const BACKSLASH = 92;
const BRACE = 123;
const CLOSING_BRACE = 125;

function isSpecial(code: number): boolean {
  return code === QUOTE || code === NEWLINE || code === DOLLAR || code === PERCENT || code === BACKSLASH;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}
