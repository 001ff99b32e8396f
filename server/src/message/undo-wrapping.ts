/**
 * Takes back what wrapping does to lines: box characters, comment and quote marks, log prefixes and the left columns of
 * tables are taken out, so that a sentence that runs over several lines stands in one piece, with its line breaks.
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";
import { undoReflow } from "./undo-reflow.ts";
import { MESSAGE_BREAK } from "./undo-escapes.ts";
import { findReasonColumns } from "./undo-tables.ts";

/** A line break after a line that was full: most likely the break is inside a word. */
export const FULL_LINE_BREAK = "\v";

export function undoWrapping(text: RewrittenText): RewrittenText {
  const lines = undoReflow(text);
  return rewrite(lines, lineEdits(lines.text));
}

interface Line {
  /** What the line says, without prefix, indentation and trailing blanks. */
  readonly start: number;
  readonly end: number;
  /** The line as it stands. */
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly prefix: string;
  /** How far the content stands behind the prefix and its one blank. */
  readonly indent: number;
  readonly isCell: boolean;
  /** What ended the line: a line break, or one that the message itself had. */
  readonly lineBreak: string;
}

function lineEdits(text: string): Edit[] {
  const lines = readLines(text);
  const full = findFullLines(lines, text);
  const edits: Edit[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined) break;
    if (index === 0 && line.start > 0) edits.push({ span: { start: 0, end: line.start }, newText: "" });
    const gap = { start: line.end, end: next?.start ?? text.length };
    // Behind the content of a full line inside a box stands only the padding of the box.
    const isPadded = line.isCell || (full.has(index) && isInBox(line));
    const blank = !isPadded && line.end < line.lineEnd ? " " : "";
    const newText = next === undefined ? blank : blank + breakAfter(line, next, full.has(index), blank);
    if (gap.end - gap.start !== newText.length || text.slice(gap.start, gap.end) !== newText) {
      edits.push({ span: gap, newText });
    }
  }
  return edits;
}

function breakAfter(line: Line, next: Line, isFull: boolean, blank: string): string {
  // The last character for which there was room is a blank of the message.
  if (isFull && blank !== "") return "";
  return (isFull ? FULL_LINE_BREAK : line.lineBreak) + (next.indent > line.indent ? " " : "");
}

const BREAK = /[\n\u2028]/g;

function nextBreak(text: string, from: number): number {
  BREAK.lastIndex = from;
  return BREAK.exec(text)?.index ?? text.length;
}

interface LineBounds {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

interface Mark {
  readonly mark: string;
  readonly end: number;
}

/** A mark is a prefix if the line above or below has it too; a box character always is. */
function sharedMarks(line: LineBounds, above: LineBounds | undefined, below: LineBounds | undefined): readonly Mark[] {
  if (line.marks.length === 0) return NO_MARKS;
  let count = 0;
  for (const [index, { mark }] of line.marks.entries()) {
    const isShared = [above, below].some((other) => other?.marks[index]?.mark === mark);
    if (!isShared && mark !== BOX_MARK) break;
    count = index + 1;
  }
  return line.marks.slice(0, count);
}

const BOX = /[ \t]*[│┃║╷╵╎┆▌▏]/y;
const MARK = /[ \t]*((?:>[ \t]?)+|\|+|#+|\/\/+|\*|--|;|\+|,)/y;
const LOG_SOURCE = /([\w.-]{1,60}[ \t]{0,20}\|)(?=[ \t]|$)/y;
/** What a log puts before each line: a time, and syslog the host and the program too. */
const LOG_TIME =
  /[ \t]*(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[ ]?[+-]\d\d:?\d\d)?\]?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d [\w.-]{1,80} [\w./-]{1,80}(?:\[\d{1,10}\])?:)(?=[ \t]|$)/y;
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
  return bounds.map((line, index) => {
    const column = columns.get(index);
    if (column !== undefined) return contentOf(text, line, column, "", true);
    const prefix = sharedMarks(line, bounds[index - 1], bounds[index + 1]);
    const from = prefix.at(-1)?.end ?? line.start;
    return contentOf(text, line, from, prefix.map(({ mark }) => mark).join(" "), false);
  });
}

/** Prefixes stack up: a quoted mail holds a comment, a log holds a box. */
const MOST_PREFIXES = 4;

function readMarks(text: string, start: number, lineEnd: number): readonly Mark[] {
  if (!MAY_BE_MARK.test(text.charAt(start))) return NO_MARKS;
  const marks: Mark[] = [];
  let at = start;
  for (let count = 0; count < MOST_PREFIXES; count++) {
    const next = readMark(text, at, lineEnd);
    if (next === null) break;
    marks.push(next);
    at = next.end;
  }
  return marks;
}

