/** A line of a pasted text, as it stands and as it reads. */
import { BOX_MARK } from "./line-marks.ts";

export interface Line {
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

export function isInBox(line: Line | undefined): boolean {
  return line?.prefix.includes(BOX_MARK) === true;
}

/** The columns of a table are padded; of other lines the blanks in front and behind count. */
export function widthOf(line: Line | undefined): number {
  if (line === undefined) return 0;
  if (line.isCell) return line.end - line.start;
  // A single blank at the end is the message's, more of them are padding.
  const end = line.lineEnd - line.end === 1 && !isInBox(line) ? line.lineEnd : line.end;
  return end - line.lineStart;
}
