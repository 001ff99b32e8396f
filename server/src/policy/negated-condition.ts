/** What a request meets that does not meet a condition. */
import { type ConditionEntry, isSettled, type Scalar } from "./policy.ts";
import { operatorOf, type OperatorUse } from "./operators.ts";

/**
 * The conditions that all hold for exactly the requests for which this one does not; undefined where no operator says so.
 * Sources: "IAM JSON policy elements: Condition operators", "Set operators for multivalued context keys".
 */
export function negatedCondition(condition: ConditionEntry): readonly ConditionEntry[] | undefined {
  const { values, certain } = condition;
  const use = operatorOf(condition);
  const isKnown = values.entries.every((one) => isSettled(one) && one.certain);
  if (use === undefined || !certain || !isKnown || values.open || values.misplaced.length > 0) return undefined;
  const { family } = use.operator;
  if (family === "bool" || family === "null") return negatedTruth(condition, use);
  const inverse = INVERSES.get(use.operator.name);
  if (inverse !== undefined) return negatedMatch(condition, use, inverse);
  const beyond = BEYOND.get(use.operator.name);
  // Of several values one is enough, and for the opposite it would have to be all.
  if (beyond === undefined || use.setOperator !== undefined || values.entries.length !== 1) return undefined;
  return [withOperator(condition, use.ifExists ? beyond : `${beyond}IfExists`)];
}

/** A request without the key does not meet `StringEquals`, and meets `StringNotEquals`. */
function negatedMatch(
  condition: ConditionEntry,
  { operator, setOperator, ifExists }: OperatorUse,
  inverse: string,
): readonly ConditionEntry[] | undefined {
  if (setOperator !== undefined) {
    const opposite = setOperator === "ForAllValues" ? "ForAnyValue" : "ForAllValues";
    return ifExists ? undefined : [withOperator(condition, `${opposite}:${inverse}`)];
  }
  const negated = withOperator(condition, inverse);
  if (operator.negated || !ifExists) return [negated];
  const [first] = condition.values.entries;
  return first === undefined ? undefined : [negated, withValue(condition, "Null", first, "false")];
}

function negatedTruth(
  condition: ConditionEntry,
  { operator: { family }, setOperator, ifExists }: OperatorUse,
): readonly ConditionEntry[] | undefined {
  const [only, ...more] = condition.values.entries;
  if (only === undefined || more.length > 0 || setOperator !== undefined) return undefined;
  const opposite = OPPOSITES.get(only.text.toLowerCase());
  if (opposite === undefined) return undefined;
  const operator = family === "null" ? "Null" : ifExists ? "Bool" : "BoolIfExists";
  return [withValue(condition, operator, only, opposite)];
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["true", "false"],
  ["false", "true"],
]);

function withOperator(condition: ConditionEntry, operator: string): ConditionEntry {
  return { ...condition, operator };
}

function withValue(condition: ConditionEntry, operator: string, like: Scalar, text: string): ConditionEntry {
  return { ...condition, operator, values: { ...condition.values, form: "single", entries: [{ ...like, text }] } };
}

const INVERSES: ReadonlyMap<string, string> = bothWays([
  ["StringEquals", "StringNotEquals"],
  ["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ["StringLike", "StringNotLike"],
  ["NumericEquals", "NumericNotEquals"],
  ["DateEquals", "DateNotEquals"],
  ["IpAddress", "NotIpAddress"],
  ["ArnEquals", "ArnNotEquals"],
  ["ArnLike", "ArnNotLike"],
]);

const BEYOND: ReadonlyMap<string, string> = bothWays([
  ["NumericLessThan", "NumericGreaterThanEquals"],
  ["NumericLessThanEquals", "NumericGreaterThan"],
  ["DateLessThan", "DateGreaterThanEquals"],
  ["DateLessThanEquals", "DateGreaterThan"],
]);

function bothWays(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(pairs.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));
}
