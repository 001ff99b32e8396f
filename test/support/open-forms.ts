/**
 * A policy made such as the file does not settle it, part by part: every value, and every name of an element, operator,
 * condition key or type of principal.
 */
import { type Encoding } from "../../server/src/text/encoding.ts";
import { type Span } from "../../server/src/text/span.ts";
import {
  type Member,
  type ObjectValue,
  type StringValue,
  type Value,
  arrayWith,
  objectWith,
  memberWith,
  stringWith,
} from "../../server/src/syntax/value.ts";

/** A name or value of a policy that can be opened. */
export interface OpenPart {
  readonly part: Value | Member;
  readonly form: "unknown" | "hole" | "half a hole" | "a text" | "with more";
}

export function openParts(object: ObjectValue): readonly OpenPart[] {
  return partsIn(object).flatMap((part) => formsOf(part).map((form) => ({ part, form })));
}

/** The object with that part open. */
export function opened(object: ObjectValue, { part, form }: OpenPart): ObjectValue {
  const visit = (value: Value): Value => {
    if (value === part) return openedValue(value, form);
    if (value.kind === "array") return arrayWith(value, value.items.map(visit));
    return value.kind === "object" ? visitObject(value) : value;
  };
  const visitObject = (value: ObjectValue): ObjectValue =>
    objectWith(
      value,
      value.members.map((member) =>
        memberWith(member, {
          keyHoles: member === part ? [holeIn(member.key, form)] : member.keyHoles,
          value: member.value === undefined ? undefined : visit(member.value),
        }),
      ),
    );
  return visitObject(object);
}

/** For a message: what was opened, and how. */
export function openPartInWords(text: string, { part, form }: OpenPart): string {
  const { start, end } = "key" in part ? part.keySpan : part.span;
  return `${text.slice(start, end)} was made ${form}`;
}

function partsIn(value: Value): readonly (Value | Member)[] {
  if (value.kind === "array") return value.items.flatMap((item) => [item, ...partsIn(item)]);
  if (value.kind !== "object") return [];
  return value.members.flatMap((member) =>
    member.value === undefined ? [member] : [member, member.value, ...partsIn(member.value)],
  );
}

function formsOf(part: Value | Member): readonly OpenPart["form"][] {
  if ("key" in part) return part.key === "" ? [] : ["hole", "half a hole"];
  if (part.kind === "object" || part.kind === "array") return ["unknown", "a text", "with more"];
  return part.kind === "string" && part.text !== "" ? ["unknown", "hole", "half a hole"] : ["unknown"];
}

function openedValue(value: Value, form: OpenPart["form"]): Value {
  switch (form) {
    case "unknown":
      return { kind: "unknown", span: value.span };
    case "a text":
      return textInPlaceOf(value);
    case "with more":
      return withMore(value);
    case "hole":
    case "half a hole":
      return value.kind === "string" ? stringWith(value, { holes: withHole(value, holeIn(value.text, form)) }) : value;
  }
}

/** What is open already stays so, also where the hole begins within it. */
function withHole({ holes }: StringValue, hole: StringValue["holes"][number]): StringValue["holes"] {
  const start = Math.min(hole.start, ...holes.filter(({ end }) => end > hole.start).map((one) => one.start));
  return [...holes.filter(({ end }) => end <= hole.start), { ...hole, start }];
}

/** What another tool fills in stands between quotation marks in many files, whatever it is filled in with. */
function textInPlaceOf({ span }: Value): StringValue {
  const text = "{{open}}";
  return { kind: "string", span, text, holes: [{ start: 0, end: text.length }], map: placedIn(span) };
}

/** One item or member more than the file tells. */
function withMore(value: Value): Value {
  const end = { start: value.span.end - 1, end: value.span.end };
  if (value.kind === "array") return arrayWith(value, [...value.items, { kind: "unknown", span: end }]);
  if (value.kind !== "object") return value;
  const { text: key, holes: keyHoles, map: keyMap } = textInPlaceOf({ kind: "unknown", span: end });
  const more: Member = { key, keyHoles, keySpan: end, keyMap, span: end, value: { kind: "unknown", span: end } };
  return objectWith(value, [...value.members, more]);
}

function placedIn(span: Span): Encoding {
  return { outerSpan: () => span, innerOffset: () => 0, encode: () => undefined };
}

/** The second half, or everything. */
function holeIn(text: string, form: OpenPart["form"]): StringValue["holes"][number] {
  return { start: form === "half a hole" ? Math.floor(text.length / 2) : 0, end: text.length };
}
