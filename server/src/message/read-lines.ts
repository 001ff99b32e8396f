/** The lines of a readable text: a message's own break, a wrap that was undone, and a break of the text that held the message. */

export const LINE_BREAK = /[\n\v\u2028]/;

/** Where the line begins that ends at the offset. */
export function lineStart(text: string, end: number): number {
  if (end <= 0) return 0;
  const from = end - 1;
  return 1 + Math.max(text.lastIndexOf("\n", from), text.lastIndexOf("\v", from), text.lastIndexOf("\u2028", from));
}

export function lastLine(text: string): string {
  return text.slice(lineStart(text, text.length));
}

export function firstLine(text: string): string {
  const end = text.search(LINE_BREAK);
  return end < 0 ? text : text.slice(0, end);
}
