/**
 * JSON (with comments and trailing commas) into the value tree. Reading never fails: half-typed text gives what could
 * be understood, and the problems beside it.
 */
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { resultOf } from "../text/steps.ts";
import { type JsonProblem, type JsonTape, readTape } from "./json-tape.ts";
import { rootOf } from "./json-tree.ts";
import { ownValue } from "./own-value.ts";
import { type HoleReading, type SyntaxProblem, type SyntaxTree } from "./value.ts";

/** Deeper nesting than any policy needs, and shallow enough that no recursion over the tree runs out of stack. */
export const DEEPEST_NESTING = 500;

/** Above this length a broken text is not read a second time with its broken line blanked. */
const LONGEST_MASKED_TEXT = 300_000;

export interface JsonReading extends HoleReading {
  /** Given when the text was itself decoded from a larger one: all spans are of the larger one. */
  readonly within?: Encoding;
}

/** All at once, for a text that is small or wholly of interest. */
export function readJson(text: string, reading: JsonReading): SyntaxTree {
  const { root, problems } = resultOf(jsonSteps(text, reading));
  return { root: root && ownValue(root), problems };
}

/** Takes a step every few milliseconds; values are made where they are looked at, and last as long as the tree. */
export function* jsonSteps(
  text: string,
  { holesIn, holesInName, within }: JsonReading,
): Generator<undefined, SyntaxTree> {
  const { tape, source, problems } = yield* readTolerantly(text);
  return {
    root: rootOf({ tape, text: source, holesIn, holesInName, within }),
    problems: problems.map((problem) => toProblem(problem, text, within, problems.length === 1)),
  };
}

interface TolerantReading {
  readonly tape: JsonTape;
  /** The text that the tape is of: as long as the one that was given. */
  readonly source: string;
  readonly problems: readonly JsonProblem[];
}

function* readTolerantly(text: string): Generator<undefined, TolerantReading> {
  const tape = yield* readTape(text, DEEPEST_NESTING);
  const { problems } = tape;
  const [first] = problems;
  if (first === undefined || first.kind === "too deep" || text.length > LONGEST_MASKED_TEXT) {
    return { tape, source: text, problems };
  }
  // Without a comma everything is there all the same.
  if (problems.every(({ kind }) => kind === "comma expected")) return { tape, source: text, problems };
  // What is being typed often swallows its neighbors. Blanking it, or its line, keeps every offset and saves the rest.
  let best = { tape, source: text };
  for (const source of maskedVariants(text, first.start)) {
    const masked = yield* readTape(source, DEEPEST_NESTING);
    // A text of one line has no other line to save: without it nothing is left.
    if (masked.length === 0 || masked.problemCount >= best.tape.problemCount) continue;
    best = { tape: masked, source };
    if (masked.problemCount === 0) break;
  }
  return { ...best, problems };
}

function* maskedVariants(text: string, offset: number): Generator<string> {
  const lineStart = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  const lineEnd = endOfLine(text, offset);
  if (lineStart === 0 && lineEnd === text.length) return;
  const [start, end] = partAround(text, offset, lineStart, lineEnd);
  if (start > lineStart || end < lineEnd) yield blank(text, start, end);
  yield blank(text, lineStart, lineEnd);
  // The line before, unless it is empty: a negative index would be taken as 0.
  if (lineStart > 1) yield blank(text, text.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
}

/** What stands on the line between the brackets and commas around the offset, those inside strings left out. */
function partAround(text: string, offset: number, lineStart: number, lineEnd: number): readonly [number, number] {
  let start = lineStart;
  let inString = false;
  for (let at = lineStart; at < lineEnd; at++) {
    const sign = text[at] ?? "";
    if (inString && sign === "\\") at++;
    else if (sign === '"') inString = !inString;
    else if (!inString && SEPARATORS.includes(sign)) {
      if (at >= offset) return [start, at];
      start = at + 1;
    }
  }
  return [start, lineEnd];
}

const SEPARATORS = ",{}[]";

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

function toProblem(
  { kind, start, end }: JsonProblem,
  text: string,
  within: Encoding | undefined,
  isOnly: boolean,
): SyntaxProblem {
  const isDate = kind === "comma expected" && /\d[\d-]/.test(text.slice(start - 1, start + 1));
  return {
    span: within === undefined ? { start, end } : within.outerSpan(start, end),
    message:
      kind === "too deep"
        ? `Nested deeper than ${DEEPEST_NESTING} levels, as no policy is, so this text is not read. Remove levels.`
        : `This is not valid JSON: ${isDate ? NUMBERS : WORDS[kind]}`,
    ...(isOnly || HAS_OWN_REPAIR.has(kind) ? placed(repairOf(kind, text, { start, end }), within) : {}),
  };
}

/** Each is mended where it stands, whatever else is wrong. */
const HAS_OWN_REPAIR: ReadonlySet<JsonProblem["kind"]> = new Set<JsonProblem["kind"]>([
  "comma expected",
  "invalid escape character",
  "unexpected end of string",
]);

/** In a string of a larger text brackets and commas are written as they are, and a line break may not be. */
function placed({ repair }: Repair, within: Encoding | undefined): Repair {
  if (repair === undefined || within === undefined) return repair === undefined ? {} : { repair };
  if (repair.sign === "quote" || repair.sign === "escape") return {};
  const { start, end } = repair.span;
  return { repair: { ...repair, span: within.outerSpan(start, end), newText: repair.newText.trimStart() } };
}

type Repair = Pick<SyntaxProblem, "repair">;

function repairOf(kind: JsonProblem["kind"], text: string, { start, end }: Span): Repair {
  switch (kind) {
    case "comma expected":
      return missingComma(text, start);
    case "end of file expected":
      return bracketsBehind(text, start);
    case "close brace expected":
    case "close bracket expected":
      return missingBracket(kind, text, start);
    case "unexpected end of string":
      return missingQuote(text, start);
    case "invalid escape character":
      return escapesOfMarkdown(text, { start, end });
    default:
      return {};
  }
}

/** The document is whole without them. */
function bracketsBehind(text: string, start: number): Repair {
  const rest = text.slice(start, start + LONGEST_REST + 1);
  const isOfBrackets = rest.length <= LONGEST_REST && /^[\]};\s]+$/.test(rest);
  const end = start + rest.trimEnd().length;
  return isOfBrackets ? { repair: { sign: "brackets-behind", span: { start, end }, newText: "" } } : {};
}

