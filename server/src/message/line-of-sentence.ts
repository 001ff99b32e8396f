/** Where a line starts that a word wrap may have broken: an error and what is said of it stand in one sentence. */

/** The start of the last line of `before`, or of the line whose sentence the last one goes on with. */
export function startOfLine(before: string, lineBreak: RegExp): number {
  let start = 0;
  for (const { index } of before.matchAll(lineBreak)) {
    if (!goesOn(before, start, index)) start = index + 1;
  }
  return start;
}

/** The end of the first line of `after`, or of the line that goes on with its sentence. */
export function endOfLine(after: string, lineBreak: RegExp): number {
  let start = 0;
  for (const { index } of after.matchAll(lineBreak)) {
    if (!goesOn(after, start, index)) return index;
    start = index + 1;
  }
  return after.length;
}

function goesOn(text: string, start: number, lineBreak: number): boolean {
  return /[^.!?:;}\])]$/.test(text.slice(start, lineBreak)) && GOES_ON.test(text.slice(lineBreak + 1, lineBreak + 40));
}

/** A word in small letters and another one, and no name of a program (`fatal error: …`); or a word in quotes. */
const GOES_ON = /^ ?(?:[a-z][a-z']* (?![\w ]{1,20}:)[\w[("'`]|["'`](?:$|\w{1,36}["'`]))/;
