/** The expressions of HCL. Source: "HCL Native Syntax Specification", "Expressions". */
import { type HclCursor, isDigit } from "./hcl-cursor.ts";
import { skipJunk, skipWords } from "./hcl-junk.ts";
import { readHeredoc, readQuoted } from "./hcl-template.ts";
import {
  type HclExpression,
  type HclFor,
  type HclObject,
  type HclObjectItem,
  type HclStep,
  type HclTuple,
} from "./hcl-tree.ts";

/** Where no expression begins, it is missing and nothing is passed over. */
export function readExpression(cursor: HclCursor): HclExpression {
  cursor.skip();
  const start = cursor.at;
  const operands = [readOperand(cursor)];
  while (takeOperator(cursor)) {
    cursor.skip();
    operands.push(readOperand(cursor));
  }
  const [only] = operands;
  const { end } = lastOf(operands).span;
  const first: HclExpression =
    only !== undefined && operands.length === 1 ? only : { kind: "operation", span: { start, end }, operands };
  const { at } = cursor;
  cursor.skip();
  if (!cursor.take("?")) {
    cursor.at = at;
    return first;
  }
  return readConditional(cursor, start, first);
}

function lastOf(operands: readonly HclExpression[]): HclExpression {
  const last = operands.at(-1);
  return last ?? { kind: "missing", span: { start: 0, end: 0 } };
}

function readConditional(cursor: HclCursor, start: number, condition: HclExpression): HclExpression {
  const ifTrue = cursor.inside(cursor.lineBreaks, () => readExpression(cursor));
  cursor.skip();
  if (!cursor.take(":")) cursor.problem();
  const ifFalse = cursor.inside(cursor.lineBreaks, () => readExpression(cursor));
  return { kind: "conditional", span: { start, end: ifFalse.span.end }, condition, ifTrue, ifFalse };
}

const OPERATORS = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%"];

const OPERATOR_STARTS = "=!<>&|+-*/%";

function takeOperator(cursor: HclCursor): boolean {
  const { at } = cursor;
  cursor.skip();
  // Most values end here: no sign is looked for where none begins.
  if (OPERATOR_STARTS.includes(cursor.text.charAt(cursor.at)) && !cursor.isAtEnd) {
    if (OPERATORS.some((sign) => cursor.take(sign))) return true;
  }
  cursor.at = at;
  return false;
}

function readOperand(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  while (cursor.take("!") || cursor.take("-")) cursor.skip();
  const isSigned = cursor.at > start;
  const primary = readPrimary(cursor);
  const operand = primary.kind === "missing" ? primary : withSteps(cursor, primary);
  return isSigned ? { kind: "operation", span: { start, end: operand.span.end }, operands: [operand] } : operand;
}

function readPrimary(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  const character = cursor.text.charAt(start);
  switch (character) {
    case '"':
      return readQuoted(cursor, readExpression);
    case "[":
      return cursor.inside("blank", () => readTuple(cursor));
    case "{":
      return cursor.inside("end", () => readObject(cursor));
    case "(":
      return cursor.inside("blank", () => readParentheses(cursor));
  }
  if (cursor.startsWith("<<")) return readHeredoc(cursor, readExpression) ?? missingAt(start);
  return isDigit(cursor.code()) ? readNumber(cursor) : readNamed(cursor);
}

function missingAt(at: number): HclExpression {
  return { kind: "missing", span: { start: at, end: at } };
}

