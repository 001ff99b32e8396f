/**
 * A configuration of Terraform that is written in JSON as the tree of HCL that it stands for, with the spans of the file.
 * Source: "JSON Configuration Syntax" of the "Terraform configuration language".
 */
import { type Piece, type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";
import { readHclTemplate } from "./hcl.ts";
import {
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
  type HclLabel,
  type HclObjectItem,
  type HclTemplate,
} from "./hcl-tree.ts";
import { piecesOfJsonString } from "./json-string.ts";
import { type Member, type ObjectValue, type StringValue, type Value } from "./value.ts";

/** `root` was read without holes: what HCL fills in stands in its texts. */
export function hclOfJson(root: Value | undefined, source: string): HclBody {
  const body = { span: { start: 0, end: source.length }, attributes: [], blocks: [] };
  if (root === undefined) return body;
  const read = (text: StringValue): HclTemplate => templateOf(text, source);
  const blocks = each(root).flatMap((one) =>
    membersOf(one).flatMap((member) => blocksOf(member, LABELS.get(member.key) ?? 0, isOfBody(member.key), read)),
  );
  return { ...body, blocks };
}

/**
 * A file that gives variables their values, in JSON: nothing is filled into its texts, so that `${` stands for itself.
 * Sources: "Assign values to root module variables" of the Terraform language; "JSON Syntax Specification" of HCL, "Expressions".
 */
export function variablesOfJson(root: Value | undefined, source: string): HclBody {
  const members = root?.kind === "object" ? root.members : [];
  const read = (text: StringValue): HclTemplate => plainTemplate(text, source);
  return {
    span: { start: 0, end: source.length },
    attributes: members.map((member) => attributeOf(member, read)),
    blocks: [],
  };
}

/** What a text of the file stands for. */
type ReadText = (text: StringValue) => HclTemplate;

/** How many names stand between the type of a block and what is in it. */
const LABELS: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["ephemeral", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["provider", 1],
  ["check", 1],
]);

/** Which members are blocks the provider's schema says; everything else is an argument. */
type IsBlock = (name: string) => boolean;

const NESTED: ReadonlySet<string> = new Set([
  "condition",
  "content",
  "details",
  "dynamic",
  "inline_policy",
  "not_principals",
  "principals",
  "s3_access_point",
  "statement",
]);

function isOfBody(type: string): IsBlock {
  if (type === "check") return (name) => name === "data";
  return type === "resource" || type === "data" ? (name) => NESTED.has(name) : () => false;
}

/** One for each name; of a list of bodies, one for each. */
function blocksOf(
  { key, keySpan, value }: Member,
  labels: number,
  isBlock: IsBlock,
  read: ReadText,
  named: readonly HclLabel[] = [],
  type: HclLabel = { text: key, span: keySpan },
): readonly HclBlock[] {
  if (value === undefined) return [];
  if (labels > 0) {
    return each(value).flatMap((one) =>
      membersOf(one).flatMap((member) => {
        const label = { text: member.key, span: insideQuotes(member.keySpan) };
        return blocksOf(member, labels - 1, isBlock, read, [...named, label], type);
      }),
    );
  }
  return each(value).flatMap((one): HclBlock[] =>
    one.kind === "object"
      ? [
          {
            kind: "block",
            type: type.text,
            typeSpan: named.length === 0 ? keySpan : (named.at(-1)?.span ?? keySpan),
            labels: named,
            body: bodyOf(one, isBlock, read),
            span: one.span,
          },
        ]
      : [],
  );
}

function bodyOf(object: ObjectValue, isBlock: IsBlock, read: ReadText): HclBody {
  const members = membersOf(object);
  const labelsOf = (name: string): number => (name === "dynamic" ? 1 : name === "data" ? 2 : 0);
  // `content` is the argument of one resource, and a block of others.
  const isNested = ({ key, value }: Member): boolean => isBlock(key) && value?.kind !== "string";
  return {
    span: object.span,
    attributes: members.filter((member) => !isNested(member)).map((member) => attributeOf(member, read)),
    blocks: members
      .filter(isNested)
      .flatMap((member) => blocksOf(member, labelsOf(member.key), (name) => NESTED.has(name), read)),
  };
}

function attributeOf({ key, keySpan, span, value }: Member, read: ReadText): HclAttribute {
  return { kind: "attribute", name: key, nameSpan: keySpan, value: expressionOf(value, span, read), span };
}

