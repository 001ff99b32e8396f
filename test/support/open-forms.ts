/** Values made such as the file does not settle, one by one. */
import { type ObjectValue, type StringValue, type Value } from "../../server/src/syntax/value.ts";

/** A text becomes a text that is all hole; everything else becomes unknown, and so does a text. */
export function openForms(value: Value): readonly Value[] {
  const unknown: Value = { kind: "unknown", span: value.span };
  return value.kind === "string" ? [unknown, allHole(value)] : [unknown];
}

function allHole(value: StringValue): StringValue {
  return { ...value, holes: [{ start: 0, end: value.text.length }] };
}

export function valuesIn(value: Value): readonly Value[] {
  if (value.kind === "array") return value.items.flatMap((item) => [item, ...valuesIn(item)]);
  if (value.kind !== "object") return [];
  return value.members.flatMap((member) =>
    member.value === undefined ? [] : [member.value, ...valuesIn(member.value)],
  );
}

export function replaced(object: ObjectValue, wanted: Value, by: Value): ObjectValue {
  const visit = (value: Value): Value => {
    if (value === wanted) return by;
    if (value.kind === "array") return { ...value, items: value.items.map(visit) };
    return value.kind === "object" ? visitObject(value) : value;
  };
  const visitObject = (value: ObjectValue): ObjectValue => ({
    ...value,
    members: value.members.map((member) => ({
      ...member,
      value: member.value === undefined ? undefined : visit(member.value),
    })),
  });
  return visitObject(object);
}
