/** Writes changes of a policy into the data source `aws_iam_policy_document` that makes it. */
import { type Change, type ChangeOfParts, type NewValue, standingChanges, type Writer } from "../../syntax/change.ts";
import { type ExpressionOf, type HclCopy, type HclPrint, printHcl, printText } from "../../syntax/hcl-print.ts";
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { editOfHclText, type HclDesk, hclDesk, hclEdits } from "../../syntax/hcl-writer.ts";
import { type Member, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Edit, joinEdits } from "../../text/edit.ts";
import { type Span } from "../../text/span.ts";
import { type TerraformFile } from "./module.ts";
import { type DocumentBlock, LISTS, PRINCIPALS } from "./policy-document.ts";
import { movedConditions } from "./moved-conditions.ts";
import { type DocumentPlaces, placesInDocument } from "./policy-document-places.ts";
import { type BlockText, listOf, printBlocks, printStatement } from "./policy-document-print.ts";

export function documentWriter(
  { text, body }: TerraformFile,
  block: HclBlock,
  root: ObjectValue,
  expressionOf: ExpressionOf | undefined,
): Writer {
  let desk: DocumentDesk | undefined;
  return {
    edits(changes, deployment) {
      desk ??= { ...hclDesk(text, body, expressionOf), places: placesInDocument(block, root), at: block.span.start };
      return documentEdits(changes, { ...desk, deployment });
    },
  };
}

interface DocumentDesk extends HclDesk {
  /** Where the data source begins. */
  readonly at: number;
  readonly places: DocumentPlaces;
}

function documentEdits(changes: readonly Change[], desk: DocumentDesk): readonly Edit[] | undefined {
  const standing = standingChanges(changes);
  const moved = movedConditions(standing, desk);
  const edits: Edit[] = [...moved.edits];
  const others: Change[] = [];
  for (const change of standing) {
    if (moved.changes.has(change)) continue;
    const own = editsOfChange(change, standing, desk);
    if (own === undefined) return undefined;
    if (own === "others") others.push(change);
    else edits.push(...own);
  }
  // What is in lists and texts is written as it is in any object.
  const inLists = hclEdits(others, desk);
  return inLists === undefined ? undefined : joinEdits([...edits, ...inLists]);
}

type OwnEdits = readonly Edit[] | "others" | undefined;

function editsOfChange(change: Change, all: readonly Change[], desk: DocumentDesk): OwnEdits {
  switch (change.change) {
    case "text": {
      const edit = editOfHclText(change, desk);
      return edit && [edit];
    }
    case "replace":
      return editOfReplacement(change, all, desk);
    case "rename":
      return isReplaced(change.member, all, desk) ? [] : editsOfName(change, desk);
    default:
      return editsOfPart(change, desk);
  }
}

/** What stands for a list is written as one. */
function editOfReplacement(
  { value, by }: Extract<Change, { change: "replace" }>,
  all: readonly Change[],
  desk: DocumentDesk,
): OwnEdits {
  const place = desk.places.of(value);
  if (place?.place === "blocks") return editsOfBlocks(place, by, all, desk);
  if (place !== undefined || !desk.nodes.isExpression(value.span)) return undefined;
  if (value.kind !== "array") return "others";
  const indent = desk.lines.indentAt(value.span.start);
  return [{ span: value.span, newText: printHcl(listOf(by), indent, printOf(desk)) }];
}

/** Other blocks in the place of those of an element, which may get another name with it. */
function editsOfBlocks(
  { blocks, of }: BlocksPlace,
  by: NewValue,
  all: readonly Change[],
  desk: DocumentDesk,
): OwnEdits {
  const [first, ...others] = blocks.map(({ block }) => block);
  if (first === undefined || (of !== "principals" && of !== "conditions")) return undefined;
  const renamed = all.find((one) => one.change === "rename" && blocksOf(desk.places.of(one.member)) === blocks);
  const before = of === "conditions" ? "Condition" : (PRINCIPALS.get(first.type) ?? "Principal");
  const key = renamed?.change === "rename" ? renamed.to : before;
  const texts = printBlocks(key, by, printOf(desk));
  const indent = desk.lines.indentAt(first.span.start);
  const newText = texts
    ?.map((lines) => lines.join(`${desk.lines.newline}${indent}`))
    .join(`${desk.lines.newline}${indent}`);
  if (newText === undefined) return undefined;
  return [{ span: first.span, newText }, ...others.map(({ span }) => removed(span, desk))];
}

type BlocksPlace = Extract<ReturnType<DocumentPlaces["of"]>, { place: "blocks" }>;

function blocksOf(place: ReturnType<DocumentPlaces["of"]>): BlocksPlace["blocks"] | undefined {
  return place?.place === "blocks" ? place.blocks : undefined;
}

