/** Strings that a program keeps: to compare with, to look for, to show. What stands in one of them happened to nobody. */
import { type Span } from "../text/span.ts";

/** As much as stands on a line between a name and the string. */
const BEFORE = 200;
const BEHIND = 160;

/**
 * Words without a principal that a program looks for or keeps under a name: `err.includes("not authorized …")`,
 * `PREFIX = "You are not authorized …"`, `^.*User: \S+ is not authorized …$`
 */
export function isLookedFor(readable: string, { start, end }: Span): boolean {
  const before = readable.slice(Math.max(0, start - BEFORE), start);
  if (COMPARED.test(before) || CONSTANT.test(before) || SLASH.test(before)) return true;
  const behind = readable.slice(end, end + BEHIND).split(/[\n\v]/, 1)[0] ?? "";
  if (SOUGHT_IN.test(behind) || isAlternative(readable, start, behind)) return true;
  return WILDCARD_BEFORE.test(before) && WILDCARD.test(readable.slice(Math.max(start, end - 4), end) + behind);
}

/** A call or an operator that compares, and the string that begins with the words, or with a few of its own before them. */
const COMPARED =
  /(?:\b(?:contains|includes|indexOf|startsWith|endsWith|hasPrefix|hasSuffix|match(?:es)?|search|test|compile|findall|regexp?|ErrorContains|toMatch|toContain|toThrow\w{0,20})\w{0,12}\((?:[\w.()]{1,60},\s?)?\s{0,3}|\bgrep (?:-\w{1,8} ){0,3}|\bin str\(\w{1,20}\).{0,4})[fru@$]{0,2}["'`/](?:user:? ?|is |an? |\.{3} ?)?$/i;

/** `… " in str(error)` */
const SOUGHT_IN = /^["'] (?:not )?in [a-z_]\w{0,40}(?:[.()[:]|$)/;

/** `MESSAGE_PREFIX = "…"`, `const DENIED: &str = "…"` */
const CONSTANT =
  /(?:^|[\s.])[A-Z][A-Z0-9]{0,30}_[A-Z0-9_]{1,60}(?:: ?[&\w.]{1,20})? ?=\s{1,20}[fr]?["'`](?:user:? ?)?$/;

/**
 * A comment that shows the form of a message, above the regular expression that looks for it. The marks of the comment may
 * be gone by now.
 */
export function isAbovePattern(readable: string, { end }: Span): boolean {
  const behind = readable.slice(end, end + FARTHEST_PATTERN);
  return MAKES_PATTERN.test(behind) && PATTERN_BELOW.test(behind);
}

const MAKES_PATTERN = /[Cc]ompile\(|RegExp\(|\bRegexp?(?:::|\.)new\(/;

const PATTERN_BELOW =
  /^[^\n\v]{0,200}(?:[\n\v][^\n\v]{0,200}){0,2}?[\n\v]\s{0,40}(?:[a-z]\w{0,20} ){0,4}\w{1,60}[^\n\v=]{0,40}:?= ?(?:regexp\.MustCompile|re\.compile|new RegExp|Regexp?(?:::|\.)new|Pattern\.compile)\(/;
const FARTHEST_PATTERN = 500;

/** The sentence as a regular expression: `.toMatch(/is not authorized …/)`, `filter @message like /is not …/`. */
const SLASH = /(?:^|[\s(=~])\/(?:user:? )?(?:is )?$/i;

const WILDCARD_BEFORE = /(?:^|["'`/(])[^"'`\n\v]{0,20}\.\*[^"'`\n\v]{0,60}$/;
const WILDCARD = /^[^"'`\n\v]{0,120}\.[*+]\$?["'`/|)]/;

/** One of several in a regular expression: `"no session|is not authorized to assume role|AccessDenied.*AssumeRole"`. */
function isAlternative(readable: string, start: number, behind: string): boolean {
  return (
    /\|(?:user:? )?(?:is )?not authori[sz]ed/i.test(readable.slice(Math.max(0, start - 12), start + LONGEST_WORD)) &&
    /^\|[^\n\v]{0,100}(?:\.[*+]|\\[bsw])/.test(behind)
  );
}

const LONGEST_WORD = 330;

/**
 * A reason that a program compares with, adds to its own words, or lists among other strings: AWS's sentence never begins
 * with it.
 */
export function isKeptReason(readable: string, { start, end }: Span): boolean {
  const before = readable.slice(Math.max(0, start - BEFORE), start);
  if (COMBINED.test(before) || NOTED.test(before)) return true;
  return ENTRY.test(before) && /^["'`],?\s{0,40}["'`]|^["'`],\s{0,60}(?:\)|\]|\w)/.test(readable.slice(end, end + 80));
}

const COMBINED = /(?:[\w)\]]\s{0,3}(?:[!=:]?={1,3}|:=)|\b(?:and|or|in|not|return)|\w!?\(|\w \+)\s{0,3}["'`] ?$/;

/** A comment on the form of a message, whose beginning it leaves out: `// "... with an explicit deny …"`. */
const NOTED = /(?:^|[\n\v])\s{0,40}(?:\/\/+|#+|\*|--)\s{0,4}["'`](?:\.{2,3}|\u2026) ?$/;

/** The first thing of a line or a list is the string. */
const ENTRY = /(?:[\n\v([{,]\s{0,40}|^\s{0,40})["'`]$/;

/**
 * Words that name nothing, where a program keeps what it says itself: `alert("You are not authorized …")`,
 * `FORBIDDEN(403, "…")`, `label: "…"`, the documentation of an exception.
 */
export function isInSource(readable: string, start: number): boolean {
  const before = readable.slice(Math.max(0, start - BEFORE), start);
  return SOURCE.test(before) && !PRINTED.test(before);
}

const SOURCE =
  /(?:[A-Za-z_]\w{0,60}\(\s{0,3}|\(\s{0,3}\d{3},\s{0,3}|\b(?:label|text|title|placeholder)\s?[:=]\s?)["'`]$|\((?:client|server) fault\)\s{1,20}(?:\*\s{1,4})?$/;
/** How a language prints an error, or a value that may be missing. */
const PRINTED = /(?:Error|Exception|Failure|Fault|Optional|Some|Just|Err|err|message|Message)\(\s{0,3}["'`]$/;
