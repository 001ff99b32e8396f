/**
 * Findings that a comment in the file accepts: `# iam-verdict-disable-next-line passes-any-role -- the pipeline's own role`.
 * It is about what is found in the next line, and about the whole of a statement that begins there.
 */
import { lastAtOrBefore } from "../text/last-at-or-before.ts";
import { type Span } from "../text/span.ts";
import { type FindingPlace } from "./accepted-findings.ts";

export interface CommentSuppression {
  /** Of the words that say it, without the comment's own mark. */
  readonly span: Span;
  readonly codes: readonly string[];
  /** The line that it is about. */
  readonly line: Span;
}

export const WORDS = "iam-verdict-disable-next-line";
const COMMENT = new RegExp(
  `(?:#|//|/\\*)[ \\t]*(${WORDS}[ \\t]+([a-z][a-z-]{1,60}(?:[ \\t]*,[ \\t]*[a-z][a-z-]{1,60})*))`,
  "g",
);

export function commentSuppressionsIn(text: string): readonly CommentSuppression[] {
  if (!text.includes(WORDS)) return [];
  return Array.from(text.matchAll(COMMENT), ({ 0: whole, 1: said = "", 2: codes = "", index }) => {
    const start = index + whole.length - said.length;
    return {
      span: { start, end: start + said.length },
      codes: codes.split(",").map((code) => code.trim()),
      line: lineBehind(text, index + whole.length),
    };
  });
}

/** The first line that is not a comment as well. */
function lineBehind(text: string, offset: number): Span {
  let start = endOfLine(text, offset) + 1;
  let end = endOfLine(text, start);
  for (let skipped = 0; skipped < MOST_COMMENTS && /^\s*(?:#|\/\/|\/\*)/.test(text.slice(start, end)); skipped++) {
    start = end + 1;
    end = endOfLine(text, start);
  }
  return { start: Math.min(start, text.length), end: Math.min(end, text.length) };
}

const MOST_COMMENTS = 20;

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** The comments of a text that accept findings. */
export interface Suppressions {
  /** Does one of them accept the finding? `statement` is where its statement stands. */
  accept(finding: Pick<FindingPlace, "code"> & { readonly span: Span }, statement: Span | undefined): boolean;
  /** Those by which no finding was accepted so far. */
  unused(): readonly CommentSuppression[];
}

/** Looked up by their lines: a long text may have thousands of them and of findings. */
export function suppressionsIn(text: string): Suppressions {
  const all = commentSuppressionsIn(text);
  const used = new Set<CommentSuppression>();
  const byLine = linesOf(all);
  const starts = [...byLine.keys()].sort((one, other) => one - other);
  const firstAt = (offset: number, code: string): CommentSuppression | undefined => {
    const comment = byLine.get(starts[lastAtOrBefore(starts, offset)] ?? -1)?.get(code);
    return comment !== undefined && isIn(offset, comment.line) ? comment : undefined;
  };
  return {
    accept({ code, span }, statement) {
      const ofStatement = statement && firstAt(statement.start, code);
      const comment = ofStatement ?? firstAt(span.start, code);
      if (comment !== undefined) used.add(comment);
      return comment !== undefined;
    },
    unused: () => all.filter((comment) => !used.has(comment)),
  };
}

/** By the start of the line that they are about, and by what they accept: of several that accept the same, the first. */
function linesOf(all: readonly CommentSuppression[]): ReadonlyMap<number, ReadonlyMap<string, CommentSuppression>> {
  const byLine = new Map<number, Map<string, CommentSuppression>>();
  for (const comment of all) {
    const line = byLine.get(comment.line.start) ?? new Map<string, CommentSuppression>();
    byLine.set(comment.line.start, line);
    for (const code of comment.codes) if (!line.has(code)) line.set(code, comment);
  }
  return byLine;
}

function isIn(offset: number, line: Span): boolean {
  return line.start <= offset && offset <= line.end;
}