function isReplaced(member: Member, all: readonly Change[], desk: DocumentDesk): boolean {
  const blocks = blocksOf(desk.places.of(member));
  return (
    blocks !== undefined &&
    all.some((one) => one.change === "replace" && blocksOf(desk.places.of(one.value)) === blocks)
  );
}

function printOf(desk: DocumentDesk): HclPrint {
  const { lines, expressionOf, deployment, at } = desk;
  const copy = (value: Value): HclCopy => copyOf(value, desk);
  const referring = expressionOf && ((text: string) => expressionOf(text, { deployment, at }));
  return { newline: lines.newline, unit: "  ", form: "lines", copy, expressionOf: referring };
}

/** Of what is not written, such as a default, the text itself. */
function copyOf(value: Value, { text, lines, nodes, places }: DocumentDesk): HclCopy {
  const indent = lines.indentAt(value.span.start);
  const blocks = blocksOf(places.of(value));
  const slice = ({ start, end }: Span): string => text.slice(start, end);
  if (blocks !== undefined) {
    return { text: blocks.map(({ block }) => slice(block.span)).join(`${lines.newline}${indent}`), indent };
  }
  const isWritten = value.kind !== "string" || value.extended !== undefined || nodes.isExpression(value.span);
  return { text: isWritten ? slice(value.span) : printText(value.text), indent };
}

const NAMES: ReadonlyMap<string, string> = new Map(
  [
    ...LISTS,
    ...PRINCIPALS,
    ["sid", "Sid"] as const,
    ["effect", "Effect"] as const,
    ["condition", "Condition"] as const,
  ].map(([written, element]) => [element, written] as const),
);

function editsOfName({ member, to }: Extract<Change, { change: "rename" }>, desk: DocumentDesk): OwnEdits {
  const place = desk.places.of(member);
  if (place === undefined) {
    const name = NAMES.get(to);
    const isAttribute = NAMES.get(member.key) === desk.text.slice(member.keySpan.start, member.keySpan.end);
    return name === undefined || !isAttribute ? undefined : [{ span: member.keySpan, newText: name }];
  }
  if (place.place !== "blocks") return undefined;
  if (place.of === "principals" || place.of === "conditions") {
    const name = NAMES.get(to);
    return name === undefined
      ? undefined
      : place.blocks.map(({ block }) => ({ span: nameSpanOf(block), newText: loopName(block, name) }));
  }
  const argument = place.of === "principal type" ? "type" : place.of === "operator" ? "test" : "variable";
  const edits = place.blocks.flatMap(({ body }) => {
    const attribute = attributeNamed(body, argument);
    return attribute === undefined ? [] : [{ span: attribute.value.span, newText: printText(to) }];
  });
  return edits.length === 0 ? undefined : edits;
}

/** Of a `dynamic` block the name is its label. */
function nameSpanOf({ type, typeSpan, labels }: HclBlock): Span {
  return type === "dynamic" ? (labels[0]?.span ?? typeSpan) : typeSpan;
}

function loopName({ type }: HclBlock, name: string): string {
  return type === "dynamic" ? printText(name) : name;
}

function editsOfPart(change: ChangeOfParts, desk: DocumentDesk): OwnEdits {
  switch (change.change) {
    case "add-member":
      return editsOfNewMember(change, desk);
    case "remove-member": {
      const place = desk.places.of(change.part);
      if (place?.place === "blocks") return place.blocks.map(({ block }) => removed(block.span, desk));
      return desk.places.of(change.from)?.place === "statement" ? [removed(change.part.span, desk)] : undefined;
    }
    case "add-item": {
      const place = desk.places.of(change.to);
      if (place === undefined) return "others";
      return place.place === "statements" ? editsOfNewStatement(change, place.block, desk) : undefined;
    }
    case "remove-item":
      return desk.places.of(change.from)?.place === "statements" ? [removed(change.part.span, desk)] : "others";
  }
}

/** With the lines that it has for itself, and a blank line before it. */
function removed(span: Span, { lines, text }: DocumentDesk): Edit {
  if (!lines.startsLine(span.start) || !lines.endsLine(span.end)) return { span, newText: "" };
  const start = lines.lineStart(span.start);
  const before = lines.lineStart(Math.max(0, start - 1));
  const isBlank = start > 0 && text.slice(before, start).trim() === "";
  const end = lines.lineEnd(span.end);
  const newline = text.startsWith("\r\n", end) ? 2 : text.charAt(end) === "\n" ? 1 : 0;
  return { span: { start: isBlank ? before : start, end: end + newline }, newText: "" };
}

function editsOfNewStatement(
  { value, after }: Extract<Change, { change: "add-item" }>,
  block: HclBlock,
  desk: DocumentDesk,
): OwnEdits {
  if (typeof value === "string" || !("members" in value)) return undefined;
  const last = block.body.blocks.at(-1);
  const behind =
    after === undefined ? undefined : block.body.blocks.find(({ span }) => span.start === after.span.start);
  const beside = behind ?? last;
  const written = printStatement(value, printOf(desk));
  return written && [insertedBehind(beside?.span, block, [written], desk, "apart")];
}

