/**
 * Takes back how the source of a program writes one string in several lines: pieces that a `+` puts together, pieces that
 * stand one below the other (Python), and a break behind a backslash (YAML). What a line tells the linter is taken out, too.
 */
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

export function undoLiterals(text: RewrittenText): RewrittenText {
  const lines = without(text, FOR_LINTER);
  return MAY_HAVE_PIECES.test(lines.text) ? without(lines, BETWEEN_PIECES) : lines;
}

function without(text: RewrittenText, pattern: RegExp): RewrittenText {
  const edits = Array.from(text.text.matchAll(pattern), ({ index, 0: found }) => ({
    span: { start: index, end: index + found.length },
    newText: "",
  }));
  return rewrite(text, edits);
}

/** `# noqa: E501`, which long lines end with. */
const FOR_LINTER =
  /[ \t]{1,4}(?:#|\/\/) ?(?:noqa|nosec|nolint|pylint: ?disable|type: ?ignore|(?:es|ts)lint[-:]disable|cspell: ?disable|pragma: allowlist)[^\n"'`]{0,80}(?=\n|$)/g;

const MAY_HAVE_PIECES = /["'`\\][ \t]{0,4}\+?[ \t]{0,4}\n/;

/**
 * Source of the last form: YAML 1.2, "Double-Quoted Style": the break is no part of the string, and a backslash keeps the
 * blank behind it. A quote behind which `=` or a colon follows is the name of another value.
 */
const BETWEEN_PIECES =
  /(["'`])[ \t]{0,4}\+[ \t]{0,4}\n[ \t]{0,60}\1|(["'])\n[ \t]{4,60}[fr]?\2(?=[^\s"'])(?![^"'\n]{0,120}["'][ \t]{0,4}[:=])|\\\n[ \t]{1,60}\\(?= )/g;
