/**
 * Writes changes of a policy into the data source `aws_iam_policy_document` where the configuration is JSON: what are
 * blocks in HCL are objects there, one or a list of them. Source: "JSON Configuration Syntax" of the "Terraform
 * configuration language".
 */
import { once } from "../../domains/once.ts";
import {
  type Change,
  type ChangeOfParts,
  type NewObject,
  type NewValue,
  standingChanges,
  type Writer,
} from "../../syntax/change.ts";
import { type HclBlock } from "../../syntax/hcl-tree.ts";
import { editOfHclText } from "../../syntax/hcl-writer.ts";
import { readJson } from "../../syntax/json.ts";
import { jsonWriter } from "../../syntax/json-writer.ts";
import { type Member, type ObjectValue, type Value, WITHOUT_HOLES } from "../../syntax/value.ts";
import { memberAt, parentOf, valueAt } from "../../syntax/value-places.ts";
import { type Edit, joinEdits } from "../../text/edit.ts";
import { spanContains } from "../../text/span.ts";
import { type TerraformFile } from "./module.ts";
import { type DocumentBlock } from "./policy-document.ts";
import { type DocumentPlaces, placesInDocument } from "./policy-document-places.ts";
import {
  argumentName,
  BLOCK_NAMES,
  ELEMENTS,
  encoded,
  newBlocks,
  newPart,
  newStatement,
  newValue,
  type WrittenAs,
} from "./json-document-values.ts";
import { listOf } from "./policy-document-print.ts";

/** `root` is the policy that was made of `block`. */
export function jsonDocumentWriter({ text }: TerraformFile, block: HclBlock, root: ObjectValue): Writer {
  const desk = once(() => openDesk(text, block, root));
  return {
    edits(changes) {
      const known = desk();
      return known && editsOf(changes, known);
    },
  };
}

interface Desk {
  /** The whole file. */
  readonly file: Value;
  readonly written: Writer;
  readonly places: DocumentPlaces;
  readonly writtenAs: WrittenAs;
}

function openDesk(text: string, block: HclBlock, root: ObjectValue): Desk | undefined {
  const file = readJson(text, WITHOUT_HOLES).root;
  if (file === undefined) return undefined;
  const places = placesInDocument(block, root);
  const writtenAs: WrittenAs = {
    one: (value) => (places.of(value) === undefined ? valueAt(file, value.span) : undefined),
    blocks(value) {
      const place = places.of(value);
      if (place?.place !== "blocks" || place.blocks.some(({ iterator }) => iterator !== undefined)) return undefined;
      return place.blocks.flatMap((one) => valueAt(file, one.block.span) ?? []);
    },
  };
  return { file, written: jsonWriter(text, file), places, writtenAs };
}

function editsOf(changes: readonly Change[], desk: Desk): readonly Edit[] | undefined {
  const standing = standingChanges(changes);
  const inFile: Change[] = [];
  const inTexts: Edit[] = [];
  for (const change of standing) {
    const edit = change.change === "text" ? editInTemplate(change, desk) : undefined;
    if (edit !== undefined) {
      inTexts.push(edit);
      continue;
    }
    const made = changesInFile(change, standing, desk);
    if (made === undefined) return undefined;
    inFile.push(...made);
  }
  const edits = desk.written.edits(inFile);
  return edits && joinEdits([...edits, ...inTexts]);
}

type TextChange = Extract<Change, { readonly change: "text" }>;

