/** Values of a text that stands in another one as it is, with spans of that other text. */
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { type Member, type ObjectValue, type Value } from "./value.ts";

/** `by` is where the text starts. What the values keep of their own tree is let go, as the way back to how a function says it. */
export function movedObject({ span, members }: ObjectValue, by: number): ObjectValue {
  return { kind: "object", span: movedSpan(span, by), members: members.map((member) => movedMember(member, by)) };
}

function movedMember({ key, keyHoles, keySpan, keyMap, span, value }: Member, by: number): Member {
  return {
    key,
    keyHoles,
    keySpan: movedSpan(keySpan, by),
    keyMap: movedEncoding(keyMap, by),
    span: movedSpan(span, by),
    value: value && movedValue(value, by),
  };
}

function movedValue(value: Value, by: number): Value {
  const span = movedSpan(value.span, by);
  switch (value.kind) {
    case "string":
      return { kind: "string", span, text: value.text, holes: value.holes, map: movedEncoding(value.map, by) };
    case "array":
      return { ...value, span, items: value.items.map((item) => movedValue(item, by)) };
    case "object":
      return movedObject(value, by);
    case "either":
      return { kind: "either", span, options: value.options.map((option) => option && movedValue(option, by)) };
    case "number":
      return { kind: "number", span, text: value.text };
    case "boolean":
      return { kind: "boolean", span, value: value.value };
    case "null":
    case "unknown":
      return { kind: value.kind, span };
  }
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function movedEncoding(inner: Encoding, by: number): Encoding {
  return {
    outerSpan: (start, end) => movedSpan(inner.outerSpan(start, end), by),
    innerOffset: (outer) => inner.innerOffset(outer - by),
    encode: (text) => inner.encode(text),
  };
}
