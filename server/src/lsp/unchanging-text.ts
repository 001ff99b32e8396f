/**
 * A text that never changes, as the protocol counts in it: the library's own looks at each character for the lines' starts,
 * which takes a hundred milliseconds for 5 MB, in one go. Lines end as in the library: with a line feed, a carriage return
 * or both.
 */
import { type Position, type Range, type TextDocument } from "vscode-languageserver-textdocument";
import { lastAtOrBefore } from "../text/last-at-or-before.ts";

/** A text of the library's is one as well. */
export type UnchangingText = Pick<
  TextDocument,
  "uri" | "languageId" | "version" | "getText" | "offsetAt" | "positionAt"
>;

/** Lines are sought when a place is first asked for. Places past the end of a line or of the text are its end. */
export function unchangingText(uri: string, languageId: string, version: number, content: string): UnchangingText {
  let known: readonly number[] | undefined;
  const starts = (): readonly number[] => (known ??= lineStartsOf(content));
  const startOf = (line: number): number => starts()[line] ?? content.length;
  const isEnd = (at: number): boolean => content[at] === "\n" || content[at] === "\r";
  /** Back to before the end of the line, for a place in it. */
  const beforeEnd = (offset: number, start: number): number => {
    let at = offset;
    while (at > start && isEnd(at - 1)) at--;
    return at;
  };
  const offsetAt = ({ line, character }: Position): number => {
    if (line < 0) return 0;
    const start = startOf(line);
    return character <= 0 ? start : beforeEnd(Math.min(start + character, startOf(line + 1)), start);
  };
  const getText = (range?: Range): string => {
    if (range === undefined) return content;
    const [one, other] = [offsetAt(range.start), offsetAt(range.end)];
    return content.slice(Math.min(one, other), Math.max(one, other));
  };
  return {
    uri,
    languageId,
    version,
    getText,
    offsetAt,
    positionAt(offset) {
      const within = Math.max(0, Math.min(offset, content.length));
      const line = lastAtOrBefore(starts(), within);
      const start = startOf(line);
      return { line, character: beforeEnd(within, start) - start };
    },
  };
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  let feed = text.indexOf("\n");
  let carriage = text.indexOf("\r");
  while (feed >= 0 || carriage >= 0) {
    const isPair = carriage >= 0 && feed === carriage + 1;
    const isFeedFirst = carriage < 0 || (feed >= 0 && feed < carriage);
    const end = isPair || isFeedFirst ? feed : carriage;
    starts.push(end + 1);
    if (isPair || !isFeedFirst) carriage = text.indexOf("\r", end + 1);
    if (isPair || isFeedFirst) feed = text.indexOf("\n", end + 1);
  }
  return starts;
}