/** Beside an interpolation; what has none is written as any text of JSON. */
function editInTemplate(change: TextChange, { file }: Desk): Edit | undefined {
  const { value } = change;
  const written = valueAt(file, value.span);
  if (written?.kind !== "string" || !/[$%]\{/.test(written.text)) return undefined;
  const edit = editOfHclText(change, { nodes: { isExpression: () => false } });
  return edit && { ...edit, newText: JSON.stringify(edit.newText).slice(1, -1) };
}

/** The same said of the values of the file; undefined for what cannot be written. */
function changesInFile(change: Change, all: readonly Change[], desk: Desk): readonly Change[] | undefined {
  switch (change.change) {
    case "text": {
      const value = valueAt(desk.file, change.value.span);
      if (value?.kind !== "string" || value.text !== change.value.text) return undefined;
      return [{ ...change, value, by: encoded(change.by) }];
    }
    case "replace":
      return replaced(change, all, desk);
    case "rename":
      return renamed(change, all, desk);
    default:
      return changesOfParts(change, desk);
  }
}

function replaced(
  { value, by }: Extract<Change, { readonly change: "replace" }>,
  all: readonly Change[],
  desk: Desk,
): readonly Change[] | undefined {
  const place = desk.places.of(value);
  if (place === undefined) {
    const written = valueAt(desk.file, value.span);
    const wanted = newValue(value.kind === "array" ? listOf(by) : by, desk.writtenAs);
    return written?.kind !== value.kind || wanted === undefined
      ? undefined
      : [{ change: "replace", value: written, by: wanted }];
  }
  if (place.place !== "blocks" || (place.of !== "principals" && place.of !== "conditions")) return undefined;
  const holder = soleHolder(place.blocks, desk);
  const key = all.find((one) => one.change === "rename" && isOf(place.blocks, one.member, desk));
  const name = key?.change === "rename" ? key.to : ELEMENTS.get(holder?.member.key ?? "");
  const objects = name === undefined ? undefined : newBlocks(name, by, desk.writtenAs);
  if (holder?.member.value === undefined || objects === undefined) return undefined;
  return [{ change: "replace", value: holder.member.value, by: objects }];
}

function isOf(blocks: readonly DocumentBlock[], member: Member, { places }: Desk): boolean {
  const place = places.of(member);
  return place?.place === "blocks" && place.blocks === blocks;
}

function renamed(
  { member, to }: Extract<Change, { readonly change: "rename" }>,
  all: readonly Change[],
  desk: Desk,
): readonly Change[] | undefined {
  const place = desk.places.of(member);
  const argument = argumentName(to);
  if (place === undefined) {
    const written = memberAt(desk.file, member.keySpan);
    return written === undefined || argument === undefined || argumentName(member.key) !== written.key
      ? undefined
      : [{ change: "rename", member: written, to: argument }];
  }
  if (place.place !== "blocks") return undefined;
  if (place.of === "principals" || place.of === "conditions") {
    const holder = soleHolder(place.blocks, desk);
    const name = BLOCK_NAMES.get(to);
    return holder === undefined || name === undefined
      ? undefined
      : [{ change: "rename", member: holder.member, to: name }];
  }
  const isReplaced = all.some((one) => one.change === "replace" && desk.places.of(one.value) !== undefined);
  if (isReplaced) return undefined;
  const own = place.of === "principal type" ? "type" : place.of === "operator" ? "test" : "variable";
  const values = place.blocks.map(({ body }) => {
    const attribute = body.attributes.findLast(({ name }) => name === own);
    return attribute && valueAt(desk.file, attribute.value.span);
  });
  return values.flatMap((value): readonly Change[] =>
    value === undefined ? [] : [{ change: "replace", value, by: encoded(to) }],
  );
}

function changesOfParts(change: ChangeOfParts, desk: Desk): readonly Change[] | undefined {
  switch (change.change) {
    case "add-member":
      return withMember(change, desk);
    case "add-item":
      return withItem(change, desk);
    case "remove-member": {
      const place = desk.places.of(change.part);
      if (place?.place === "blocks") return withoutBlocks(place.blocks, desk);
      const part = memberAt(desk.file, change.part.keySpan);
      const from = part && parentOf(desk.file, part.span);
      return part !== undefined && from?.kind === "object" ? [{ change: "remove-member", from, part }] : undefined;
    }
    case "remove-item": {
      if (desk.places.of(change.from)?.place === "statements") {
        const place = desk.places.of(change.part);
        return place?.place === "statement" ? withoutBlocks([place.statement], desk) : undefined;
      }
      const from = valueAt(desk.file, change.from.span);
      const part = valueAt(desk.file, change.part.span);
      return from?.kind === "array" && part !== undefined ? [{ change: "remove-item", from, part }] : undefined;
    }
  }
}

function withMember(
  { to, after, key, value }: Extract<Change, { readonly change: "add-member" }>,
  desk: Desk,
): readonly Change[] | undefined {
  const place = desk.places.of(to);
  if (place?.place === "policy") {
    const name = key === "Version" ? "version" : key === "Id" ? "policy_id" : undefined;
    const object = valueAt(desk.file, place.block.span);
    if (name === undefined || typeof value !== "string" || object?.kind !== "object") return undefined;
    return [{ change: "add-member", to: object, after: undefined, key: name, value: encoded(value) }];
  }
  if (place?.place === "statement") {
    const object = valueAt(desk.file, place.statement.body.span);
    const part = object?.kind === "object" ? newPart(key, value, desk.writtenAs) : undefined;
    if (object?.kind !== "object" || part === undefined) return undefined;
    if (object.members.some((member) => member.key === part[0])) return undefined;
    const behind = after === undefined ? undefined : (memberAt(desk.file, after.keySpan) ?? object.members.at(-1));
    return [{ change: "add-member", to: object, after: behind, key: part[0], value: part[1] }];
  }
  if (place?.place !== "blocks") return undefined;
  return withBlock(place, key, value, desk);
}

type BlocksPlace = Extract<ReturnType<DocumentPlaces["of"]>, { readonly place: "blocks" }>;

/** Another object beside those that are there. */
function withBlock(
  { of, blocks }: BlocksPlace,
  key: string,
  value: NewValue,
  desk: Desk,
): readonly Change[] | undefined {
  const holder = soleHolder(blocks, desk);
  if (holder?.member.value === undefined || of === "key" || of === "principal type") return undefined;
  const element = ELEMENTS.get(holder.member.key);
  const operator = blocks[0]?.body.attributes.findLast(({ name }) => name === "test");
  const test = operator && valueAt(desk.file, operator.value.span);
  const added: NewObject | undefined =
    of !== "operator"
      ? { members: [[key, value]] }
      : test?.kind === "string"
        ? { members: [[test.text, { members: [[key, value]] }]] }
        : undefined;
  const objects = element === undefined || added === undefined ? undefined : newBlocks(element, added, desk.writtenAs);
  return objects && withItems(holder.member.value, valueAt(desk.file, blocks.at(-1)?.block.span), objects);
}

/** Of one object, a list. */
function withItems(held: Value, after: Value | undefined, added: readonly NewValue[]): readonly Change[] {
  if (held.kind !== "array") return [{ change: "replace", value: held, by: [{ copyOf: held }, ...added] }];
  return added.map((value): Change => ({ change: "add-item", to: held, after, value }));
}

function withItem(
  { to, after, value }: Extract<Change, { readonly change: "add-item" }>,
  desk: Desk,
): readonly Change[] | undefined {
  const place = desk.places.of(to);
  if (place?.place !== "statements") {
    const list = place === undefined ? valueAt(desk.file, to.span) : undefined;
    const behind = after && valueAt(desk.file, after.span);
    const added = newValue(value, desk.writtenAs);
    if (list?.kind !== "array" || added === undefined || (after !== undefined && behind === undefined))
      return undefined;
    return [{ change: "add-item", to: list, after: behind, value: added }];
  }
  const object = valueAt(desk.file, place.block.span);
  const held = object?.kind === "object" ? object.members.find(({ key }) => key === "statement")?.value : undefined;
  const statement = typeof value !== "string" && "members" in value ? newStatement(value, desk.writtenAs) : undefined;
  if (held === undefined || statement === undefined) return undefined;
  const behind = (after && valueAt(desk.file, after.span)) ?? (held.kind === "array" ? held.items.at(-1) : undefined);
  return withItems(held, behind, [statement]);
}

function withoutBlocks(blocks: readonly DocumentBlock[], desk: Desk): readonly Change[] | undefined {
  const holder = soleHolder(blocks, desk);
  if (holder?.member.value === undefined) return undefined;
  const { member, object } = holder;
  const held = member.value;
  const spans = blocks.map(({ block }) => block.span.start);
  if (held?.kind !== "array" || held.items.every(({ span }) => spans.includes(span.start))) {
    return [{ change: "remove-member", from: object, part: member }];
  }
  return held.items.flatMap((part): readonly Change[] =>
    spans.includes(part.span.start) ? [{ change: "remove-item", from: held, part }] : [],
  );
}

interface Holder {
  readonly object: ObjectValue;
  readonly member: Member;
}

/** The member that has all these blocks; undefined for several, and for what a loop makes. */
function soleHolder(blocks: readonly DocumentBlock[], { file }: Desk): Holder | undefined {
  const found = new Map<number, Holder>();
  for (const { block, iterator } of blocks) {
    if (iterator !== undefined) return undefined;
    const above = parentOf(file, block.span);
    const object = above?.kind === "array" ? parentOf(file, above.span) : above;
    const member =
      object?.kind === "object" ? object.members.find(({ span }) => spanContains(span, block.span)) : undefined;
    if (object?.kind !== "object" || member === undefined) return undefined;
    found.set(member.span.start, { object, member });
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}
