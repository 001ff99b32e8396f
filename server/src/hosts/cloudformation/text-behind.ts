/** Which texts can be said with more behind them, by `Fn::Sub`. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type StringValue, stringWith, type Value } from "../../syntax/value.ts";
import { endOfNames, literalPattern, substituted } from "./substitution.ts";

/** With more behind it, it is said by `Fn::Sub`; `pattern` is what says it alone. */
export function extensible(value: Value | undefined, pattern: string | undefined): Value | undefined {
  if (value?.kind !== "string" || pattern === undefined) return value;
  return stringWith(value, { extended: (more) => ({ name: "Fn::Sub", text: pattern + literalPattern(more) }) });
}

/** Of an ARN with a name that is filled in: what goes up to the last of them can be said with something else behind it. */
export function withBeginning(
  whole: StringValue,
  pattern: StringValue,
  fill: (name: string) => FilledText | undefined,
): StringValue {
  const end = endOfNames(pattern.text);
  const isOpen = whole.holes.length > 0 && whole.text.startsWith("arn:");
  if (!isOpen || end === undefined || end === pattern.text.length) return whole;
  const text = pattern.text.slice(0, end);
  const holes = pattern.holes.filter((hole) => hole.end <= end);
  const made = substituted(stringWith(pattern, { text, holes }), whole.span, fill);
  const begins = made.holes.length === 0 ? undefined : extensible(made, text);
  return begins?.kind === "string" ? stringWith(whole, { begins }) : whole;
}