const LONGEST_REST = 200;

/** The one that is missing at the end of the text. */
function missingBracket(kind: "close brace expected" | "close bracket expected", text: string, start: number): Repair {
  const end = text.trimEnd().length;
  if (start < end) return {};
  const newText = kind === "close brace expected" ? "}" : "]";
  return { repair: { sign: "bracket", span: { start: end, end }, newText: `\n${newText}` } };
}

/** The one that closes a name or an ARN at the end of its line: what else stands there may belong to the string. */
function missingQuote(text: string, start: number): Repair {
  const line = text.slice(start, Math.min(endOfLine(text, start), start + LONGEST_REST));
  const [, string = ""] = /^("[\w:*./@+=-]+)[,\s]*$/.exec(line) ?? [];
  const end = start + string.length;
  return string === "" ? {} : { repair: { sign: "quote", span: { start: end, end }, newText: '"' } };
}

/** `arn:aws:s3:::my\_bucket/\*`, as an editor of Markdown writes a text: all of a string in one go. */
function escapesOfMarkdown(text: string, { start, end }: Span): Repair {
  const string = text.slice(start, Math.min(end, start + LONGEST_STRING));
  const newText = string.replace(/\\(.)/g, (escape, sign: string) => (MARKED.includes(sign) ? sign : escape));
  return newText === string ? {} : { repair: { sign: "escape", span: { start, end: start + string.length }, newText } };
}

const LONGEST_STRING = 2_000;
/** What Markdown gives a meaning, and JSON's escapes none. */
const MARKED = "_*[](){}#+.!|~>-";

/** Between two values on one line something else may be wrong: a quote too many, a name without its quotes. */
function missingComma(text: string, start: number): Repair {
  const end = endOfValueBefore(text, start);
  if (end === undefined) return {};
  const isBetweenValues = /["}\]\w]/.test(text.charAt(end - 1)) && /["{[]/.test(text.charAt(start));
  return isBetweenValues && text.slice(end, start).includes("\n")
    ? { repair: { sign: "comma", span: { start: end, end }, newText: "," } }
    : {};
}

/** Before the blanks and the comments that stand between the two; undefined where that is not plain. */
function endOfValueBefore(text: string, start: number): number | undefined {
  let end = start;
  for (;;) {
    while (end > 0 && BLANKS.includes(text.charAt(end - 1))) end--;
    const line = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
    const comments = /^(?:[^"/]|"(?:[^"\\]|\\.)*"|\/(?![/*]))*(\/[/*].*)$/.exec(line)?.[1];
    if (comments === undefined) return end;
    if (!/^(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*(?:\/\/.*)?$/.test(comments)) return undefined;
    end -= comments.length;
  }
}

const BLANKS = " \t\r\n";

/** `2012-10-17` is three of them. */
const NUMBERS = "a number ends before this. Put the whole value in double quotes.";

/** What is wrong, and what to do. */
const WORDS: Readonly<Record<Exclude<JsonProblem["kind"], "too deep">, string>> = {
  "invalid symbol": "these characters are not a part of JSON. Remove them, or put them in double quotes.",
  "unexpected end of comment": "this comment has no end. Remove it.",
  "unexpected end of string": "this string has no closing quote on its line. Close it.",
  "unexpected end of number": "this number is not complete. Complete it.",
  "invalid unicode": "four hexadecimal digits follow \\u. Write them.",
  "invalid escape character": "no escape begins so. Remove the backslash, or write two of them for one.",
  "invalid character": "a string has no line break and no tab in it. Remove this one.",
  "property name expected": "a key in double quotes belongs here. Write one, or remove the comma before it.",
  "value expected": "a value belongs here. Write one.",
  "colon expected": "a colon belongs between the key and its value. Add it.",
  "comma expected": "a comma is missing before this. Add it.",
  "close brace expected": "a closing brace is missing. Add it.",
  "close bracket expected": "a closing bracket is missing. Add it.",
  "end of file expected": "the document ends before this. Remove what follows, or the bracket too many before it.",
};