function editsOfNewMember(
  { to, after, key, value }: Extract<Change, { change: "add-member" }>,
  desk: DocumentDesk,
): OwnEdits {
  const place = desk.places.of(to);
  const print = printOf(desk);
  switch (place?.place) {
    case "policy": {
      const name = key === "Version" ? "version" : key === "Id" ? "policy_id" : undefined;
      if (name === undefined || typeof value !== "string") return undefined;
      return [insertedFirst(place.block, `${name} = ${printText(value)}`, desk)];
    }
    case "statement": {
      const texts = printBlocks(key, value, print);
      if (texts === undefined) return undefined;
      return [insertedBefore(place.statement, after, texts, desk) ?? insertedInto(place.statement, texts, desk)];
    }
    case "blocks":
      return editsOfNewBlock(place, key, value, desk);
    default:
      return undefined;
  }
}

function editsOfNewBlock(
  { of, blocks, statement }: BlocksPlace,
  key: string,
  value: NewValue,
  desk: DocumentDesk,
): OwnEdits {
  const print = printOf(desk);
  const last = blocks.at(-1)?.block;
  const operator = of === "operator" ? attributeNamed(blocks[0]?.body ?? statement.body, "test") : undefined;
  const test = operator && desk.text.slice(operator.value.span.start, operator.value.span.end);
  const [name, written] = ((): readonly [string, NewValue] => {
    if (of === "principals")
      return [last?.type === "not_principals" ? "NotPrincipal" : "Principal", { members: [[key, value]] }];
    return [
      "Condition",
      { members: [[of === "conditions" ? key : "", of === "conditions" ? value : { members: [[key, value]] }]] },
    ];
  })();
  if (of === "key" || of === "principal type" || last === undefined) return undefined;
  const texts = printBlocks(name, written, print, test);
  return texts && [insertedBehind(last.span, statement.block, texts, desk, "close")];
}

/** One argument before all others, where they have lines of their own; its sign is below theirs. */
function insertedBefore(
  { body }: DocumentBlock,
  after: Member | undefined,
  texts: readonly BlockText[],
  { lines, text }: DocumentDesk,
): Edit | undefined {
  const [first] = body.attributes;
  const [[line = "", ...more] = [], ...others] = texts;
  if (after !== undefined || first === undefined || more.length + others.length > 0) return undefined;
  const { start } = first.span;
  if (!lines.startsLine(start)) return undefined;
  const [name = "", ...value] = line.split(" = ");
  const width = text.slice(start, text.indexOf("=", start)).length - 1;
  const written = `${name.padEnd(width)} = ${value.join(" = ")}`;
  return { span: { start, end: start }, newText: `${written}${lines.newline}${lines.indentAt(start)}` };
}

/** Behind the last argument of a statement, blocks behind its last block. */
function insertedInto({ block, body }: DocumentBlock, texts: readonly BlockText[], desk: DocumentDesk): Edit {
  const isBlock = texts.some((lines) => lines.length > 1);
  const parts = isBlock ? [...body.attributes, ...body.blocks] : body.attributes;
  const last = parts
    .map(({ span }) => span)
    .sort((a, b) => a.end - b.end)
    .at(-1);
  return insertedBehind(last, block, texts, desk, "close");
}

/** Each text is lines, without what they start with. */
function insertedBehind(
  beside: Span | undefined,
  block: HclBlock,
  texts: readonly BlockText[],
  { lines, text }: DocumentDesk,
  distance: "close" | "apart",
): Edit {
  const { newline } = lines;
  const outer = lines.indentAt(block.span.start);
  const onLine = beside !== undefined && lines.startsLine(beside.start);
  const indent = onLine ? lines.indentAt(beside.start) : `${outer}  `;
  const gap = distance === "apart" && beside !== undefined ? newline : "";
  const written = texts
    .map((one) => gap + one.map((line) => `${newline}${line === "" ? "" : indent}${line}`).join(""))
    .join("");
  if (beside !== undefined && onLine) {
    const at = lines.endsLine(beside.end) ? lines.lineEnd(beside.end) : beside.end;
    return {
      span: { start: at, end: at },
      newText: lines.endsLine(beside.end) ? written : `${written}${newline}${indent}`,
    };
  }
  const at = block.span.end - 1;
  const start = beside?.end ?? text.indexOf("{", block.typeSpan.end) + 1;
  const isEmpty = text.slice(start, at).trim() === "";
  return isEmpty
    ? { span: { start, end: at }, newText: `${written}${newline}${outer}` }
    : { span: { start, end: start }, newText: written };
}

function insertedFirst(block: HclBlock, line: string, { lines }: DocumentDesk): Edit {
  const at = block.body.span.start;
  const indent = `${lines.indentAt(block.span.start)}  `;
  return { span: { start: at, end: at }, newText: `${lines.newline}${indent}${line}` };
}