function readNumber(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  number.lastIndex = start;
  const text = number.exec(cursor.text)?.[0] ?? "";
  cursor.at += text.length;
  return { kind: "literal", span: { start, end: cursor.at }, value: { number: text } };
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function readNamed(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  let name = cursor.name();
  if (name === "") return missingAt(start);
  const word = WORDS.get(name);
  if (word !== undefined) return { kind: "literal", span: { start, end: cursor.at }, value: word };
  while (cursor.take("::")) name += `::${cursor.name()}`;
  const nameSpan = { start, end: cursor.at };
  if (!cursor.startsWith("(")) return { kind: "reference", span: nameSpan, root: name, steps: [] };
  return cursor.inside("blank", () => {
    cursor.at++;
    const items = readItems(cursor, ")");
    return { kind: "call", name, nameSpan, span: { start, end: cursor.at }, ...items };
  });
}

/** What is taken from a value: `.name`, `[key]`, `.0`, `[*]`, `.*`. */
function withSteps(cursor: HclCursor, of: HclExpression): HclExpression {
  const steps: HclStep[] = [];
  for (let step = readStep(cursor); step !== undefined; step = readStep(cursor)) steps.push(step);
  if (steps.length === 0) return of;
  const span = { start: of.span.start, end: cursor.at };
  return of.kind === "reference" ? { ...of, span, steps } : { kind: "access", span, of, steps };
}

function readStep(cursor: HclCursor): HclStep | undefined {
  const start = cursor.at;
  if (cursor.startsWith(".") && !cursor.startsWith("...")) {
    cursor.at++;
    if (cursor.take("*")) return { step: "splat", span: { start, end: cursor.at } };
    if (isDigit(cursor.code())) {
      const digits = cursor.at;
      while (isDigit(cursor.code())) cursor.at++;
      const key = { number: cursor.text.slice(digits, cursor.at) };
      const span = { start, end: cursor.at };
      return { step: "index", key: { kind: "literal", span, value: key }, span };
    }
    const name = cursor.name();
    return { step: "attribute", name, span: { start, end: cursor.at } };
  }
  if (!cursor.startsWith("[")) return undefined;
  return cursor.inside("blank", () => readIndex(cursor, start));
}

function readIndex(cursor: HclCursor, start: number): HclStep {
  cursor.at++;
  cursor.skip();
  const isSplat = cursor.take("*");
  const key = isSplat ? undefined : readExpression(cursor);
  close(cursor, "]");
  const span = { start, end: cursor.at };
  return key === undefined ? { step: "splat", span } : { step: "index", key, span };
}

function readParentheses(cursor: HclCursor): HclExpression {
  cursor.at++;
  const value = readExpression(cursor);
  close(cursor, ")");
  return value;
}

/** What is not closed ends behind its last part. */
function close(cursor: HclCursor, bracket: string): void {
  const { at } = cursor;
  cursor.skip();
  if (cursor.take(bracket)) return;
  cursor.at = at;
  cursor.problem();
}

function readTuple(cursor: HclCursor): HclTuple | HclFor {
  const start = cursor.at++;
  const one = readFor(cursor, start, "tuple");
  if (one !== undefined) return one;
  const { arguments: items } = readItems(cursor, "]");
  return { kind: "tuple", span: { start, end: cursor.at }, items };
}

interface Items {
  readonly arguments: readonly HclExpression[];
  readonly expands: boolean;
}

/** Values with commas between them, up to and with the closing bracket. */
function readItems(cursor: HclCursor, bracket: ")" | "]"): Items {
  const items: HclExpression[] = [];
  let expands = false;
  for (;;) {
    const { at } = cursor;
    cursor.skip();
    if (cursor.take(bracket)) break;
    if (cursor.recovery === "tolerant" && (cursor.startsTopBlock() || cursor.startsMember())) {
      cursor.at = at;
      cursor.problem();
      break;
    }
    const item = readExpression(cursor);
    if (item.kind === "missing") {
      // The closing bracket of another pair, or what is no value at all.
      cursor.at = at;
      cursor.problem();
      break;
    }
    items.push(item);
    expands = cursor.take("...") || expands;
    const { at: behind } = cursor;
    cursor.skip();
    if (!cursor.take(",") && !cursor.startsWith(bracket)) {
      cursor.at = behind;
      if (cursor.recovery === "strict") cursor.problem();
      if (!skipJunk(cursor, bracket)) break;
    }
  }
  return { arguments: items, expands };
}

function readObject(cursor: HclCursor): HclObject | HclFor {
  const start = cursor.at++;
  const one = readFor(cursor, start, "object");
  if (one !== undefined) return one;
  const items: HclObjectItem[] = [];
  const outer = cursor.indentAt(start);
  for (;;) {
    const { at } = cursor;
    cursor.skipLines();
    if (cursor.take("}")) break;
    if (cursor.take(",")) continue;
    if (cursor.isAtEnd || (cursor.recovery === "tolerant" && endsObject(cursor, outer))) {
      cursor.at = at;
      cursor.problem();
      break;
    }
    const item = readObjectItem(cursor);
    if (item === undefined) break;
    items.push(item);
  }
  return { kind: "object", span: { start, end: cursor.at }, items };
}

/** A line that begins no further in than the one with the opening brace is not in the object. */
function endsObject(cursor: HclCursor, outer: number): boolean {
  if (cursor.startsTopBlock()) return true;
  return cursor.startsMember() && cursor.indentAt(cursor.at) <= outer;
}

/** Undefined at a bracket that closes something else. */
function readObjectItem(cursor: HclCursor): HclObjectItem | undefined {
  const start = cursor.at;
  const key = readOperand(cursor);
  if (key.kind === "missing") {
    cursor.problem();
    if (/[)\]]/.test(cursor.text.charAt(cursor.at))) return undefined;
    skipWords(cursor);
    return { key, value: missingAt(cursor.at), span: { start, end: cursor.at } };
  }
  cursor.skip();
  if (!(cursor.startsWith("=") && !cursor.startsWith("==")) && !cursor.startsWith(":")) {
    cursor.problem();
    const span = { start, end: key.span.end };
    skipWords(cursor);
    return { key, value: missingAt(span.end), span };
  }
  const sign = cursor.at++;
  if (cursor.take(">")) cursor.problem(sign);
  const value = readExpression(cursor);
  const end = value.kind === "missing" ? sign + 1 : value.span.end;
  endItem(cursor);
  return { key, value, span: { start, end } };
}

