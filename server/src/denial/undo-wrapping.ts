/**
 * Takes back what wrapping does to lines: box characters, comment and quote marks, log prefixes and the left columns of
 * tables are taken out, so that a sentence that runs over several lines stands in one piece, with its line breaks.
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";
import { MESSAGE_BREAK } from "./undo-escapes.ts";
import { findReasonColumns } from "./undo-tables.ts";

/** A line break after a line that was full: most likely the break is inside a word. */
export const FULL_LINE_BREAK = "\v";

export function undoWrapping(text: RewrittenText): RewrittenText {
  return rewrite(text, lineEdits(text.text));
}

interface Line {
  /** What the line says, without prefix, indentation and trailing blanks. */
  readonly start: number;
  readonly end: number;
  /** The line as it stands. */
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly prefix: string;
  readonly indented: boolean;
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
    const blank = !line.isCell && line.end < line.lineEnd ? " " : "";
    const newText =
      next === undefined
        ? blank
        : blank + (full.has(index) ? FULL_LINE_BREAK : line.lineBreak) + (next.indented ? " " : "");
    if (gap.end - gap.start !== newText.length || text.slice(gap.start, gap.end) !== newText) {
      edits.push({ span: gap, newText });
    }
  }
  return edits;
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

const MAY_BE_MARK = /[\s│┃║╷╵╎┆▌▏>|#/*;+,\w.-]/;
const NO_MARKS: readonly Mark[] = [];

function readMark(text: string, start: number, lineEnd: number): Mark | null {
  const at = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    return match !== null && pattern.lastIndex <= lineEnd ? match : null;
  };
  if (at(BOX) !== null) return { mark: BOX_MARK, end: BOX.lastIndex };
  const match = at(MARK) ?? at(LOG_SOURCE);
  if (match === null) return null;
  const end = match.index + match[0].length;
  const mark = (match[1] ?? "").trim();
  const standsAlone = end >= lineEnd || /[ \t>]/.test(text.charAt(end)) || /[ \t]$/.test(match[0]) || mark === ",";
  return standsAlone ? { mark, end } : null;
}

const BOX_MARK = "box";

function contentOf(text: string, line: LineBounds, from: number, prefix: string, isCell: boolean): Line {
  BLANKS.lastIndex = from;
  const match = BLANKS.exec(text);
  const start = Math.min(line.end, from + (match?.[0].length ?? 0));
  let end = line.end;
  if (prefix.startsWith(BOX_MARK) || isCell) while (end > start && /[ \t│┃║|]/.test(text.charAt(end - 1))) end--;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  const indented = !isCell && start - from > (prefix === "" ? 0 : 1);
  const lineBreak = text.charAt(line.end) === MESSAGE_BREAK ? MESSAGE_BREAK : "\n";
  return { start, end, lineStart: line.start, lineEnd: line.end, prefix, indented, isCell, lineBreak };
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
  let widest = 0;
  let howOften = 0;
  for (let index = first; index <= last; index++) {
    const width = widthOf(lines[index]);
    if (width === widest) howOften++;
    if (width <= widest) continue;
    widest = width;
    howOften = 1;
  }
  if (!isCell && (widest < NARROWEST_PARAGRAPH || (howOften < 2 && !USUAL_WIDTHS.has(widest)))) return;
  for (let index = first; index < last; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined || next === undefined || next.indented || widthOf(line) !== widest) continue;
    // Lines that begin alike are entries of a log that happen to be equally long.
    if (text.slice(line.start, line.start + 6) === text.slice(next.start, next.start + 6)) continue;
    full.add(index);
  }
}

/** The columns of a table are padded; of other lines the blanks in front and behind count. */
function widthOf(line: Line | undefined): number {
  if (line === undefined) return 0;
  return line.isCell ? line.end - line.start : line.end - line.lineStart;
}
