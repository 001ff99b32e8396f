/** Values that stand in the place of what is written. */
import { wholeAt } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { type FilledText } from "../syntax/filled-text.ts";
import { valueMovedTo } from "../syntax/moved-value.ts";
import {
  type ArrayValue,
  type EitherValue,
  type OptionTerms,
  type StringValue,
  type UnknownValue,
  type Value,
} from "../syntax/value.ts";

export function unknownAt(span: Span): UnknownValue {
  return { kind: "unknown", span };
}

/** One of several values; a single one is itself. `when`: what decides between them, as far as the file tells. */
export function eitherOf(options: readonly (Value | undefined)[], span: Span, when?: EitherValue["when"]): Value {
  const [only, ...others] = options;
  if (only !== undefined && others.length === 0) return only;
  return { kind: "either", span, options, ...(when?.some((terms) => terms !== undefined) && { when }) };
}

/** Of an option that stands there where the variable has the text; undefined where the file does not settle these. */
export function termsOf(variable: string | undefined, { text, holes }: FilledText): OptionTerms | undefined {
  return variable === undefined || holes.length > 0 ? undefined : [{ variable, text }];
}

/** What holds where both do. */
export function bothTerms(one: OptionTerms | undefined, other: OptionTerms | undefined): OptionTerms | undefined {
  return one && other && [...one, ...other];
}

/** A text that stands for what is written there, in which nothing can be changed. */
export function textAt({ text, holes }: FilledText, span: Span): StringValue {
  return { kind: "string", span, text, holes, map: wholeAt(span) };
}

/** The texts of a list that stands for what is written there: each of them is only a part of that. */
export function textsAt(texts: readonly FilledText[], span: Span): ArrayValue {
  const part: Span = { ...span, isPart: true };
  return arrayAt(
    texts.map((text) => textAt(text, part)),
    span,
  );
}

export function arrayAt(items: readonly Value[], span: Span): ArrayValue {
  return { kind: "array", span, items };
}

/** What people write where a choice comes to nothing. */
export function isNothing(value: Value): boolean {
  return value.kind === "null" || (value.kind === "string" && value.text === "");
}

export function isEmpty(value: Value): boolean {
  return isNothing(value) || (value.kind === "array" && value.items.length === 0);
}

/** A value of another place, as what stands here comes to: its spans are those of the reference. */
export function placedAt(value: Value, span: Span): Value {
  return valueMovedTo(value, span, wholeAt(span));
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
