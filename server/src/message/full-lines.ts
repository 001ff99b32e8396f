/** Finds the lines of a text that ended because there was no more room: there a break may stand inside a word. */
import { TIME_MARK } from "./line-marks.ts";
import { MESSAGE_BREAK } from "./undo-escapes.ts";
import { isInBox, type Line, widthOf } from "./wrapped-line.ts";

/** Terminals break at these widths; for other widths at least two lines of a block must be equally long. */
const USUAL_WIDTHS: ReadonlySet<number> = new Set([72, 80, 100, 120, 132, 160]);
const NARROWEST_PARAGRAPH = 40;

/** The full lines, by their index. */
export function findFullLines(lines: readonly Line[], text: string): ReadonlySet<number> {
  const full = new Set<number>();
  for (let first = 0; first < lines.length;) {
    let last = first;
    while (last + 1 < lines.length && sameBlock(lines[last], lines[last + 1])) last++;
    if (last > first) addFullLines({ lines, first, last, text }, full);
    first = last + 1;
  }
  return full;
}

/** Lines that belong together: of one wrapped text, or of one string that holds a wrapped text. */
interface Block {
  readonly lines: readonly Line[];
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

function sameBlock(line: Line | undefined, next: Line | undefined): boolean {
  if (line === undefined || next === undefined) return false;
  return next.end > next.start && line.end > line.start && line.prefix === next.prefix && line.isCell === next.isCell;
}

function addFullLines(block: Block, full: Set<number>): void {
  const { lines, first, last, text } = block;
  const isCell = lines[first]?.isCell === true;
  const widths = widthsOf(block);
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  // A line that a log has again says nothing of the room there was.
  const howOften = new Set(
    lines
      .slice(first, last + 1)
      .flatMap(({ start, end }, at) => (widths[at] === widest ? [text.slice(start, end)] : [])),
  ).size;
  if (isInBox(lines[first]) && touchesBorder(block, full)) return;
  if (!isCell && (widest < NARROWEST_PARAGRAPH || (howOften < 2 && !USUAL_WIDTHS.has(widest)))) return;
  for (let index = first; index < last; index++) {
    const line = lines[index];
    const next = lines[index + 1];
    if (line === undefined || next === undefined || widths[index - first] !== widest) continue;
    // One blank may be the message's own.
    if (next.indent > line.indent + 1 || isNewEntry(line, next, text)) continue;
    full.add(index);
  }
}

/**
 * What was put round a text after it was wrapped makes its first and last line longer: quotes, marks for bold, a bullet,
 * the name of a field.
 */
function widthsOf({ lines, first, last, text }: Block): number[] {
  const widths = lines.slice(first, last + 1).map(widthOf);
  const line = lines[first];
  if (line === undefined) return widths;
  const others = widths.slice(1, -1);
  const isString = line.lineBreak === MESSAGE_BREAK;
  const usual = isString ? [...new Set([...others, ...USUAL_WIDTHS])] : [...repeated(others)];
  const shown = widths[0] ?? 0;
  const before = isString ? /["'=]/ : /["'`=*_|>,\s]/;
  const width = usual.find((one) => one < shown && before.test(text.charAt(line.lineStart + shown - one - 1)));
  return width === undefined ? widths : [width, ...others, Math.min(width, widths.at(-1) ?? 0)];
}

function repeated(widths: readonly number[]): ReadonlySet<number> {
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const isRepeated = widths.indexOf(widest) !== widths.lastIndexOf(widest);
  return new Set(isRepeated && widest >= NARROWEST_PARAGRAPH ? [widest] : []);
}

/** Lines that begin alike, or with a time of their own, are entries of a log that happen to be equally long. */
function isNewEntry(line: Line, next: Line, text: string): boolean {
  if (openingOf(line, text) === openingOf(next, text)) return true;
  const start = text.slice(next.start, next.start + 40);
  if (LOG_ENTRY.test(start) || OWN_LINE.test(start)) return true;
  // A log that puts a time before every line may wrap them, or begin another entry.
  if (!line.prefix.includes(TIME_MARK)) return false;
  return /^\W?[A-Z][\w.]*(?:[: \]]|$)/.test(start) || !isSameTime(line, next, text);
}

/** Lines that are counted begin alike but for their numbers: `attempt 1: `, `attempt 2: `. */
function openingOf({ start }: Line, text: string): string {
  const opening = text.slice(start, start + ALIKE);
  return /^[A-Za-z[(]/.test(opening) ? opening.replace(/\d/g, "0") : opening;
}

const ALIKE = 10;
/** What always begins a line; the next item of a list, and who writes next in a chat, among them. */
const OWN_LINE =
  /^(?:at |\d{1,2}[.)] [A-Z]|[A-Z][\w.-]{1,30} {1,2}\[?\d{1,2}:\d\d(?: [AP]M)?\b|Caused by: |Traceback \(|Diagnose with Amazon Q|status code: |---> |\^|exit(?:ed)? (?:status|code|with)\b|[Aa]ny (?:ideas?|help|suggestions?)\b|PS [A-Z]:|section_(?:start|end):|Resource creation |Process (?:completed|exited)|Cleaning up (?:project|file)|make(?:\[\d{1,3}\])?: |[-=_~`]{3})/;

function isSameTime(line: Line, next: Line, text: string): boolean {
  const time = (one: Line): string => /\d\d:\d\d:\d\d/.exec(text.slice(one.lineStart, one.start))?.[0] ?? "";
  return time(line) === time(next);
}

/** In a box that is closed on its right, the lines that reach its border are full; one of many does so by chance. */
function touchesBorder({ lines, first, last, text }: Block, full: Set<number>): boolean {
  const touching: number[] = [];
  const ofOneWord: number[] = [];
  const ofBox = lines.slice(first, last + 1);
  const width = mostOften(ofBox.map(({ lineStart, lineEnd }) => lineEnd - lineStart));
  for (const [offset, line] of ofBox.entries()) {
    const rest = text.slice(line.end, line.lineEnd);
    if (!RIGHT_BORDER.test(rest)) return false;
    // What sticks out of the box had no room, and was not wrapped.
    if (line.lineEnd - line.lineStart !== width) continue;
    if (first + offset === last || rest.trimStart().length < rest.length - 1) continue;
    touching.push(first + offset);
    if (!/\s/.test(text.slice(line.start, line.end))) ofOneWord.push(first + offset);
  }
  // Also who wraps between words cuts a word that is longer than the box.
  for (const index of ofOneWord) full.add(index);
  if (touching.length > 1 || last - first === 1) for (const index of touching) full.add(index);
  return true;
}

function mostOften(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  let best = 0;
  for (const [number, count] of counts) if (count > (counts.get(best) ?? 0)) best = number;
  return best;
}

const RIGHT_BORDER = /^[ \t]*[│┃║|][ \t]*$/;

/** A line with a time of its own goes on with nothing. */
const LOG_ENTRY = /^\W?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:/;
