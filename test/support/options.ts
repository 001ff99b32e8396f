/** Values with options: a policy in which one value is either of several, and the policies that this can turn out to be. */
import { PLACEHOLDERS } from "../../server/src/hosts/placeholders.ts";
import {
  type Member,
  type ObjectValue,
  type Value,
  arrayWith,
  objectWith,
  memberWith,
} from "../../server/src/syntax/value.ts";
import { valueOfJson } from "../../server/src/syntax/value-of-json.ts";
import { type Span } from "../../server/src/text/span.ts";

export interface OpenPolicy {
  readonly open: ObjectValue;
  /** One for each option. */
  readonly fillings: readonly ObjectValue[];
  /** The options in words. */
  readonly words: string;
  /** Where the value stands of which something is said at `span`: an option may be written elsewhere. */
  readonly placeOf: (span: Span) => Span;
}

/** `value` or nothing, and `value` or each of the others. */
export function openedAt(object: ObjectValue, value: Value, others: readonly Value[]): readonly OpenPolicy[] {
  return [undefined, ...others].map((other) => {
    const options = [value, other];
    const either: Value = { kind: "either", span: value.span, options };
    return {
      open: filled(object, value, either),
      fillings: options.map((option) => filled(object, value, option)),
      placeOf: (span) => (other !== undefined && holds(other.span, span) ? value.span : span),
      words: options
        .map((option) => (option === undefined ? "nothing" : `${option.kind} at ${option.span.start}`))
        .join(),
    };
  });
}

export function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The tree with another value in the place of one, or with nothing there. */
function filled(object: ObjectValue, wanted: Value, by: Value | undefined): ObjectValue {
  const visit = (value: Value): Value | undefined => {
    if (value === wanted) return by;
    if (value.kind === "array")
      return arrayWith(
        value,
        value.items.flatMap((item) => visit(item) ?? []),
      );
    return value.kind === "object" ? visitObject(value) : value;
  };
  const visitMember = (member: Member): readonly Member[] => {
    if (member.value === undefined) return [member];
    const value = visit(member.value);
    return value === undefined ? [] : [memberWith(member, { value })];
  };
  const visitObject = (value: ObjectValue): ObjectValue => objectWith(value, value.members.flatMap(visitMember));
  return visitObject(object);
}

export function valuesIn(value: Value): readonly Value[] {
  if (value.kind === "array") return value.items.flatMap((item) => [item, ...valuesIn(item)]);
  if (value.kind !== "object") return [];
  return value.members.flatMap((member) =>
    member.value === undefined ? [] : [member.value, ...valuesIn(member.value)],
  );
}

/** A policy of JSON with one of its values open, and with it or another one in its place; the first `kept` stay. */
export function openings(json: object, which: number, other: number, kept = 0): readonly OpenPolicy[] {
  const policy = valueOfJson(json, PLACEHOLDERS);
  if (policy.kind !== "object") throw new Error("a policy is an object");
  const values = valuesIn(policy).slice(kept);
  const [wanted, instead] = [values[which % values.length]!, values[other % values.length]!];
  const isInside = wanted === instead || valuesIn(instead).includes(wanted);
  return openedAt(policy, wanted, isInside ? [] : [instead]);
}
