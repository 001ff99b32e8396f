/**
 * Finds the lines that a word wrap ended: the next word had no room. There the break stands in place of a blank, which
 * counts inside quotes.
 */
import { isInBox, type Line, widthOf } from "./wrapped-line.ts";

/** A paragraph has at least so many lines; two may be any. */
const FEWEST_LINES = 3;

/** The lines, by their index. Lines of one word are longer than the paragraph is wide, and tell nothing. */
export function findWordBreaks(lines: readonly Line[], text: string): ReadonlySet<number> {
  const breaks = new Set<number>();
  for (let first = 0; first < lines.length;) {
    let last = first;
    while (last + 1 < lines.length && areOneParagraph(lines[last], lines[last + 1])) last++;
    if (last - first + 1 >= FEWEST_LINES) addBreaks(lines.slice(first, last + 1), first, text, breaks);
    first = last + 1;
  }
  return breaks;
}

function areOneParagraph(line: Line | undefined, next: Line | undefined): boolean {
  if (line === undefined || next === undefined || line.isCell || isInBox(line)) return false;
  return line.lineBreak === "\n" && line.end > line.start && next.end > next.start && line.prefix === next.prefix;
}

function addBreaks(paragraph: readonly Line[], first: number, text: string, breaks: Set<number>): void {
  const widths = paragraph.map((line) => (text.slice(line.start, line.end).includes(" ") ? widthOf(line) : 0));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const found: number[] = [];
  for (const [offset, line] of paragraph.slice(0, -1).entries()) {
    const next = paragraph[offset + 1];
    const width = widthOf(line);
    if (next === undefined || width >= widest) continue;
    if (width + 1 + lengthOfWord(text, next) > widest) found.push(offset);
  }
  // The widest line alone could have been full to the last character; beside others that were not, it was not.
  const longest = widths.indexOf(widest);
  if (found.length > 0 && longest === widths.lastIndexOf(widest) && longest < paragraph.length - 1) found.push(longest);
  for (const offset of found) breaks.add(first + offset);
}

function lengthOfWord(text: string, { start, end }: Line): number {
  for (let at = start; at < end; at++) if (text[at] === " ") return at - start;
  return end - start;
}
