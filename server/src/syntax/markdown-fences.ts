/** Fenced code blocks of Markdown. Source: "Fenced code blocks" of the CommonMark specification. */
import { type Span } from "../text/span.ts";

export interface Fence {
  /** The first word behind the fence, in lower case: `json`. Empty where there is none. */
  readonly language: string;
  /** Of its text, without the lines of the fence. */
  readonly span: Span;
}

/**
 * In the order of the text. One that is never closed goes on to the end, as the specification has it. Indentation is
 * not measured: a block in a list is indented by as much as the list is deep.
 */
export function* fencesIn(text: string): Generator<Fence> {
  let open: OpenFence | undefined;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    // The line of a fence is short: a long one is text.
    const line = end - start > LONGEST_FENCE_LINE ? "" : text.slice(start, end).trim();
    if (open === undefined) {
      open = openedBy(line, end + 1);
    } else if (closes(line, open)) {
      yield { language: open.language, span: { start: open.start, end: start } };
      open = undefined;
    }
    start = end + 1;
  }
  if (open !== undefined && open.start < text.length) {
    yield { language: open.language, span: { start: open.start, end: text.length } };
  }
}

interface OpenFence {
  readonly mark: string;
  readonly language: string;
  readonly start: number;
}

const LONGEST_FENCE_LINE = 1_000;

/** Also behind the mark of a list's item. The words behind a fence of backticks have none, or it would be code in a line. */
function openedBy(line: string, start: number): OpenFence | undefined {
  const [, mark, words] = /^(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (mark === undefined || words === undefined || (mark.startsWith("`") && words.includes("`"))) return undefined;
  // `{.json}` is how some tools write it.
  const [, language = ""] = /^[ \t]*\{?[ \t]*\.?([\w+-]*)/.exec(words) ?? [];
  return { mark, language: language.toLowerCase(), start };
}

function closes(line: string, { mark }: OpenFence): boolean {
  return line.length >= mark.length && line === mark.charAt(0).repeat(line.length);
}
