/** Comments of Jinja, which Ansible, Sceptre and dbt take out before anybody else reads the file. */

/** More than this in several lines is no comment that somebody wrote. */
const LONGEST = 4_000;

/** As long as the text: lines that hold nothing but `{# … #}` are spaces. Linear, however many are never closed. */
export function withoutTemplateComments(text: string): string {
  const kept: string[] = [];
  let [from, close, newline] = [0, 0, 0];
  for (let start = text.indexOf("{#"); start >= 0; start = text.indexOf("{#", Math.max(from, start + 2))) {
    // One that is behind this place was found for an earlier one as well.
    if (close < start + 2) close = placeOf(text, "#}", start + 2);
    if (newline < start) newline = placeOf(text, "\n", start);
    if (close === Infinity) break;
    const end = close + 2;
    if ((end <= newline || end - start <= LONGEST) && isAlone(text, start, end)) {
      kept.push(text.slice(from, start), text.slice(start, end).replace(/[^\r\n]/g, " "));
      from = end;
    }
  }
  return from === 0 ? text : kept.join("") + text.slice(from);
}

function placeOf(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at < 0 ? Infinity : at;
}

/** Is there nothing before it on its first line, and nothing behind it on its last? */
function isAlone(text: string, start: number, end: number): boolean {
  let before = start;
  while (isBlank(text[before - 1])) before--;
  let behind = end;
  while (isBlank(text[behind])) behind++;
  return isLineEnd(text[before - 1]) && isLineEnd(text[behind]);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function isLineEnd(character: string | undefined): boolean {
  return character === undefined || character === "\n" || character === "\r";
}
