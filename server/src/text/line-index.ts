import { lastAtOrBefore } from "./last-at-or-before.ts";

/** A place as people count it: line and column start at 1, the column counts UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Turns offsets of one text into places; built once for each text, asked in logarithmic time. */
export interface LineIndex {
  placeAt(offset: number): Place;
  /** The offset at which a line (counted from 1) starts; past the last line, the end of the text. */
  lineStart(line: number): number;
  readonly lineCount: number;
}

export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    lineCount: starts.length,
    lineStart: (line) => starts[line - 1] ?? text.length,
    placeAt(offset) {
      const line = Math.max(0, lastAtOrBefore(starts, offset));
      return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
    },
  };
}
