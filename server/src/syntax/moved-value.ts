/** Values of a text that stands in another one, with spans of that other text. */
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { eitherWith, type Member, type ObjectValue, type Value } from "./value.ts";

interface Move {
  span(span: Span): Span;
  encoding(inner: Encoding): Encoding;
  /** Told what each value and member was. */
  keep?(moved: Value | Member, before: Value | Member): void;
}

/**
 * Of a text that stands there as it is; `by` is where it starts. What the values keep of their own tree is let go, as the
 * way back to how a function says it.
 */
export function movedObject(object: ObjectValue, by: number): ObjectValue {
  const move: Move = { span: (span) => movedSpan(span, by), encoding: (inner) => movedEncoding(inner, by) };
  return objectMovedBy(object, move, move.span(object.span));
}

/** The object at its place in the other text, and what each of its values and members was before. */
export function movedWithOrigins(
  object: ObjectValue,
  within: Encoding,
): { readonly object: ObjectValue; readonly originOf: <One extends Value | Member>(moved: One) => One | undefined } {
  const origins = new Map<Value | Member, Value | Member>();
  const move: Move = {
    span: ({ start, end }) => within.outerSpan(start, end),
    encoding: (inner) => composeEncodings(inner, within),
    keep: (one, before) => origins.set(one, before),
  };
  const moved = objectMovedBy(object, move, move.span(object.span));
  // What is kept of a value is one of its kind.
  return { object: moved, originOf: <One extends Value | Member>(one: One) => origins.get(one) as One | undefined };
}

/** Of a text that is written in another one's string. */
export function valueWithin(value: Value, within: Encoding): Value {
  return movedValue(value, {
    span: ({ start, end }) => within.outerSpan(start, end),
    encoding: (inner) => composeEncodings(inner, within),
  });
}

/** Each of its spans becomes `span`, and each of its texts stands there as `map` has it. What is in it is a part of what stands there. */
export function valueMovedTo(value: Value, span: Span, map: Encoding): Value {
  const part: Span = { ...span, isPart: true };
  return withSpanMoved(value, { span: () => part, encoding: () => map }, span);
}

function objectMovedBy(object: ObjectValue, move: Move, span: Span): ObjectValue {
  const moved: ObjectValue = {
    kind: "object",
    span,
    members: object.members.map((member) => movedMember(member, move)),
  };
  move.keep?.(moved, object);
  return moved;
}

function movedMember(member: Member, move: Move): Member {
  const { key, keyHoles, keySpan, keyMap, span, value } = member;
  const moved: Member = {
    key,
    keyHoles,
    keySpan: move.span(keySpan),
    keyMap: move.encoding(keyMap),
    span: move.span(span),
    value: value && movedValue(value, move),
  };
  move.keep?.(moved, member);
  return moved;
}

function movedValue(value: Value, move: Move): Value {
  const moved = withSpanMoved(value, move, move.span(value.span));
  move.keep?.(moved, value);
  return moved;
}

function withSpanMoved(value: Value, move: Move, span: Span): Value {
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
      return objectMovedBy(value, move, span);
    case "either":
      return eitherWith(
        { ...value, span },
        value.options.map((option) => option && movedValue(option, move)),
      );
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
