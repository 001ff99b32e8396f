/**
 * Whoever meets these conditions, does he meet those too? Answered key by key: yes is a proof, no means it is not
 * sure. Source: "IAM JSON policy elements: Condition operators".
 */
import { type Effort } from "../../domains/effort.ts";
import { readAddressRange } from "../../domains/address.ts";
import { readNumber } from "../../domains/decimal.ts";
import { readInstant } from "../../domains/instant.ts";
import { type OperatorUse, readOperator } from "../../policy/operators.ts";
import { isSettled, type Scalar, type ScalarList } from "../../policy/policy.ts";
import { textIdentity } from "../../policy/text-identity.ts";
import { findValue } from "../solving/find-value.ts";
import { knowKey } from "../facts/key-knowledge.ts";
import { type ConditionPart } from "../solving/question.ts";
import { holdsWithout, type KeyForm, onlyText } from "../solving/solve-key.ts";
import { type SubstitutesVariables } from "../solving/text-sets.ts";
import { type ValueTest, valueTest } from "../solving/value-tests.ts";
import { NO_VALUES } from "../solving/variable-values.ts";

export interface ConditionSide {
  readonly conditions: readonly ConditionPart[];
  readonly variables: SubstitutesVariables;
}

/** Does every request that meets all conditions of `held` surely meet all of `wanted`? */
export function conditionsImply(held: ConditionSide, wanted: ConditionSide, effort: Effort): boolean {
  return wanted.conditions.every((one) => {
    const sameKey = held.conditions.filter(({ key, entry }) => key === one.key && entry.certain);
    return sameKey.length > 0 && isImplied(sameKey, held.variables, one, wanted.variables, effort);
  });
}

function isImplied(
  held: readonly ConditionPart[],
  heldVariables: SubstitutesVariables,
  wanted: ConditionPart,
  wantedVariables: SubstitutesVariables,
  effort: Effort,
): boolean {
  if (wanted.use === undefined) return false;
  const sameReading = heldVariables === wantedVariables && heldVariables !== "unknown";
  if (held.some((one) => (sameReading || !hasVariables(one)) && saysAtLeast(one, wanted))) return true;
  if (wanted.use.operator.family === "null") {
    return held.some((one) => impliesPresence(one, heldVariables, wanted, effort));
  }
  const asked = againstOf(wanted, wantedVariables);
  if (asked === undefined) return false;
  const like = held.filter(({ use }) => use !== undefined && use.setOperator === wanted.use?.setOperator);
  // Each ForAnyValue may hold of a value of its own; of one value, and of all values, everything holds at once.
  const groups = wanted.use.setOperator === "ForAnyValue" ? like.map((one) => [one]) : like.length > 0 ? [like] : [];
  const form = knowKey(wanted.key, undefined, undefined);
  return groups.some((group) => allWithin(group, heldVariables, wanted, asked, form, effort));
}

function allWithin(
  group: readonly ConditionPart[],
  variables: SubstitutesVariables,
  wanted: ConditionPart,
  against: ValueTest,
  form: KeyForm,
  effort: Effort,
): boolean {
  // What an operator for one value makes of several is not documented.
  if (form.values === "list" && wanted.use?.setOperator === undefined) return false;
  if (wanted.use?.operator.family === "arn" && !group.some(({ use }) => asksForArn(use))) return false;
  const mayBeAbsent = group.every((one) => holdsWithout(one, "widest"));
  if (mayBeAbsent && !holdsWithout(wanted, "surest")) return false;
  const tests = group.flatMap(({ use, entry }) =>
    use === undefined ? [] : [valueTest(use, entry.values, "widest", variables, NO_VALUES)],
  );
  return findValue([...tests, against], form.type, effort).state === "none";
}

/** What is no ARN meets no ARN operator, however it is spelled. */
function asksForArn(use: OperatorUse | undefined): boolean {
  return use?.operator.family === "arn" && !use.operator.negated;
}

/** By its own words: the same operator with no value that the other lacks. */
function saysAtLeast(held: ConditionPart, wanted: ConditionPart): boolean {
  const [own, other] = [held.use, wanted.use];
  if (own === undefined || other === undefined) return false;
  if (own.operator !== other.operator || own.setOperator !== other.setOperator) return false;
  const { negated } = own.operator;
  // A missing key meets a negated operator, with and without ...IfExists.
  if (own.ifExists && !other.ifExists && !(negated && own.setOperator === undefined)) return false;
  return negated
    ? holdsAllOf(wanted.entry.values, held.entry.values)
    : holdsAllOf(held.entry.values, wanted.entry.values);
}

/** Are all values of `some`, of which there are no others, among those of `more`? */
function holdsAllOf(some: ScalarList, more: ScalarList): boolean {
  if (some.open || some.misplaced.length > 0) return false;
  const texts = new Set(more.entries.flatMap((entry) => (entry.certain ? (textIdentity(entry) ?? []) : [])));
  return some.entries.every((entry) => {
    const text = textIdentity(entry);
    return text !== undefined && texts.has(text);
  });
}

