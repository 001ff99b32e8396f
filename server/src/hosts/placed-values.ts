/** Values that stand in the place of what is written. */
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { type ArrayValue, type Member, type StringValue, type UnknownValue, type Value } from "../syntax/value.ts";

export function unknownAt(span: Span): UnknownValue {
  return { kind: "unknown", span };
}

/** One of several values; a single one is itself. */
export function eitherOf(options: readonly (Value | undefined)[], span: Span): Value {
  const [only, ...others] = options;
  return only !== undefined && others.length === 0 ? only : { kind: "either", span, options };
}

/** A text that stands for what is written there, in which nothing can be changed. */
export function textAt({ text, holes }: FilledText, span: Span): StringValue {
  return { kind: "string", span, text, holes, map: wholeAt(span) };
}

export function arrayAt(items: readonly Value[], span: Span): ArrayValue {
  return { kind: "array", span, items };
}

/** What people write where a choice comes to nothing. */
export function isNothing(value: Value): boolean {
  return value.kind === "null" || (value.kind === "string" && value.text === "");
}

/** Every character stands for all of what is written there. */
export function wholeAt(span: Span): Encoding {
  return { outerSpan: () => span, innerOffset: () => 0, encode: () => undefined };
}

/** A value of another place, as what stands here comes to: its spans are those of the reference. */
export function placedAt(value: Value, span: Span): Value {
  switch (value.kind) {
    case "string":
      return textAt(value, span);
    case "array":
      return arrayAt(
        value.items.map((item) => placedAt(item, span)),
        span,
      );
    case "object":
      return { kind: "object", span, members: value.members.map((member) => memberAt(member, span)) };
    case "either":
      return { kind: "either", span, options: value.options.map((option) => option && placedAt(option, span)) };
    case "number":
      return { kind: "number", span, text: value.text };
    case "boolean":
      return { kind: "boolean", span, value: value.value };
    case "null":
    case "unknown":
      return { kind: value.kind, span };
  }
}

function memberAt({ key, keyHoles, value }: Member, span: Span): Member {
  return { key, keyHoles, keySpan: span, keyMap: wholeAt(span), span, value: value && placedAt(value, span) };
}

/** As text, where it is one; undefined for what the file does not settle as a whole. */
export function filledOf(value: Value | undefined): FilledText | undefined {
  switch (value?.kind) {
    case "string":
      return value;
    case "number":
      return { text: value.text, holes: [] };
    case "boolean":
      return { text: String(value.value), holes: [] };
    default:
      return undefined;
  }
}

/** A name that several places have, whatever it looks like; undefined where a part of it is made by something else. */
export function settledName(written: Value, made: FilledText | undefined): string | undefined {
  if (written.kind === "string" && !/[$%{]\{/.test(written.text)) return written.text;
  return made?.holes.length === 0 ? made.text : undefined;
}
