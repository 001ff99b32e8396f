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

const MARK_INSIDE = /\S {1,2}(?:>|#|\/\/) \S/;
const MARKS_INSIDE = /(?<=\S) {1,2}(>(?: ?>){0,5}|#|\/\/) (?=\S)/g;
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
  // Without a mark in front the marks inside have to tell by themselves.
  if (marks.length < (opening === undefined ? 2 : 1) || (opening === undefined && !marks.every(([, mark]) => mark === ">"))) return [];
  let before = 0;
  for (const [index, mark] of marks.entries()) {
    const length = mark.index - before;
    // The first line may have lost its beginning.
    if (length > LONGEST_LINE || (length < SHORTEST_LINE && index > 0)) return [];
    before = mark.index;
  }
  return marks.map(({ index, 0: found }) => ({
    span: { start: start + index, end: start + index + found.length },
    newText: opening === undefined ? "\n" : `\n${found.trimStart()}`,
  }));
}
