/**
 * A policy made such as the file does not settle it, part by part: every value, and every name of an element, operator,
 * condition key or type of principal.
 */
import { type Member, type ObjectValue, type StringValue, type Value } from "../../server/src/syntax/value.ts";

/** A name or value of a policy that can be opened. */
export interface OpenPart {
  readonly part: Value | Member;
  readonly form: "unknown" | "hole" | "half a hole";
}

export function openParts(object: ObjectValue): readonly OpenPart[] {
  return partsIn(object).flatMap((part) => formsOf(part).map((form) => ({ part, form })));
}

/** The object with that part open. */
export function opened(object: ObjectValue, { part, form }: OpenPart): ObjectValue {
  const visit = (value: Value): Value => {
    if (value === part) return form === "unknown" ? { kind: "unknown", span: value.span } : withHole(value, form);
    if (value.kind === "array") return { ...value, items: value.items.map(visit) };
    return value.kind === "object" ? visitObject(value) : value;
  };
  const visitObject = (value: ObjectValue): ObjectValue => ({
    ...value,
    members: value.members.map((member) => ({
      ...member,
      keyHoles: member === part ? [holeIn(member.key, form)] : member.keyHoles,
      value: member.value === undefined ? undefined : visit(member.value),
    })),
  });
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
  return part.kind === "string" && part.text !== "" ? ["unknown", "hole", "half a hole"] : ["unknown"];
}

function withHole(value: Value, form: OpenPart["form"]): Value {
  return value.kind === "string" ? ({ ...value, holes: [holeIn(value.text, form)] } satisfies StringValue) : value;
}

/** The second half, or everything. */
function holeIn(text: string, form: OpenPart["form"]): StringValue["holes"][number] {
  return { start: form === "half a hole" ? Math.floor(text.length / 2) : 0, end: text.length };
}
