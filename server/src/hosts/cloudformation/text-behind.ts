/** Which texts can be said with more behind them, by `Fn::Sub`. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type StringValue, stringWith, type Value } from "../../syntax/value.ts";
import { textAt } from "../placed-values.ts";
import { endOfNames, literalPattern, substituted } from "./substitution.ts";

/** With more behind it, it is said by `Fn::Sub`; `pattern` is what says it alone. */
export function extensible(value: Value | undefined, pattern: string | undefined): Value | undefined {
  if (value?.kind !== "string" || pattern === undefined) return value;
  return stringWith(value, { extended: (more) => ({ name: "Fn::Sub", text: pattern + literalPattern(more) }) });
}

/** What a pattern of `Fn::Sub` says, or would say: with something else behind all of it, and behind the last name in it. */
export function saidBy(
  pattern: StringValue | string | undefined,
  value: Value | undefined,
  fill: (name: string) => FilledText | undefined,
): Value | undefined {
  if (pattern === undefined || value?.kind !== "string") return value;
  const written = typeof pattern === "string" ? textAt({ text: pattern, holes: [] }, value.span) : pattern;
  const whole = extensible(value, written.text);
  return whole?.kind === "string" ? withBeginning(whole, written, fill) : whole;
}

/** Of an ARN with a name that is filled in: what goes up to the last of them can be said with something else behind it. */
function withBeginning(
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
