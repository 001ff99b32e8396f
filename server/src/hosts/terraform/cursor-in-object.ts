/** The place in a policy that a cursor in an object of HCL has. */
import { partsOf } from "../../syntax/hcl-nodes.ts";
import { hclMember } from "../../syntax/hcl-draft.ts";
import {
  type HclExpression,
  type HclObject,
  type HclObjectItem,
  type HclTemplate,
  type HclTuple,
} from "../../syntax/hcl-tree.ts";
import { spanHolds } from "../../text/span.ts";
import { type PolicyCursor, type WrittenBefore } from "../policy-cursor.ts";
import {
  formAt,
  nameSpot,
  newItemBehind,
  newValueSpot,
  opensItem,
  separatorAt,
  type Spot,
  spotInText,
  startOfReference,
  textsIn,
  typingAt,
} from "./cursor-spot.ts";

interface Around {
  readonly source: string;
  readonly offset: number;
  readonly path: readonly string[];
  readonly objects: readonly HclObject[];
  readonly statement: number;
}

/** Undefined where neither name nor value can begin. */
export function cursorInObject(expression: HclExpression, source: string, offset: number): PolicyCursor | undefined {
  return inValue(expression, { source, offset, path: [], objects: [], statement: 0 });
}

function inValue(expression: HclExpression, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  if (!spanHolds(expression.span, offset)) return undefined;
  switch (expression.kind) {
    case "object":
      return inObject(expression, around);
    case "tuple": {
      const at = expression.items.findIndex(({ span }) => spanHolds(span, offset));
      const item = expression.items[at];
      const isStatement = around.path.length === 1 && around.path[0] === "Statement";
      if (item !== undefined) return inValue(item, isStatement ? { ...around, statement: at } : around);
      const spot = newItemSpot(expression, source, offset);
      return spot && cursorAt("value", spot, around);
    }
    case "template": {
      const spot = spotInText(expression, source, offset);
      return spot && cursorAt("value", spot, around);
    }
    case "missing":
      return cursorAt("value", newValueSpot(source, offset), around);
    default: {
      const start = startOfReference(expression, source, offset);
      if (start !== undefined) return cursorAt("value", newValueSpot(source, offset, start), around);
      const part = partsOf(expression).find(({ span }) => spanHolds(span, offset));
      return part && inValue(part, around);
    }
  }
}

/** Behind a bracket or a comma, or on a line below the last entry, which then gets its comma. */
function newItemSpot({ items, span }: HclTuple, source: string, offset: number): Spot | undefined {
  if (opensItem(source, offset)) return newValueSpot(source, offset);
  const last = items.at(-1);
  const isBelow =
    last?.kind === "template" &&
    /^[ \t\r]*\n\s*$/.test(source.slice(last.span.end, offset)) &&
    /^\s*\]?$/.test(source.slice(offset, span.end));
  return isBelow ? newItemBehind(source, last.span.end, offset) : undefined;
}

function inObject(object: HclObject, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  if (offset <= object.span.start || (offset === object.span.end && source.charAt(offset - 1) === "}"))
    return undefined;
  const objects = [...around.objects, object];
  const item = object.items.find(({ key, span }) => spanHolds(span, offset) || spanHolds(key.span, offset));
  if (item !== undefined && spanHolds(item.key.span, offset)) return inName(item, { ...around, objects });
  const before = item ?? lastBefore(object, offset);
  if (before !== undefined && before.key.kind !== "missing") {
    const name = nameOf(before, source);
    const within = { ...around, objects, path: [...around.path, name] };
    const value = spanHolds(before.value.span, offset) ? inValue(before.value, within) : undefined;
    if (value !== undefined) return value;
    if (isWholeValue(before.value, offset)) return behindValue(source, { ...around, objects });
    const sign = /^\s*[=:][ \t]*$/.test(source.slice(before.key.span.end, offset));
    if (sign) return cursorAt("value", newValueSpot(source, offset), within);
    if (item !== undefined) return undefined;
  }
  return opensMember(source, offset)
    ? cursorAt("key", nameSpot(source, { start: offset, end: offset }, offset, false), { ...around, objects })
    : undefined;
}

/** What ends with a sign of its own. */
function isWholeValue({ kind, span }: HclExpression, offset: number): boolean {
  return span.end === offset && (kind === "template" || kind === "tuple" || kind === "object");
}

/** Behind a comma, or on the next line if the object has lines. */
function behindValue(source: string, around: Around): PolicyCursor {
  const { offset } = around;
  const at = { start: offset, end: offset };
  const spot = nameSpot(source, at, offset, false);
  const separator = separatorAt(source, offset);
  const writeMember: Spot["writeMember"] = (key, value) => {
    const written = spot.writeMember?.(key, value) ?? { span: at, parts: [], lead: 0, also: [] };
    return { ...written, parts: [separator, ...written.parts] };
  };
  return { ...cursorAt("key", { ...spot, writeMember }, around), behindValue: true };
}

function lastBefore({ items }: HclObject, offset: number): HclObjectItem | undefined {
  return items.findLast(({ key }) => key.span.end <= offset);
}

function inName({ key, value }: HclObjectItem, around: Around): PolicyCursor | undefined {
  const { source, offset } = around;
  const hasSign = value.kind !== "missing" || /^\s*[=:]/.test(source.slice(key.span.end, key.span.end + 20));
  if (key.kind !== "template") return cursorAt("key", nameSpot(source, key.span, offset, hasSign), around);
  const spot = spotInText(key, source, offset);
  return spot && cursorAt("key", hasSign ? spot : withMember(spot, key, around), around);
}

/** A name in quotes that has no value yet gets one. */
function withMember(spot: Spot, { span, inner, closed }: HclTemplate, { source, offset }: Around): Spot {
  const whole = { start: span.start, end: closed ? span.end : offset };
  return {
    ...spot,
    writeMember: (key, value) => ({
      span: whole,
      parts: hclMember(key, value, formAt(source, span.start)),
      lead: inner.start - span.start,
      also: [],
    }),
  };
}

/** A member begins on a line of its own, behind the brace or behind a comma. */
function opensMember(source: string, offset: number): boolean {
  return /[\n{,][ \t\r]*$/.test(source.slice(Math.max(0, offset - 500), offset));
}

function nameOf({ key }: HclObjectItem, source: string): string {
  if (key.kind === "reference") return key.root;
  return textsIn(key, source)[0] ?? "";
}

function cursorAt(at: PolicyCursor["at"], spot: Spot, around: Around): PolicyCursor {
  const { path, objects, statement, source, offset } = around;
  return {
    path,
    statement,
    ...typingAt(spot, at, source, offset),
    object: writtenIn(objects.at(-1), source, offset),
    inStatement: writtenIn(objects[1], source, offset),
  };
}

/** Everything but what is typed. */
function writtenIn(object: HclObject | undefined, source: string, offset: number): WrittenBefore {
  const items = object?.items.filter(({ key }) => !spanHolds(key.span, offset)) ?? [];
  return {
    keys: items.map((item) => nameOf(item, source)),
    textsOf: (name) =>
      items.filter((item) => nameOf(item, source) === name).flatMap(({ value }) => textsIn(value, source)),
  };
}
