/** Values of a text that stands in another one, with spans of that other text. */
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { type Member, type ObjectValue, type Value } from "./value.ts";

interface Move {
  span(span: Span): Span;
  encoding(inner: Encoding): Encoding;
}

/**
 * Of a text that stands there as it is; `by` is where it starts. What the values keep of their own tree is let go, as the
 * way back to how a function says it.
 */
export function movedObject(object: ObjectValue, by: number): ObjectValue {
  return objectMovedBy(object, {
    span: (span) => movedSpan(span, by),
    encoding: (inner) => movedEncoding(inner, by),
  });
}

/** Of a text that is written in another one's string. */
export function valueWithin(value: Value, within: Encoding): Value {
  return movedValue(value, {
    span: ({ start, end }) => within.outerSpan(start, end),
    encoding: (inner) => composeEncodings(inner, within),
  });
}

function objectMovedBy({ span, members }: ObjectValue, move: Move): ObjectValue {
  return { kind: "object", span: move.span(span), members: members.map((member) => movedMember(member, move)) };
}

function movedMember({ key, keyHoles, keySpan, keyMap, span, value }: Member, move: Move): Member {
  return {
    key,
    keyHoles,
    keySpan: move.span(keySpan),
    keyMap: move.encoding(keyMap),
    span: move.span(span),
    value: value && movedValue(value, move),
  };
}

function movedValue(value: Value, move: Move): Value {
  const span = move.span(value.span);
  switch (value.kind) {
    case "string":
      return { kind: "string", span, text: value.text, holes: value.holes, map: move.encoding(value.map) };
    case "array":
      return {
        kind: "array",
        span,
        items: value.items.map((item) => movedValue(item, move)),
        ...(value.isShortened && { isShortened: value.isShortened }),
      };
    case "object":
      return objectMovedBy(value, move);
    case "either":
      return { kind: "either", span, options: value.options.map((option) => option && movedValue(option, move)) };
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
