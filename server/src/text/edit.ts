import { type Span } from "./span.ts";

/** Replaces the text under `span` by `newText`. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * The text after all edits. Offsets of every edit refer to the text before any of them.
 * Edits that overlap an earlier one are left out, so that a text is never garbled.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let at = 0;
  for (const edit of inOrder) {
    if (edit.span.start < at) continue;
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}

/** The same edits in the order of the text, those that touch as one; undefined if two of them overlap. */
export function joinEdits(edits: readonly Edit[]): readonly Edit[] | undefined {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const joined: Edit[] = [];
  for (const edit of inOrder) {
    const last = joined.at(-1);
    if (last === undefined || last.span.end < edit.span.start) joined.push(edit);
    else if (last.span.end > edit.span.start) return undefined;
    else {
      const span = { start: last.span.start, end: edit.span.end };
      joined[joined.length - 1] = { span, newText: last.newText + edit.newText };
    }
  }
  return joined;
}

/** One edit that makes one text of the other: of what is between the beginning and the end that both have. */
export function editBetween(before: string, after: string): Edit {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}
