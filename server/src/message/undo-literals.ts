/**
 * Takes back how the source of a program writes one string in several lines: pieces that a `+` (PHP: a dot) puts together, pieces that
 * stand one below the other (Python), and a break behind a backslash (YAML). What a line tells the linter is taken out, too.
 */
import { rewrite, type RewrittenText } from "./rewritten-text.ts";

export function undoLiterals(text: RewrittenText): RewrittenText {
  const lines = [FOR_LINTER, CONTINUED].reduce(without, withoutItalics(text));
  return MAY_HAVE_PIECES.test(lines.text) ? without(lines, BETWEEN_PIECES) : lines;
}

/** The marks of Markdown round whole lines, which no blank parts from them. */
function withoutItalics(text: RewrittenText): RewrittenText {
  if (!text.text.includes("_")) return text;
  const marks = [...text.text.matchAll(LINE_IN_ITALICS)].flatMap(({ index, 0: line }) => [
    index + line.indexOf("_"),
    index + line.length - 1,
  ]);
  return rewrite(
    text,
    marks.map((start) => ({ span: { start, end: start + 1 }, newText: "" })),
  );
}

const LINE_IN_ITALICS =
  /(?<=^|\n)[ \t]{0,8}_[A-Z"*][^\n]{20,4000}(?:\n[^\n]{1,300}){0,2}[^\s_]_(?=[ \t]{0,8}(?:\n|$))/g;

function without(text: RewrittenText, pattern: RegExp): RewrittenText {
  const edits = Array.from(text.text.matchAll(pattern), ({ index, 0: found }) => ({
    span: { start: index, end: index + found.length },
    newText: "",
  }));
  return rewrite(text, edits);
}

/** How a command goes on in the next line of a shell. */
const CONTINUED = /(?<=\S)[ \t]{1,8}\\(?=\n)/g;

/** `# noqa: E501`, which long lines end with. */
const FOR_LINTER =
  /[ \t]{1,4}(?:#|\/\/) ?(?:noqa|nosec|nolint|pylint: ?disable|type: ?ignore|(?:es|ts)lint[-:]disable|cspell: ?disable|pragma: allowlist)[^\n"'`]{0,80}(?=\n|$)/g;

const MAY_HAVE_PIECES = /["'`\\][ \t]{0,4}\+?[ \t]{0,4}\n/;

/**
 * Source of the last form: YAML 1.2, "Double-Quoted Style": the break is no part of the string, and a backslash keeps the
 * blank behind it. A quote behind which `=` or a colon follows is the name of another value.
 */
const BETWEEN_PIECES =
  /(["'`])[ \t]{0,4}\+[ \t]{0,4}\n[ \t]{0,60}\1|(["'])[ \t]{0,4}\n[ \t]{2,60}[+.][ \t]{0,4}\2|(["'])\n[ \t]{4,60}[fr]?\3(?=[^\s"'])(?![^"'\n]{0,120}["'][ \t]{0,4}[:=])|\\\n[ \t]{1,60}\\(?= )/g;