function hasVariables({ entry }: ConditionPart): boolean {
  return entry.values.entries.some(({ text }) => text.includes("${"));
}

/** `Null: {key: "false"}` asks for no more than that the key is there; an empty text may count as none. */
function impliesPresence(
  { use, entry }: ConditionPart,
  variables: SubstitutesVariables,
  wanted: ConditionPart,
  effort: Effort,
): boolean {
  const [first, ...others] = wanted.entry.values.entries;
  const asksForPresence =
    wanted.use?.setOperator === undefined &&
    first !== undefined &&
    others.length === 0 &&
    isSettled(first) &&
    first.text.toLowerCase() === "false";
  if (!asksForPresence || use === undefined || use.operator.family === "null") return false;
  if (use.setOperator === "ForAllValues" || holdsWithout({ use, entry }, "widest")) return false;
  const test = valueTest(use, entry.values, "widest", variables, NO_VALUES);
  return findValue([test, onlyText("")], undefined, effort).state === "none";
}

/**
 * Of two values of one condition: does `outer` surely hold of all that `inner` holds of, and does `inner` hold of
 * anything? Of a negated operator the same is asked of what its values stand for.
 */
export function valueIsWithin(
  part: ConditionPart,
  inner: Scalar,
  outer: Scalar,
  variables: SubstitutesVariables,
  effort: Effort,
): boolean {
  const { use } = part;
  if (use === undefined || use.operator.family === "null") return false;
  const asked = use.operator.negated ? OPPOSITES.get(use.operator.name) : use;
  if (asked === undefined) return false;
  const only = (value: Scalar): ConditionPart => ({
    ...part,
    use: { ...asked, setOperator: use.setOperator },
    // That it is there is what is asked about.
    entry: { ...part.entry, values: { ...part.entry.values, entries: [{ ...value, certain: true }] } },
  });
  const [own, wanted] = [only(inner), only(outer)];
  const against = againstOf(wanted, variables);
  const form = knowKey(part.key, undefined, undefined);
  if (against === undefined || !holdsOfSomething(own, variables, form, effort)) return false;
  return allWithin([own], variables, wanted, against, form, effort);
}

function holdsOfSomething(
  { use, entry }: ConditionPart,
  variables: SubstitutesVariables,
  form: KeyForm,
  effort: Effort,
): boolean {
  if (use === undefined) return false;
  return findValue([valueTest(use, entry.values, "surest", variables, NO_VALUES)], form.type, effort).state === "found";
}

const OPPOSITE_NAMES: readonly (readonly [string, string])[] = [
  ["StringEquals", "StringNotEquals"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["StringLike", "StringNotLike"],
  ["NumericEquals", "NumericNotEquals"],
  ["NumericLessThan", "NumericGreaterThanEquals"],
  ["NumericGreaterThan", "NumericLessThanEquals"],
  ["DateEquals", "DateNotEquals"],
  ["DateLessThan", "DateGreaterThanEquals"],
  ["DateGreaterThan", "DateLessThanEquals"],
  ["IpAddress", "NotIpAddress"],
  ["ArnLike", "ArnNotLike"],
  ["ArnEquals", "ArnNotEquals"],
];

const OPPOSITES: ReadonlyMap<string, OperatorUse> = new Map(
  OPPOSITE_NAMES.flatMap(([one, other]) =>
    [
      [one, readOperator(other)],
      [other, readOperator(one)],
    ].flatMap(([name, use]) => (typeof name === "string" && typeof use === "object" ? [[name, use] as const] : [])),
  ),
);

/**
 * At least all values that do not surely pass the condition; undefined where its operator has no such opposite. A value
 * that is not of the operator's type passes neither the operator nor its opposite, so it belongs to them.
 */
function againstOf({ use, entry }: ConditionPart, variables: SubstitutesVariables): ValueTest | undefined {
  const opposite = use === undefined ? undefined : OPPOSITES.get(use.operator.name);
  if (use === undefined || opposite === undefined) return undefined;
  if (!entry.values.entries.every((value) => isOfType(use, value))) return undefined;
  const test = valueTest(opposite, entry.values, "widest", variables, NO_VALUES);
  switch (test.kind) {
    case "numeric":
    case "date":
    case "address":
      return { ...test, lax: true };
    case "text":
      // What is no ARN passes neither.
      return test.within === undefined ? test : undefined;
    case "impossible":
    case "free":
      return test;
    case "boolean":
      return undefined;
  }
}

/** A value of the policy that is not of the operator's type meets neither the operator nor its opposite. */
function isOfType({ operator }: OperatorUse, value: Scalar): boolean {
  switch (operator.family) {
    case "numeric":
      return isSettled(value) && readNumber(value.text) !== undefined;
    case "date":
      return isSettled(value) && readInstant(value.text) !== undefined;
    case "ip":
      return isSettled(value) && readAddressRange(value.text) !== undefined;
    case "string":
    case "arn":
    case "binary":
    case "bool":
    case "null":
      return true;
  }
}
