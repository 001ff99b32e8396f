/**
 * Quoted lines that were put together without their marks being taken out: `> first > second > third` on one line. The
 * lines become lines again.
 */
import { type Edit } from "../text/edit.ts";
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

export function undoReflow(text: RewrittenText): RewrittenText {
  if (!MARK_INSIDE.test(text.text)) return text;
  return rewrite(text, reflowEdits(text.text));
}

/**
 * A quotation or a box that was wrapped once more has its marks anywhere. Several that stand alone are no redirection and
 * no path through a menu.
 */
export function withoutStrayMarks(text: RewrittenText): RewrittenText {
  return STRAY_MARKS.reduce((before, pattern) => {
    const marks = [...before.text.matchAll(pattern)];
    if (marks.length < FEWEST_STRAY_MARKS) return before;
    return rewrite(
      before,
      marks.map(({ index, 0: mark }) => ({ span: { start: index, end: index + mark.length }, newText: "" })),
    );
  }, text);
}

/** Each starts behind a blank and takes the blanks behind it along, so that the one in front remains. */
const STRAY_MARKS: readonly RegExp[] = [
  /(?<![^\s])>(?:[ \t]{0,2}>){0,5}(?:[ \t]|(?=[\n\v\u2028]|$))/g,
  /(?<![^\s])[│┃║](?:[ \t]{1,2}|(?=[\n\v\u2028]|$))/g,
];
const FEWEST_STRAY_MARKS = 3;

const MARK_INSIDE = /\S {1,2}(?:>|#|\/\/)[ \t]/;
/** Behind a tag a mark may stand, behind another mark it is one with it. */
const MARKS_INSIDE = /(?<=[^\s>]>?)(?<!\\n>) {1,2}(>(?: {0,2}>){0,5}|#|\/\/)(?:[ \t]|$)/g;
/** Quoted lines are about as long as those of a mail. */
const SHORTEST_LINE = 30;
const LONGEST_LINE = 110;

function reflowEdits(text: string): Edit[] {
  const edits: Edit[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > 2 * SHORTEST_LINE) edits.push(...editsOfLine(text, start, end));
    start = end + 1;
  }
  return edits;
}

function editsOfLine(text: string, start: number, end: number): Edit[] {
  const line = text.slice(start, end);
  const front = /^[\s>]{0,20}/.exec(line)?.[0].length ?? 0;
  const opening = /^\s{0,8}(>|#|\/\/)/.exec(line)?.[1];
  const marks = [...line.matchAll(MARKS_INSIDE)].filter(
    ({ index, 1: mark = "" }) => index >= front && (opening === undefined || mark.startsWith(opening)),
  );
  if (!areLines(line, marks, opening !== undefined)) return [];
  return marks.map(({ index, 0: found }) => ({
    span: { start: start + index, end: start + index + found.length },
    newText: opening === undefined ? "\n" : `\n${found.trimStart()}`,
  }));
}

/** Without a mark in front the marks inside have to tell by themselves. */
function areLines(line: string, marks: readonly RegExpExecArray[], isOpened: boolean): boolean {
  if (marks.length < (isOpened ? 1 : 2) || (!isOpened && marks.some(([, mark]) => mark !== ">"))) return false;
  let before = 0;
  let isAnyLong = false;
  for (const [at, mark] of marks.entries()) {
    const length = mark.index - before;
    if (length > LONGEST_LINE && line.slice(before, mark.index).trim().includes(" ", 4)) return false;
    // The first line may have lost its beginning.
    if (!isOpened && length < SHORTEST_LINE && at > 0) return false;
    isAnyLong ||= length >= SHORTEST_LINE;
    before = mark.index;
  }
  return isAnyLong;
}