const MAY_BE_MARK = /[\s[│┃║╷╵╎┆▌▏>|#/*;+,\w.-]/;
const NO_MARKS: readonly Mark[] = [];

function readMark(text: string, start: number, lineEnd: number): Mark | null {
  const at = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    return match !== null && pattern.lastIndex <= lineEnd ? match : null;
  };
  if (at(BOX) !== null) return { mark: BOX_MARK, end: BOX.lastIndex };
  if (at(LOG_TIME) !== null) return { mark: TIME_MARK, end: LOG_TIME.lastIndex };
  const match = at(MARK) ?? at(LOG_SOURCE);
  if (match === null) return null;
  const end = match.index + match[0].length;
  const mark = (match[1] ?? "").trim();
  const standsAlone = end >= lineEnd || /[ \t>]/.test(text.charAt(end)) || /[ \t]$/.test(match[0]) || mark === ",";
  return standsAlone ? { mark, end } : null;
}

const BOX_MARK = "box";
const TIME_MARK = "time";

function contentOf(text: string, line: LineBounds, from: number, prefix: string, isCell: boolean): Line {
  BLANKS.lastIndex = from;
  const match = BLANKS.exec(text);
  const start = Math.min(line.end, from + (match?.[0].length ?? 0));
  let end = line.end;
  if (prefix.includes(BOX_MARK) || isCell) while (end > start && /[ \t│┃║|]/.test(text.charAt(end - 1))) end--;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  const indent = isCell ? 0 : Math.max(0, start - from - (prefix === "" ? 0 : 1));
  const lineBreak = text.charAt(line.end) === MESSAGE_BREAK ? MESSAGE_BREAK : "\n";
  return { start, end, lineStart: line.start, lineEnd: line.end, prefix, indent, isCell, lineBreak };
}

/** Terminals break at these widths; for other widths at least two lines of a block must be equally long. */
const USUAL_WIDTHS: ReadonlySet<number> = new Set([80, 100, 120, 132, 160]);
const NARROWEST_PARAGRAPH = 40;

/** The lines that ended because there was no more room, by their index. */
function findFullLines(lines: readonly Line[], text: string): ReadonlySet<number> {
  const full = new Set<number>();
  for (let first = 0; first < lines.length;) {
    let last = first;
    while (last + 1 < lines.length && sameBlock(lines[last], lines[last + 1])) last++;
    addFullLines(lines, first, last, text, full);
    first = last + 1;
  }
  return full;
}

function sameBlock(line: Line | undefined, next: Line | undefined): boolean {
  if (line === undefined || next === undefined) return false;
  if (line.lineBreak === MESSAGE_BREAK) return false;
  return next.end > next.start && line.end > line.start && line.prefix === next.prefix && line.isCell === next.isCell;
}

function addFullLines(lines: readonly Line[], first: number, last: number, text: string, full: Set<number>): void {
  if (first === last) return;
  const isCell = lines[first]?.isCell === true;
  // Lines with times of their own are entries of a log, however long they are.
  if (lines[first]?.prefix.includes(TIME_MARK) === true) return;
  let widest = 0;
  let howOften = 0;
  for (let index = first; index <= last; index++) {
    const width = widthOf(lines[index]);
    if (width === widest) howOften++;
    if (width <= widest) continue;
    widest = width;
    howOften = 1;
  }
  if (isInBox(lines[first]) && touchesBorder(lines, first, last, text, full)) return;
  if (!isCell && (widest < NARROWEST_PARAGRAPH || (howOften < 2 && !USUAL_WIDTHS.has(widest)))) return;
  for (let index = first; index < last; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined || next === undefined || next.indent > line.indent || widthOf(line) !== widest) continue;
    // Lines that begin alike are entries of a log that happen to be equally long.
    if (text.slice(line.start, line.start + 6) === text.slice(next.start, next.start + 6)) continue;
    if (LOG_ENTRY.test(text.slice(next.start, next.start + 20))) continue;
    full.add(index);
  }
}

function isInBox(line: Line | undefined): boolean {
  return line?.prefix.includes(BOX_MARK) === true;
}

/** In a box that is closed on its right, the lines that reach its border are full; one of many does so by chance. */
function touchesBorder(lines: readonly Line[], first: number, last: number, text: string, full: Set<number>): boolean {
  const touching: number[] = [];
  for (const [offset, line] of lines.slice(first, last + 1).entries()) {
    const rest = text.slice(line.end, line.lineEnd);
    if (!RIGHT_BORDER.test(rest)) return false;
    if (first + offset < last && rest.trimStart().length >= rest.length - 1) touching.push(first + offset);
  }
  if (touching.length > 1 || last - first === 1) for (const index of touching) full.add(index);
  return true;
}

const RIGHT_BORDER = /^[ \t]*[│┃║|][ \t]*$/;

/** A line with a time of its own goes on with nothing. */
const LOG_ENTRY = /^\W?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:/;

/** The columns of a table are padded; of other lines the blanks in front and behind count. */
function widthOf(line: Line | undefined): number {
  if (line === undefined) return 0;
  if (line.isCell) return line.end - line.start;
  // A single blank at the end is the message's, more of them are padding.
  const end = line.lineEnd - line.end === 1 && !isInBox(line) ? line.lineEnd : line.end;
  return end - line.lineStart;
}
