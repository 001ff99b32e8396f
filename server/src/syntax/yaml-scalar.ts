/** The text of a YAML scalar, decoded: escapes undone, lines folded, with the way back to the file. */
import { type Encoding } from "../text/encoding.ts";
import { mapOfPieces, type Piece, type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";
import { encodeDouble, encodeSingle, isPlainText } from "./yaml-print.ts";
import { type YamlScalar } from "./yaml-nodes.ts";

export interface YamlText {
  readonly text: string;
  readonly map: Encoding;
}

/** `source` is the file; `isInFlow`: brackets are around the scalar. */
export function decodeScalar(scalar: YamlScalar, source: string, isInFlow: boolean): YamlText {
  const { span, style } = scalar;
  const quote = style === "single" || style === "double" ? 1 : 0;
  const start = span.start + quote;
  const isClosed = quote === 0 || (span.end > start && source.charAt(span.end - 1) === source.charAt(span.start));
  const end = isClosed ? span.end - quote : span.end;
  if (style === "block") return decodeBlock(scalar, source);
  const written = source.slice(start, end);
  const isAsWritten =
    !written.includes("\n") && (style === "plain" || !written.includes(style === "single" ? "'" : "\\"));
  const encode = encoderOf(style, isInFlow);
  if (isAsWritten) return { text: written, map: new RunMap(start, encode) };
  const writing = new ScalarWriting();
  if (style === "plain") writing.addLines(source, start, end, "none");
  else writing.addLines(source, start, end, style);
  return writing.result(end, encode);
}

/** Of a scalar whose characters stand in the file as they are. */
class RunMap implements Encoding {
  readonly #start: number;
  readonly encode: Encoding["encode"];

  constructor(start: number, encode: Encoding["encode"]) {
    this.#start = start;
    this.encode = encode;
  }

  outerSpan(start: number, end: number): Span {
    return { start: this.#start + start, end: this.#start + end };
  }

  innerOffset(outer: number): number {
    return Math.max(0, outer - this.#start);
  }
}

function encoderOf(style: "plain" | "single" | "double", isInFlow: boolean): Encoding["encode"] {
  if (style === "single") return encodeSingle;
  if (style === "double") return encodeDouble;
  return isInFlow ? encodePlainInFlow : encodePlain;
}

function encodePlain(text: string): string | undefined {
  return text === "" || isPlainText(text, false) ? text : undefined;
}

function encodePlainInFlow(text: string): string | undefined {
  return text === "" || isPlainText(text, true) ? text : undefined;
}

/** Does the text of a scalar stand on one line as it is written? Then a stretch of it can be changed by itself. */
export function isOneLine({ span, style }: YamlScalar, source: string): boolean {
  return style !== "block" && !source.slice(span.start, span.end).includes("\n");
}

type Escapes = "none" | "single" | "double";

class ScalarWriting {
  readonly #pieces: Piece[] = [];
  #text = "";

  add(text: string, outer: number, outerLength: number): void {
    if (text === "") return;
    const last = this.#pieces.at(-1);
    const isRun = text.length === outerLength;
    if (last !== undefined && isRun && last.length === last.outerLength && last.outer + last.outerLength === outer) {
      this.#pieces[this.#pieces.length - 1] = {
        ...last,
        length: last.length + text.length,
        outerLength: last.outerLength + outerLength,
      };
    } else this.#pieces.push({ inner: this.#text.length, length: text.length, outer, outerLength });
    this.#text += text;
  }

  result(end: number, encode: Encoding["encode"]): YamlText {
    const map: SpanMap = mapOfPieces(this.#pieces, end);
    return { text: this.#text, map: { ...map, encode } };
  }

  /** Lines of a scalar that is not a block: their breaks are folded, and blanks beside them do not count. */
  addLines(source: string, start: number, end: number, escapes: Escapes): void {
    let at = start;
    while (at < end) {
      const lineEnd = endOfLine(source, at, end);
      const isLast = lineEnd >= end;
      let textEnd = lineEnd;
      const isContinued = escapes === "double" && !isLast && endsInEscape(source, at, textEndOf(source, at, lineEnd));
      if (!isLast) textEnd = isContinued ? textEndOf(source, at, lineEnd) - 1 : blanksBefore(source, at, lineEnd);
      this.#addLine(source, at, textEnd, escapes);
      if (isLast) return;
      at = this.#addBreaks(source, textEnd, end, isContinued);
    }
  }

  #addLine(source: string, start: number, end: number, escapes: Escapes): void {
    let at = start;
    while (at < end) {
      const sign = escapes === "none" ? -1 : source.indexOf(escapes === "single" ? "'" : "\\", at);
      const runEnd = sign < 0 || sign >= end ? end : sign;
      this.add(source.slice(at, runEnd), at, runEnd - at);
      at = runEnd;
      if (at >= end) return;
      if (escapes === "single") {
        this.add("'", at, 2);
        at += 2;
      } else at = this.#addEscape(source, at);
    }
  }

  #addEscape(source: string, at: number): number {
    const sign = source.charAt(at + 1);
    const digits = HEX_ESCAPES.get(sign);
    if (digits !== undefined) {
      const hex = source.slice(at + 2, at + 2 + digits);
      const code = /^[0-9a-f]+$/i.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : undefined;
      if (code !== undefined && code <= 0x10ffff) {
        this.add(String.fromCodePoint(code), at, 2 + digits);
        return at + 2 + digits;
      }
    }
    this.add(ESCAPES.get(sign) ?? sign, at, 2);
    return at + 2;
  }

  /** One line break is a blank; of several the first does not count. */
  #addBreaks(source: string, start: number, end: number, isContinued: boolean): number {
    let at = start + (isContinued ? 1 : 0);
    let breaks = 0;
    while (at < end && /[ \t\r\n]/.test(source.charAt(at))) {
      if (source.charAt(at) === "\n") breaks++;
      at++;
    }
    const text = breaks > 1 ? "\n".repeat(breaks - 1) : isContinued ? "" : " ";
    this.add(text, start, at - start);
    return at;
  }
}

const HEX_ESCAPES: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["e", "\x1b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["N", "\u0085"],
  ["_", "\u00a0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
  ["\t", "\t"],
]);

function endOfLine(source: string, at: number, end: number): number {
  const found = source.indexOf("\n", at);
  return found < 0 || found > end ? end : found;
}

/** Before a carriage return. */
function textEndOf(source: string, at: number, lineEnd: number): number {
  return lineEnd > at && source.charAt(lineEnd - 1) === "\r" ? lineEnd - 1 : lineEnd;
}

function blanksBefore(source: string, at: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > at && /[ \t\r]/.test(source.charAt(end - 1))) end--;
  return end;
}

