/**
 * Lists and mappings in brackets, and texts in quotes, whose lines begin further to the left than YAML has it. The readers
 * that AWS and its tools have take them all the same, so what stands between the signs counts as one line.
 */
import { Lexer } from "yaml";

/** With the breaks and comments of such lines blanked: as long as before. Undefined where there are none, or one never ends. */
export function withFlowsOnOneLine(text: string): string | undefined {
  if (!hasOpenLine(text)) return undefined;
  let joined = "";
  let from = 0;
  for (let start = brokenFlow(text, 0); start !== undefined; start = brokenFlow(text, from)) {
    const flow = flowAt(text, start);
    if (flow === undefined) return undefined;
    joined += text.slice(from, start) + flow;
    from = start + flow.length;
  }
  return from === 0 ? undefined : joined + text.slice(from);
}

/** Where the brackets or quotes open, from `from` on, in which a line is too far to the left. */
function brokenFlow(text: string, from: number): number | undefined {
  let depth = 0;
  let outermost = from;
  for (const { source, offset, kind } of lexemesOf(text, from)) {
    if (kind === "flow-end") return outermost;
    if (kind !== "sign") continue;
    if (isQuoted(source) && !isClosed(source)) return depth > 0 ? outermost : offset;
    if (opens(source) && depth++ === 0) outermost = offset;
    if (closes(source)) depth--;
  }
  return undefined;
}

/** The whole of it, on one line; undefined if its brackets or quotes are not closed. */
function flowAt(text: string, start: number): string | undefined {
  let depth = 0;
  let flow = "";
  for (const { source, kind } of lexemesOf(text, start)) {
    if (kind === "flow-end") return undefined;
    flow += source.startsWith("#") && kind === "sign" ? " ".repeat(source.length) : source.replace(/[\r\n]/g, " ");
    if (kind !== "sign") continue;
    if (isQuoted(source) && (depth === 0 || !isClosed(source))) return isClosed(source) ? flow : undefined;
    if (opens(source)) depth++;
    if (closes(source) && --depth === 0) return flow;
  }
  return undefined;
}

function opens(source: string): boolean {
  return source === "{" || source === "[";
}

function closes(source: string): boolean {
  return source === "}" || source === "]";
}

function isQuoted(source: string): boolean {
  return source.startsWith("'") || source.startsWith('"');
}

/** The lexer ends a text before the line that it does not take. */
function isClosed(quoted: string): boolean {
  const [quote = ""] = quoted;
  let signs = 0;
  while (quoted.at(-2 - signs) === (quote === '"' ? "\\" : quote) && signs < quoted.length - 2) signs++;
  return quoted.length > 1 && quoted.endsWith(quote) && signs % 2 === 0;
}

interface Lexeme {
  readonly source: string;
  readonly offset: number;
  /** `flow-end`: the lexer gave the brackets up. */
  readonly kind: "sign" | "scalar" | "flow-end";
}

const DOCUMENT = "\u0002";
const FLOW_END = "\u0018";
const SCALAR = "\u001f";

/** Those that stand in the text; the lexer's own marks stand in none. */
function* lexemesOf(text: string, from: number): Generator<Lexeme> {
  let offset = from;
  let isScalar = false;
  for (const source of new Lexer().lex(text.slice(from))) {
    if (!isScalar && (source === DOCUMENT || source === SCALAR)) {
      isScalar = source === SCALAR;
      continue;
    }
    if (!isScalar && source === FLOW_END) {
      yield { source: "", offset, kind: "flow-end" };
      continue;
    }
    yield { source, offset, kind: isScalar ? "scalar" : "sign" };
    offset += source.length;
    isScalar = false;
  }
}

/** Where more brackets stand open than any reader goes down: to take such a text apart would take long. */
export function bracketTooDeep(text: string): number | undefined {
  let open = 0;
  for (const { 0: bracket, index } of text.matchAll(/(?<!\$)[[{]|[\]}]/g)) {
    if (bracket === "[" || bracket === "{") open++;
    else if (open > 0) open--;
    if (open > MOST_OPEN) return index;
  }
  return undefined;
}

/** Some of them may be signs of a text; those of `${…}` always are. */
const MOST_OPEN = 10_000;

/** Does a line end with a bracket open? Those of `${…}` are signs of a text. */
export function hasOpenLine(text: string): boolean {
  let open: string[] = [];
  for (const [sign] of text.matchAll(/\$\{|[[{\]}\n]/g)) {
    if (sign === "\n") {
      if (open.some((one) => one !== "${")) return true;
      open = [];
    } else if (sign === "]" || sign === "}") open.pop();
    else open.push(sign);
  }
  return false;
}
