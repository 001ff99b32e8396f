/**
 * Finds the column of reasons in the event tables that deployment tools print for a CloudFormation stack. A reason is
 * wrapped inside its column, so that the other columns stand between its lines.
 */

interface LineBounds {
  readonly start: number;
  readonly end: number;
}

/** For the lines of a table, by their index: the offset at which the column of reasons starts. */
export function findReasonColumns(text: string, lines: readonly LineBounds[]): ReadonlyMap<number, number> {
  const columns = continuedCells(text, lines);
  if (!text.includes("_FAILED") && !text.includes(HEADER)) return columns;
  let column = -1;
  for (const [index, line] of lines.entries()) {
    const found = reasonColumn(text.slice(line.start, Math.min(line.end, line.start + WIDEST_TABLE)));
    if (found > 0) column = found;
    else if (column > 0 && !continues(text, line, column)) column = -1;
    if (column > 0 && line.end > line.start + column && startsCell(text, line.start + column)) {
      columns.set(index, line.start + column);
    }
  }
  // A reason on one line needs no column: without a second line there is nothing to put together.
  for (const index of [...columns.keys()]) {
    if (!columns.has(index - 1) && !columns.has(index + 1)) columns.delete(index);
  }
  return columns;
}

/** A last column that goes on in rows whose other cells are empty. */
function continuedCells(text: string, lines: readonly LineBounds[]): Map<number, number> {
  const columns = new Map<number, number>();
  for (const [index, { start, end }] of lines.entries()) {
    const above = lines[index - 1];
    if (above === undefined || !/[|│ \t]/.test(text.charAt(start))) continue;
    const cells = EMPTY_CELLS.exec(text.slice(start, Math.min(end, start + WIDEST_TABLE)));
    if (cells === null) continue;
    const [{ length: head }, bar = ""] = cells;
    const isBelow = columns.get(index - 1) === above.start + head;
    if (!isBelow && !(text.startsWith(bar, above.start + head - bar.length) && startsCell(text, above.start + head)))
      continue;
    columns.set(index - 1, above.start + head).set(index, start + head);
  }
  return columns;
}

/** Up to the first cell that is none of them, with the bar before it. */
const EMPTY_CELLS = /^[ \t]{0,40}[|│][ \t]{2,}(?:[|│][ \t]{2,}){0,8}([|│][ \t]{1,3})(?=\S)/;
const HEADER = "ResourceStatusReason";
const WIDEST_TABLE = 600;
const FAILED_ROW = /^[ ,|│]{0,4}[A-Z_]{3,40}_FAILED[ ]{2,}/;

function reasonColumn(line: string): number {
  const header = line.indexOf(HEADER);
  if (header > 0) return header;
  if (!FAILED_ROW.test(line)) return -1;
  const content = withoutBorder(line);
  const gap = content.lastIndexOf("  ");
  return gap < 0 ? -1 : gap + 2;
}

function withoutBorder(line: string): string {
  const content = line.trimEnd();
  return /[│┃]$/.test(content) ? content.slice(0, -1).trimEnd() : content;
}

function startsCell(text: string, offset: number): boolean {
  return /\s/.test(text.charAt(offset - 1)) && /\S/.test(text.charAt(offset));
}

function continues(text: string, line: LineBounds, column: number): boolean {
  const start = text.slice(line.start, line.start + column);
  if (/^[-+=─ ]*$/.test(start) && start.trim() !== "") return true;
  return line.end - line.start > column && /[ \t]$/.test(start);
}
