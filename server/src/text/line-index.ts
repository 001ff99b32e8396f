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
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
    },
  };
}
