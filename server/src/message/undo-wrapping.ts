/**
 * Takes back what wrapping does to lines: box characters, comment and quote marks, log prefixes and the left columns of
 * tables are taken out, so that a sentence that runs over several lines stands in one piece, with its line breaks.
 */
import { type Edit } from "../text/edit.ts";
import { findFullLines } from "./full-lines.ts";
import { BOX_MARK, type Mark, readMarks, sharedMarks } from "./line-marks.ts";
import { rewrite, type RewrittenText, unchanged } from "./rewritten-text.ts";
import { undoReflow, withoutStrayMarks } from "./undo-reflow.ts";
import { MESSAGE_BREAK } from "./undo-escapes.ts";
import { findReasonColumns } from "./undo-tables.ts";
import { findWordBreaks } from "./word-breaks.ts";
import { isInBox, type Line } from "./wrapped-line.ts";

/** A line break after a line that was full: most likely the break is inside a word. */
export const FULL_LINE_BREAK = "\v";

/** For what is looked for as one word. A text without such breaks comes back as it is. */
export function withoutFullBreaks(readable: string): RewrittenText {
  const breaks = Array.from(readable.matchAll(/\v/g), ({ index }) => ({
    span: { start: index, end: index + 1 },
    newText: "",
  }));
  return rewrite(unchanged(readable), breaks);
}

export function undoWrapping(text: RewrittenText): RewrittenText {
  const lines = undoReflow(text);
  return withoutStrayMarks(rewrite(lines, lineEdits(lines.text)));
}

/**
 * Marks the breaks of full lines while the text still has its escapes and entities, which count for the width. One of
 * them that was cut in two is put together.
 */
export function markFullLines(text: RewrittenText): RewrittenText {
  if (!/[\\&]/.test(text.text)) return text;
  const lines = readLines(text.text);
  const full = findFullLines(lines, text.text);
  return rewrite(
    text,
    [...full]
      .sort((a, b) => a - b)
      .flatMap((index) => {
        const line = lines[index];
        const next = lines[index + 1];
        if (line === undefined || next === undefined || line.isCell) return [];
        const isCut = CUT_BEFORE.test(text.text.slice(Math.max(0, line.end - 10), line.end)) && !isInBox(line);
        const span = isCut ? { start: line.end, end: next.start } : { start: line.lineEnd, end: line.lineEnd + 1 };
        return [{ span, newText: isCut ? "" : FULL_LINE_BREAK }];
      }),
  );
}

/** The first part of an entity or an escape. */
const CUT_BEFORE = /(?:&#?\w{0,8}|\\(?:u[0-9a-fA-F]{0,3})?)$/;

function lineEdits(text: string): Edit[] {
  const lines = readLines(text);
  const full = findFullLines(lines, text);
  const words = findWordBreaks(lines, text);
  const kindOf = (index: number): BreakKind => (full.has(index) ? "full" : words.has(index) ? "word" : "plain");
  const edits: Edit[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined) break;
    if (index === 0 && line.start > 0) edits.push({ span: { start: 0, end: line.start }, newText: "" });
    const gap = { start: line.end, end: next?.start ?? text.length };
    // Behind the content of a full line stands padding; a single blank outside of boxes is the message's.
    const isFull = full.has(index) || line.lineBreak === FULL_LINE_BREAK;
    const isPadded = line.isCell || (isFull && (isInBox(line) || line.lineEnd - line.end > 1));
    const blank = !isPadded && line.end < line.lineEnd ? " " : "";
    const newText = next === undefined ? blank : blank + breakAfter(line, next, kindOf(index), blank);
    if (gap.end - gap.start !== newText.length || text.slice(gap.start, gap.end) !== newText) {
      edits.push({ span: gap, newText });
    }
  }
  return edits;
}

/** `full`: inside a word or behind a blank. `word`: in place of a blank. */
type BreakKind = "full" | "word" | "plain";

function breakAfter(line: Line, next: Line, kind: BreakKind, blank: string): string {
  const isFull = kind === "full" || line.lineBreak === FULL_LINE_BREAK;
  // The last character for which there was room is a blank of the message.
  if (isFull && blank !== "") return "";
  if (isFull) return FULL_LINE_BREAK + (next.indent > line.indent ? " " : "");
  // The blank in front of the break is the one that it stands for.
  const replaced = kind === "word" && blank === "" ? " " : "";
  return replaced + line.lineBreak + (next.indent > line.indent ? " " : "");
}

const BREAK = /[\n\v\u2028]/g;

function nextBreak(text: string, from: number): number {
  BREAK.lastIndex = from;
  return BREAK.exec(text)?.index ?? text.length;
}

interface LineBounds {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

const BLANKS = /[ \t]*/y;

function readLines(text: string): Line[] {
  const bounds: LineBounds[] = [];
  let start = 0;
  for (let at = nextBreak(text, 0); at < text.length; at = nextBreak(text, start)) {
    bounds.push({ start, end: at, marks: readMarks(text, start, at) });
    start = at + 1;
  }
  bounds.push({ start, end: text.length, marks: readMarks(text, start, text.length) });
  const columns = findReasonColumns(text, bounds);
  const boxed = findBoxedLines(text, bounds);
  return bounds.map((line, index) => {
    const column = columns.get(index);
    if (column !== undefined) return contentOf(text, line, column, "", true);
    const shared = sharedMarks(bounds, index);
    const prefix = boxed.has(index) ? asBox(shared) : shared;
    const from = prefix.at(-1)?.end ?? line.start;
    return contentOf(text, line, from, prefix.map(({ mark }) => mark).join(" "), false);
  });
}

/** A box that is drawn with plain characters: lines of one length between two bars, without another bar inside. */
function findBoxedLines(text: string, lines: readonly LineBounds[]): ReadonlySet<number> {
  const boxed = new Set<number>();
  let before = false;
  for (const [index, line] of lines.entries()) {
    const closed = text.charAt(line.end - 1) === "|" && isClosed(text, line);
    if (closed && before && lengthOf(line) === lengthOf(lines[index - 1])) boxed.add(index - 1).add(index);
    before = closed;
  }
  return boxed;
}

const lengthOf = (line: LineBounds | undefined): number => (line === undefined ? 0 : line.end - line.start);

/** Between two bars stand text and no further column. */
function isClosed(text: string, { end, marks }: LineBounds): boolean {
  const bar = marks.find(({ mark }) => mark === "|");
  if (bar === undefined) return false;
  const inside = text.slice(bar.end, end - 1);
  return !/\s\|\s/.test(inside) && /[A-Za-z0-9]/.test(inside);
}

function asBox(prefix: readonly Mark[]): readonly Mark[] {
  const bar = prefix.findIndex(({ mark }) => mark === "|");
  return prefix.map((one, at) => (at === bar ? { ...one, mark: BOX_MARK } : one));
}

function contentOf(text: string, line: LineBounds, from: number, prefix: string, isCell: boolean): Line {
  BLANKS.lastIndex = from;
  const match = BLANKS.exec(text);
  const start = Math.min(line.end, from + (match?.[0].length ?? 0));
  let end = line.end;
  if (prefix.includes(BOX_MARK) || isCell) while (end > start && /[ \t│┃║|]/.test(text.charAt(end - 1))) end--;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  const indent = isCell ? 0 : Math.max(0, start - from - (prefix === "" ? 0 : 1));
  const found = text.charAt(line.end);
  const lineBreak = found === MESSAGE_BREAK || found === FULL_LINE_BREAK ? found : "\n";
  return { start, end, lineStart: line.start, lineEnd: line.end, prefix, indent, isCell, lineBreak };
}