/** Behind an item stands a comma, a line break or the brace. */
function endItem(cursor: HclCursor): void {
  cursor.skip();
  if (cursor.take(",") || cursor.isAtEnd || /[\n}]/.test(cursor.text.charAt(cursor.at))) return;
  cursor.problem();
  if (!/[)\]]/.test(cursor.text.charAt(cursor.at))) skipWords(cursor);
}

/** Undefined where what stands behind the bracket is no `for`. */
function readFor(cursor: HclCursor, start: number, makes: HclFor["makes"]): HclFor | undefined {
  const { at } = cursor;
  cursor.skipLines();
  if (
    cursor.text.charAt(cursor.at) !== "f" ||
    !/^for[ \t\r\n]/.test(cursor.text.slice(cursor.at, cursor.at + 4)) ||
    isMemberNamedFor(cursor)
  ) {
    cursor.at = at;
    return undefined;
  }
  cursor.at += 3;
  return cursor.inside("blank", () => readForParts(cursor, start, makes));
}

function isMemberNamedFor({ text, at }: HclCursor): boolean {
  return /^for[ \t]*(?:=|:)/.test(text.slice(at, at + 40));
}

function readForParts(cursor: HclCursor, start: number, makes: HclFor["makes"]): HclFor {
  const names: string[] = [];
  do {
    cursor.skip();
    names.push(cursor.name());
    cursor.skip();
  } while (cursor.take(",") && !cursor.isAtEnd);
  if (cursor.name() !== "in") cursor.problem();
  const collection = readExpression(cursor);
  cursor.skip();
  if (!cursor.take(":")) cursor.problem();
  const first = readExpression(cursor);
  cursor.skip();
  const isPair = cursor.take("=>");
  const value = isPair ? readExpression(cursor) : first;
  cursor.skip();
  cursor.take("...");
  cursor.skip();
  const hasCondition = cursor.startsWith("if") && !/\w/.test(cursor.text.charAt(cursor.at + 2));
  if (hasCondition) cursor.at += 2;
  const condition = hasCondition ? readExpression(cursor) : undefined;
  close(cursor, makes === "tuple" ? "]" : "}");
  const span = { start, end: cursor.at };
  return { kind: "for", span, makes, names, collection, key: isPair ? first : undefined, value, condition };
}
