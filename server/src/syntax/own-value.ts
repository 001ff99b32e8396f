/** Values that keep nothing of the tree that they stood in. */
import { eitherWith, type Member, type ObjectValue, type StringValue, type Value } from "./value.ts";

export function ownObject({ span, members }: ObjectValue): ObjectValue {
  return { kind: "object", span, members: members.map(ownMember) };
}

function ownMember({ key, keyHoles, keySpan, keyMap, span, value }: Member): Member {
  return { key, keyHoles, keySpan, keyMap, span, value: value && ownValue(value) };
}

function ownText({ span, text, holes, map, extended, begins }: StringValue): StringValue {
  return { kind: "string", span, text, holes, map, extended, ...(begins && { begins: ownText(begins) }) };
}

export function ownValue(value: Value): Value {
  const { span } = value;
  switch (value.kind) {
    case "string":
      return ownText(value);
    case "number":
      return { kind: "number", span, text: value.text };
    case "boolean":
      return { kind: "boolean", span, value: value.value };
    case "array":
      return { kind: "array", span, items: value.items.map(ownValue) };
    case "object":
      return ownObject(value);
    case "either":
      return eitherWith(
        value,
        value.options.map((option) => option && ownValue(option)),
      );
    case "null":
      return { kind: "null", span };
    case "unknown":
      return { kind: "unknown", span, ...(value.said && { said: ownText(value.said) }) };
  }
}