/** Is the last character a backslash that is not itself escaped? */
function endsInEscape(source: string, at: number, end: number): boolean {
  let count = 0;
  while (end - 1 - count >= at && source.charAt(end - 1 - count) === "\\") count++;
  return count % 2 === 1;
}

interface BlockLine {
  readonly start: number;
  readonly indent: number;
  readonly text: string;
}

function decodeBlock(scalar: YamlScalar, source: string): YamlText {
  const { header, parentIndent, textStart } = scalar;
  const end = endOfBlock(scalar, source);
  const lines = linesOf(source, textStart, end);
  const stated = Number(/\d/.exec(header)?.[0] ?? 0);
  const indent =
    stated > 0 ? parentIndent + stated : (lines.find(({ text }) => text !== "")?.indent ?? parentIndent + 1);
  const writing = new ScalarWriting();
  const isFolded = header.startsWith(">");
  const lastText = lines.findLastIndex(({ text }) => text !== "");
  if (lastText >= 0) (isFolded ? addFolded : addLiteral)(writing, lines.slice(0, lastText + 1), indent);
  addChomped(writing, header, lines, lastText);
  return writing.result(end, blockEncoder(isFolded, " ".repeat(indent)));
}

function blockEncoder(isFolded: boolean, indent: string): Encoding["encode"] {
  return (text) => {
    if (/[\0-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/.test(text)) return undefined;
    // A break before a line that is indented more is kept; any other one would become a blank.
    if (isFolded && /\n(?! )/.test(text)) return undefined;
    return text.replaceAll("\n", `\n${indent}`);
  };
}

/** The lines up to the next thing in the file belong to it, though they are empty. */
function endOfBlock({ span, textStart }: YamlScalar, source: string): number {
  let end = Math.max(span.end, textStart);
  for (;;) {
    const lineEnd = source.indexOf("\n", end);
    if (lineEnd < 0) return source.slice(end).trim() === "" ? source.length : end;
    if (source.slice(end, lineEnd).trim() !== "") return end;
    end = lineEnd + 1;
    const next = source.indexOf("\n", end);
    if (source.slice(end, next < 0 ? source.length : next).trim() !== "") return end;
    if (next < 0) return source.length;
  }
}

function linesOf(source: string, start: number, end: number): readonly BlockLine[] {
  const lines: BlockLine[] = [];
  for (let at = start; at < end;) {
    const lineEnd = endOfLine(source, at, end);
    const line = source.slice(at, textEndOf(source, at, lineEnd));
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    lines.push({ start: at, indent, text: line.slice(indent) });
    at = lineEnd + 1;
  }
  return lines;
}

function addLiteral(writing: ScalarWriting, lines: readonly BlockLine[], indent: number): void {
  let breakAt: number | undefined;
  for (const line of lines) {
    if (breakAt !== undefined) writing.add("\n", breakAt, 1);
    breakAt = addLine(writing, line, indent);
  }
}

/** Where the line's break stands. */
function addLine(writing: ScalarWriting, { start, indent: own, text }: BlockLine, indent: number): number {
  const from = Math.min(own, indent);
  const whole = " ".repeat(own - from) + text;
  writing.add(whole, start + from, whole.length);
  return start + own + text.length;
}

/** Breaks between lines of the same indentation are blanks; those beside lines that are indented more are kept. */
function addFolded(writing: ScalarWriting, lines: readonly BlockLine[], indent: number): void {
  let separator = "";
  let breakAt = lines[0]?.start ?? 0;
  let wasMoreIndented = false;
  for (const line of lines) {
    const isMoreIndented = line.text !== "" && (line.indent > indent || line.text.startsWith("\t"));
    if (line.text === "") {
      if (separator === "\n" || separator === "") writing.add("\n", line.start, 1);
      else separator = "\n";
      if (separator === "") breakAt = line.start;
      continue;
    }
    if (isMoreIndented) {
      if (separator === " ") separator = "\n";
      else if (!wasMoreIndented && separator === "\n") separator = "\n\n";
    }
    if (separator !== "") writing.add(separator, breakAt, line.start - breakAt);
    breakAt = addLine(writing, line, indent);
    separator = isMoreIndented ? "\n" : " ";
    wasMoreIndented = isMoreIndented;
  }
}

/** What is left of the line breaks at the end. */
function addChomped(writing: ScalarWriting, header: string, lines: readonly BlockLine[], lastText: number): void {
  const last = lines[Math.max(0, lastText)];
  if (last === undefined || header.includes("-")) return;
  const at = last.start + last.indent + last.text.length;
  if (header.includes("+")) {
    const breaks = lines.length - 1 - lastText + (lastText >= 0 ? 1 : 0);
    writing.add("\n".repeat(breaks), at, 1);
  } else if (lastText >= 0) writing.add("\n", at, 1);
}
