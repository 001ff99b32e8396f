/**
 * HCL into its tree. Reading never fails: half-typed text gives what could be understood. Where brackets do not close, the
 * text is read once more, and where its lines begin says what was meant.
 */
import { resultOf } from "../text/steps.ts";
import { HclCursor, type Recovery } from "./hcl-cursor.ts";
import { readExpression } from "./hcl-expression.ts";
import { type BlocksOfVersion, type KnownBlocks } from "./hcl-known-blocks.ts";
import { readTemplateText } from "./hcl-template.ts";
import {
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclFile,
  type HclLabel,
  type HclTemplate,
} from "./hcl-tree.ts";

/** Takes a step for each block of the file. Those that are known from an earlier version of it are not read again. */
export function* hclSteps(text: string, known?: KnownBlocks): Generator<undefined, HclFile> {
  const strict = yield* readFile(text, "strict", known?.in(text));
  return strict.problems.length === 0 ? strict : yield* readFile(text, "tolerant");
}

/** All at once. */
export function readHcl(text: string): HclFile {
  return resultOf(hclSteps(text));
}

/** A whole text as a template, as the function `templatefile` reads it. */
export function readHclTemplate(text: string): HclTemplate {
  return readHclTemplateFile(text).template;
}

/** The same, with whether all of it could be understood. */
export function readHclTemplateFile(text: string): { readonly template: HclTemplate; readonly broken: boolean } {
  const cursor = new HclCursor(text, "tolerant");
  const template = readTemplateText(cursor, readExpression);
  return { template, broken: cursor.problems.length > 0 };
}

function* readFile(text: string, recovery: Recovery, known?: BlocksOfVersion): Generator<undefined, HclFile> {
  const cursor = new HclCursor(text, recovery);
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  while (!cursor.isAtEnd) {
    const part = readTopPart(cursor, known);
    if (part?.kind === "attribute") attributes.push(part);
    else if (part !== undefined) blocks.push(part);
    yield;
  }
  if (cursor.problems.length === 0) known?.end();
  return { body: { span: { start: 0, end: text.length }, attributes, blocks }, problems: cursor.problems };
}

function readTopPart(cursor: HclCursor, known: BlocksOfVersion | undefined): HclAttribute | HclBlock | undefined {
  if (known === undefined) return readPart(cursor);
  cursor.skipLines();
  const before = known.at(cursor.at);
  if (before !== undefined) {
    cursor.at = before.span.end;
    return before;
  }
  const part = readPart(cursor);
  if (part?.kind === "block") known.add(part);
  return part;
}

/** The body of a block; the cursor stands behind its opening brace. */
function readBody(cursor: HclCursor, opener: number): HclBody {
  const start = cursor.at;
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  const outer = cursor.indentAt(opener);
  for (;;) {
    const { at } = cursor;
    cursor.skipLines();
    if (cursor.startsWith("}")) break;
    if (cursor.isAtEnd || endsBody(cursor, outer)) {
      cursor.at = at;
      cursor.problem();
      break;
    }
    const part = readPart(cursor);
    if (part?.kind === "attribute") attributes.push(part);
    else if (part !== undefined) blocks.push(part);
  }
  return { span: { start, end: cursor.at }, attributes, blocks };
}

/** What begins no further in than the block itself is not in it. */
function endsBody(cursor: HclCursor, outer: number): boolean {
  if (cursor.recovery === "strict") return false;
  return cursor.startsTopBlock() || (cursor.startsMember() && cursor.indentAt(cursor.at) <= outer);
}

/** An attribute or a block; undefined for anything else, which is passed over. */
function readPart(cursor: HclCursor): HclAttribute | HclBlock | undefined {
  cursor.skipLines();
  const start = cursor.at;
  const name = cursor.name();
  if (name === "") {
    if (!cursor.isAtEnd) {
      cursor.problem();
      cursor.at++;
    }
    return undefined;
  }
  const nameSpan = { start, end: cursor.at };
  cursor.skip();
  if (cursor.startsWith("=") && !cursor.startsWith("==")) {
    const sign = cursor.at++;
    const value = readExpression(cursor);
    const end = value.kind === "missing" ? sign + 1 : value.span.end;
    if (value.kind === "missing") cursor.problem();
    endAttribute(cursor);
    return { kind: "attribute", name, nameSpan, value, span: { start, end } };
  }
  return readBlock(cursor, name, nameSpan);
}

/** What stands behind the value of an attribute on its line is passed over. */
function endAttribute(cursor: HclCursor): void {
  cursor.skip();
  const character = cursor.text.charAt(cursor.at);
  if (cursor.isAtEnd || character === "\n" || character === "}") return;
  cursor.problem();
  // Brackets that close too much end the line, as do words; a brace may be the block's.
  const end = /[\n}]/g;
  end.lastIndex = cursor.at;
  cursor.at = end.exec(cursor.text)?.index ?? cursor.text.length;
}

function readBlock(cursor: HclCursor, type: string, typeSpan: HclBlock["typeSpan"]): HclBlock | undefined {
  const labels: HclLabel[] = [];
  for (;;) {
    cursor.skip();
    const label = readLabel(cursor);
    if (label === undefined) break;
    labels.push(label);
  }
  if (!cursor.take("{")) {
    cursor.problem(typeSpan.start, cursor.at);
    cursor.skipToLineEnd();
    return undefined;
  }
  const body = cursor.inside("end", () => readBody(cursor, typeSpan.start));
  cursor.take("}");
  return { kind: "block", type, typeSpan, labels, body, span: { start: typeSpan.start, end: cursor.at } };
}

function readLabel(cursor: HclCursor): HclLabel | undefined {
  const start = cursor.at;
  const name = cursor.name();
  if (name !== "") return { text: name, span: { start, end: cursor.at } };
  if (!cursor.startsWith('"')) return undefined;
  const close = /["\n]/g;
  close.lastIndex = start + 1;
  const end = close.exec(cursor.text)?.index ?? cursor.text.length;
  cursor.at = cursor.text.charAt(end) === '"' ? end + 1 : end;
  return { text: cursor.text.slice(start + 1, end), span: { start, end: cursor.at } };
}
