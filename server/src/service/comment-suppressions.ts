/**
 * Findings that a comment in the file accepts: `# iam-verdict-disable-next-line passes-any-role -- the pipeline's own role`.
 * It is about what is found in the next line, and about the whole of a statement that begins there.
 */
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

/** The comment that accepts the finding, if any. `statement` is where its statement stands. */
export function acceptedByComment(
  suppressions: readonly CommentSuppression[],
  finding: Pick<FindingPlace, "code"> & { readonly span: Span },
  statement: Span | undefined,
): CommentSuppression | undefined {
  return suppressions.find(
    ({ codes, line }) =>
      codes.includes(finding.code) && (isIn(finding.span, line) || (statement !== undefined && isIn(statement, line))),
  );
}

function isIn({ start }: Span, line: Span): boolean {
  return line.start <= start && start <= line.end;
}
