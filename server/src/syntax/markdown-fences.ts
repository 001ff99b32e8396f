/** Fenced code blocks of Markdown. Source: "Fenced code blocks" and "Block quotes" of the CommonMark specification. */
import { type Span } from "../text/span.ts";

export interface Fence {
  /** The first word behind the fence, in lower case: `json`. Empty where there is none. */
  readonly language: string;
  /** Of its text, without the lines of the fence. */
  readonly span: Span;
  /** What stands there, with spaces in the place of the marks of the quotes around it. */
  readonly code: string;
}

/**
 * In the order of the text. One that is never closed goes on to the end of the quote that it stands in, or of the text,
 * as the specification has it. Indentation is not measured: a block in a list is indented by as much as the list is deep.
 */
export function* fencesIn(text: string): Generator<Fence> {
  let open: OpenFence | undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    // The line of a fence is short: a long one is text.
    const line = end - start > LONGEST_FENCE_LINE ? undefined : text.slice(start, end);
    const behindQuotes = open === undefined ? undefined : behindMarks(text, start, end, open.quotes);
    if (open !== undefined && behindQuotes === undefined) {
      yield fenceOf(open, text, start);
      open = undefined;
    }
    if (open === undefined) open = line === undefined ? undefined : openedBy(line, end + 1);
    else if (line !== undefined && closes(text.slice(behindQuotes, end).trim(), open)) {
      yield fenceOf(open, text, start);
      open = undefined;
    } else if (open.quotes > 0)
      open.unquoted.push(unquoted(text.slice(start, end + 1), (behindQuotes ?? start) - start));
    start = end + 1;
  }
  if (open !== undefined && open.start < text.length) yield fenceOf(open, text, text.length);
}

interface OpenFence {
  readonly mark: string;
  readonly language: string;
  readonly start: number;
  /** How many quotes it stands in. */
  readonly quotes: number;
  /** Its lines so far, where it stands in any. */
  readonly unquoted: string[];
}

const LONGEST_FENCE_LINE = 1_000;

function fenceOf({ language, start, quotes, unquoted: lines }: OpenFence, text: string, end: number): Fence {
  return { language, span: { start, end }, code: quotes === 0 ? text.slice(start, end) : lines.join("") };
}

/** Also behind the marks of quotes and of items of lists. The words behind a fence of backticks have none, or it would be code in a line. */
function openedBy(line: string, start: number): OpenFence | undefined {
  const [, marks = "", mark, words] =
    /^((?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*)[ \t]*(`{3,}|~{3,})(.*)$/.exec(line.trimEnd()) ?? [];
  if (mark === undefined || words === undefined || (mark.startsWith("`") && words.includes("`"))) return undefined;
  // `{.json}` is how some tools write it.
  const [, language = ""] = /^[ \t]*\{?[ \t]*\.?([\w+-]*)/.exec(words) ?? [];
  const quotes = marks.split(">").length - 1;
  return { mark, language: language.toLowerCase(), start, quotes, unquoted: [] };
}

/** Where a line goes on behind as many marks of quotes; undefined for one that has fewer. */
function behindMarks(text: string, start: number, end: number, quotes: number): number | undefined {
  let at = start;
  for (let left = quotes; left > 0; at++) {
    const character = at < end ? text.charAt(at) : "";
    if (character === ">") left--;
    else if (character !== " " && character !== "\t") return undefined;
  }
  return at;
}

function unquoted(line: string, marks: number): string {
  return line.slice(0, marks).replaceAll(">", " ") + line.slice(marks);
}

function closes(line: string, { mark }: OpenFence): boolean {
  return line.length >= mark.length && line === mark.charAt(0).repeat(line.length);
}