function expressionOf(value: Value | undefined, span: Span, read: ReadText): HclExpression {
  switch (value?.kind) {
    case "string":
      return read(value);
    case "number":
      return { kind: "literal", span: value.span, value: { number: value.text } };
    case "boolean":
      return { kind: "literal", span: value.span, value: value.value };
    case "null":
      return { kind: "literal", span: value.span, value: null };
    case "array":
      return {
        kind: "tuple",
        span: value.span,
        items: value.items.map((item) => expressionOf(item, item.span, read)),
      };
    case "object":
      return { kind: "object", span: value.span, items: membersOf(value).map((member) => itemOf(member, read)) };
    case "unknown":
    case "either":
    case undefined:
      return { kind: "missing", span: value?.span ?? span };
  }
}

function itemOf({ key, keySpan, keyMap, span, value }: Member, read: ReadText): HclObjectItem {
  const name: StringValue = { kind: "string", span: keySpan, text: key, holes: [], map: keyMap };
  return { key: read(name), value: expressionOf(value, span, read), span };
}

/** A text is a template without escapes of its own: JSON's are undone before. */
function templateOf(value: StringValue, source: string): HclTemplate {
  const { text, span, map } = value;
  if (!/[$%]\{/.test(text)) return plainTemplate(value, source);
  const own = piecesOfJsonString(source, span);
  return { ...placedIn(readHclTemplate(text), own, map), form: "heredoc", span, inner: insideQuotes(span) };
}

function plainTemplate({ text, span }: StringValue, source: string): HclTemplate {
  const inner = insideQuotes(span);
  const part = { kind: "text", span: inner, text, pieces: piecesOfJsonString(source, span) } as const;
  return {
    kind: "template",
    form: "heredoc",
    span,
    inner,
    parts: text === "" ? [] : [part],
    indent: "",
    closed: true,
  };
}

/** The same tree with the spans of the file: those that it has are of the decoded text. */
function placedIn<Node>(node: Node, own: readonly Piece[], map: SpanMap): Node {
  if (Array.isArray(node)) return node.map((one: unknown) => placedIn(one, own, map)) as Node;
  if (typeof node !== "object" || node === null) return node;
  const placed: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(node)) {
    if (name === "pieces") placed[name] = placedPieces(held as readonly Piece[], own, map);
    else placed[name] = isSpan(held) ? map.outerSpan(held.start, held.end) : placedIn(held as unknown, own, map);
  }
  return placed as Node;
}

function isSpan(held: unknown): held is Span {
  return typeof held === "object" && held !== null && "start" in held && "end" in held;
}

/** Pieces of a decoded text as pieces of the file: characters that JSON escapes stand apart from those that stand for themselves. */
function placedPieces(pieces: readonly Piece[], own: readonly Piece[], map: SpanMap): readonly Piece[] {
  const placed: Piece[] = [];
  let index = 0;
  for (const piece of pieces) {
    const end = piece.outer + piece.outerLength;
    if (piece.length !== piece.outerLength) {
      const outer = map.outerSpan(piece.outer, end);
      placed.push({ ...piece, outer: outer.start, outerLength: outer.end - outer.start });
      continue;
    }
    for (; index < own.length; index++) {
      const run = own[index];
      if (run === undefined || run.inner >= end) break;
      const cut = cutOut(run, piece);
      if (cut.length > 0) placed.push({ ...cut, inner: cut.inner - piece.outer + piece.inner });
      // The next piece may begin in what is left of it.
      if (run.inner + run.length > end) break;
    }
  }
  return placed;
}

/** What of a piece decodes to a stretch; an escape is never cut. */
function cutOut(run: Piece, { outer: from, outerLength }: Piece): Piece {
  if (run.length !== run.outerLength) return run.inner < from ? { ...run, length: 0 } : run;
  const start = Math.max(run.inner, from);
  const length = Math.min(run.inner + run.length, from + outerLength) - start;
  return { inner: start, length, outer: run.outer + start - run.inner, outerLength: length };
}

/** A list of bodies is one after the other. */
function each(value: Value): readonly Value[] {
  return value.kind === "array" ? value.items : [value];
}

/** `//` is a comment. */
function membersOf(value: Value): readonly Member[] {
  return value.kind === "object" ? value.members.filter(({ key }) => key !== "//") : [];
}

function insideQuotes({ start, end }: Span): Span {
  return end - start < 2 ? { start, end } : { start: start + 1, end: end - 1 };
}
