/** A JSON text with its lines, and what stands at an offset of it. */
import { createLineIndex, type LineIndex } from "../text/line-index.ts";
import { type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";
import { type ArrayValue, type Member, type ObjectValue, type Value } from "./value.ts";

/** A JSON text with its tree; all offsets asked for are of this text. */
export interface JsonDocument {
  readonly text: string;
  readonly root: Value;
  readonly lines: LineIndex;
  readonly newline: string;
  /** A span of the tree as one of this text. */
  inward(span: Span): Span;
  /** Where a value or a member stands in this text. */
  spanOf(part: { readonly span: Span }): Span;
}

export type Container = ObjectValue | ArrayValue;

/** `within` is the place of the text in the one that the tree's spans are of. */
export function jsonDocument(text: string, root: Value, within: SpanMap): JsonDocument {
  const inward = ({ start, end }: Span): Span => ({ start: within.innerOffset(start), end: within.innerOffset(end) });
  return {
    text,
    root,
    lines: createLineIndex(text),
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    inward,
    spanOf: ({ span }) => inward(span),
  };
}

export function partsOf(container: Container): readonly (Member | Value)[] {
  return container.kind === "object" ? container.members : container.items;
}

/** The offset of the line's first character. */
export function lineStartOf({ lines }: JsonDocument, offset: number): number {
  return lines.lineStart(lines.placeAt(offset).line);
}

/** The white space that the line of an offset starts with. */
export function indentAt(document: JsonDocument, offset: number): string {
  const start = lineStartOf(document, offset);
  let end = start;
  while (end < offset && isBlank(document.text.charAt(end))) end++;
  return document.text.slice(start, end);
}

/** Is there nothing before the offset on its line, and is that not the text's first? */
export function startsLine(document: JsonDocument, offset: number): boolean {
  const start = lineStartOf(document, offset);
  return start > 0 && start + indentAt(document, offset).length === offset;
}

export function spansLines({ lines }: JsonDocument, { start, end }: Span): boolean {
  return lines.placeAt(start).line < lines.placeAt(end).line;
}

/** The first character from the offset on that is neither white space nor in a comment. */
export function nextSign({ text }: JsonDocument, offset: number): number {
  let at = offset;
  for (;;) {
    while (/[ \t\r\n]/.test(text.charAt(at))) at++;
    const end = endOfComment(text, at);
    if (end === undefined) return at;
    at = end;
  }
}

/** Where the comments behind an offset end that end on its line, and whether the line is then at its end. */
export function restOfLine({ text }: JsonDocument, offset: number): { readonly end: number; readonly isLast: boolean } {
  let at = offset;
  for (;;) {
    while (isBlank(text.charAt(at))) at++;
    const end = endOfComment(text, at);
    if (end === undefined || text.slice(at, end).includes("\n")) break;
    at = end;
  }
  return { end: at, isLast: at >= text.length || /[\r\n]/.test(text.charAt(at)) };
}

/** A comment of slashes ends before its line break. */
function endOfComment(text: string, at: number): number | undefined {
  if (text.startsWith("//", at)) {
    const lineEnd = /[\r\n]/g;
    lineEnd.lastIndex = at;
    return lineEnd.exec(text)?.index ?? text.length;
  }
  if (!text.startsWith("/*", at)) return undefined;
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? text.length : end + 2;
}

export function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}
