/** The message of a denial that the cursor is in: in a log, a terminal's output that was pasted, an event. */

/** What every such message has somewhere. */
const DENIED = /not authorized|access ?denied|explicit deny|unauthorized|forbidden|MalformedPolicy/i;
/** What no policy and no program has in passing. */
const CERTAIN = /not authorized to|\bAccessDenied(?:Exception)?\b|explicit deny|UnauthorizedOperation/i;
/** A line that needs no other: who asked, for what, and that it was refused. */
const WHOLE = /is not authorized to perform/i;
/** Longer than any event. */
const MOST_LINES = 200;

export function looksDenied(text: string): boolean {
  return DENIED.test(text);
}

/** `lineAt` gives the text of a line, counted from 0; undefined before the first and behind the last. */
export function messageAt(line: number, lineAt: (line: number) => string | undefined): string | undefined {
  const own = lineAt(line);
  if (own === undefined || !CERTAIN.test(own)) return undefined;
  const around = [...linesFrom(line - 1, -1, lineAt).reverse(), own, ...linesFrom(line + 1, 1, lineAt)];
  // Of a log only the line is meant, or else every denial in it would be explained.
  const isLog = WHOLE.test(own) && around.filter((text) => WHOLE.test(text)).length > 1;
  return isLog ? own : around.join("\n");
}

/** Up to the next empty line. */
function linesFrom(first: number, step: 1 | -1, lineAt: (line: number) => string | undefined): string[] {
  const lines: string[] = [];
  for (let line = first; lines.length < MOST_LINES; line += step) {
    const text = lineAt(line);
    if (text === undefined || text.trim() === "") break;
    lines.push(text);
  }
  return lines;
}
