/**
 * JSON (with comments and trailing commas) into the value tree. Reading never fails: half-typed text gives what could
 * be understood, and the problems beside it.
 */
import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { decodeJsonString } from "./json-string.ts";
import { type HoleReading, type Member, type SyntaxProblem, type SyntaxTree, type Value } from "./value.ts";

/** Deeper nesting than any policy needs, and shallow enough that no recursion over the tree runs out of stack. */
export const DEEPEST_NESTING = 500;

/** Above this length a broken text is not read a second time with its broken line blanked. */
const LONGEST_MASKED_TEXT = 300_000;

export interface JsonReading extends HoleReading {
  /** Given when the text was itself decoded from a larger one: all spans are of the larger one. */
  readonly within?: Encoding;
}

export function readJson(text: string, reading: JsonReading): SyntaxTree {
  const tooDeep = firstOffsetDeeperThan(text, DEEPEST_NESTING);
  if (tooDeep !== undefined) {
    const message = `Nested deeper than ${DEEPEST_NESTING} levels; no policy is, so this text is not read.`;
    return {
      root: undefined,
      problems: [{ span: outward({ start: tooDeep, end: tooDeep + 1 }, reading.within), message }],
    };
  }
  const { node, errors, source } = parseTolerantly(text);
  return {
    root: node === undefined ? undefined : toValue(node, source.length, { ...reading, source }),
    problems: errors.map((error) => toProblem(error, reading.within)),
  };
}

/** The span in the outermost text. */
function outward(inner: Span, within: Encoding | undefined): Span {
  return within === undefined ? inner : within.outerSpan(inner.start, inner.end);
}

function parseTolerantly(text: string): { node: Node | undefined; errors: ParseError[]; source: string } {
  const errors: ParseError[] = [];
  const node = parse(text, errors);
  const first = errors[0];
  if (first === undefined || text.length > LONGEST_MASKED_TEXT) return { node, errors, source: text };

  // The line being typed often swallows its neighbours. Blanking it keeps every offset and saves the rest.
  let best = { node, errorCount: errors.length, source: text };
  for (const masked of maskedVariants(text, first.offset)) {
    const maskedErrors: ParseError[] = [];
    const maskedNode = parse(masked, maskedErrors);
    // A text of one line has no other line to save: without it nothing is left.
    if (maskedNode === undefined || maskedErrors.length >= best.errorCount) continue;
    best = { node: maskedNode, errorCount: maskedErrors.length, source: masked };
    if (maskedErrors.length === 0) break;
  }
  return { node: best.node, errors, source: best.source };
}

function parse(text: string, errors: ParseError[]): Node | undefined {
  return parseTree(text, errors, { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
}

function* maskedVariants(text: string, offset: number): Generator<string> {
  const lineStart = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  const lineEnd = endOfLine(text, offset);
  if (lineStart === 0 && lineEnd === text.length) return;
  yield blank(text, lineStart, lineEnd);
  // The line before, unless it is empty: a negative index would be taken as 0.
  if (lineStart > 1) yield blank(text, text.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

function toProblem(error: ParseError, within: Encoding | undefined): SyntaxProblem {
  const words = printParseErrorCode(error.error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return {
    span: outward({ start: error.offset, end: error.offset + error.length }, within),
    message: `This is not valid JSON: ${words}.`,
  };
}

interface NodeReading extends JsonReading {
  readonly source: string;
}

/** `limit` is where the node's parent ends: a node whose closing bracket is missing ends there too. */
function toValue(node: Node, limit: number, reading: NodeReading): Value {
  const inner = spanOf(node, limit);
  const span = outward(inner, reading.within);
  switch (node.type) {
    case "object": {
      const members = (node.children ?? []).flatMap((child) => toMember(child, inner.end, reading));
      return { kind: "object", span, members };
    }
    case "array":
      return { kind: "array", span, items: (node.children ?? []).map((child) => toValue(child, inner.end, reading)) };
    case "string": {
      const decoded = decodeJsonString(reading.source, inner.start, inner.end);
      const map = reading.within === undefined ? decoded.map : composeEncodings(decoded.map, reading.within);
      return { kind: "string", span, text: decoded.text, holes: reading.holesIn(decoded.text), map };
    }
    case "number":
      return { kind: "number", span, text: reading.source.slice(inner.start, inner.end) };
    case "boolean":
      return { kind: "boolean", span, value: node.value === true };
    case "null":
      return { kind: "null", span };
    case "property":
      return { kind: "unknown", span };
  }
}

function toMember(node: Node, limit: number, reading: NodeReading): Member[] {
  const keyNode = node.children?.[0];
  if (keyNode === undefined) return [];
  const valueNode = node.children?.[1];
  const inner = spanOf(node, limit);
  const keySpan = spanOf(keyNode, inner.end);
  const key = decodeJsonString(reading.source, keySpan.start, keySpan.end);
  return [
    {
      key: key.text,
      keyHoles: reading.holesInName(key.text),
      keySpan: outward(keySpan, reading.within),
      keyMap: reading.within === undefined ? key.map : composeEncodings(key.map, reading.within),
      span: outward(inner, reading.within),
      value: valueNode === undefined ? undefined : toValue(valueNode, inner.end, reading),
    },
  ];
}

/** The parser gives what is not closed a length of -1. */
function spanOf({ offset, length }: Node, limit: number): Span {
  return { start: offset, end: length < 0 ? Math.max(offset, limit) : offset + length };
}

/** Counts brackets outside strings and comments, as the parser will: its recursion is what this guards. */
function firstOffsetDeeperThan(text: string, limit: number): number | undefined {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at + 1);
    else if (code === SLASH) at = endOfComment(text, at);
    else {
      if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        if (++depth > limit) return at;
      } else if ((code === CLOSE_BRACE || code === CLOSE_BRACKET) && depth > 0) depth--;
      at++;
    }
  }
  return undefined;
}

/** A string that is not closed ends with its line. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE || code === LINE_FEED || code === CARRIAGE_RETURN) return at + 1;
  }
  return text.length;
}

function endOfComment(text: string, slash: number): number {
  const next = text.charCodeAt(slash + 1);
  if (next === SLASH) return endOfLine(text, slash);
  if (next !== STAR) return slash + 1;
  const end = text.indexOf("*/", slash + 2);
  return end < 0 ? text.length : end + 2;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const STAR = 42;
const SLASH = 47;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
