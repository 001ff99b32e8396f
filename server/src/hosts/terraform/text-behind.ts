/** Which texts can be said with more behind them: those that a reference stands for, where it is written. */
import { type StringValue, stringWith, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";

/**
 * Of a reference: with more behind it, it is an interpolation. What the file settles is written out, and what stands elsewhere
 * is left. `isKnownBeside`: it means the same in the rest of the block, where the name of a `for` means nothing.
 */
export function extensible(value: Value, span: Span, isKnownBeside: boolean): Value {
  if (value.kind !== "string" || value.holes.length === 0) return value;
  if (value.span === span && isKnownBeside) return stringWith(value, { extended: (more) => ({ more }) });
  return value.extended === undefined ? value : withoutMore(value);
}

function withoutMore({ kind, span, text, holes, map }: StringValue): StringValue {
  return { kind, span, text, holes, map };
}

/** Of `"${…}"`, an old way to write the expression that stands in it: both are extended as one. */
export function inInterpolation(value: Value, expression: Span, template: Span): Value {
  const isExtensible = value.kind === "string" && value.extended !== undefined && value.span === expression;
  return isExtensible ? stringWith(value, { span: template }) : value;
}
