/**
 * One value of a condition against one value of a request, operator by operator.
 * Source: "IAM JSON policy elements: Condition operators".
 */
import { deployedText } from "./deployed-text.ts";
import { once } from "../domains/once.ts";
import { readAddress, readAddressRange, rangeHolds } from "../domains/address.ts";
import { readNumber } from "../domains/decimal.ts";
import { readInstant } from "../domains/instant.ts";
import { type Truth, truthOf } from "../domains/truth.ts";
import { patternMatches } from "../domains/wildcard.ts";
import { arnFieldsMatch, arnPattern, readArnText } from "./arn-pattern.ts";
import { type ConditionOperator } from "./operators.ts";
import { isSettled, type Scalar } from "./policy.ts";
import { type PossibleArn, type PossibleArns } from "./request-arn.ts";
import { resourceMatches, resourcePattern } from "./resource-pattern.ts";
import {
  keyOfHole,
  matchesNothing,
  textMatches,
  textPattern,
  type VariableLookup,
  variablesOf,
} from "./text-pattern.ts";

/** "unreadable": one of the two is not of the operator's type, so neither the operator nor its negation holds. */
export type ValueMatch = Truth | "unreadable";

export interface ConditionValue {
  readonly scalar: Scalar;
  /** The keys of the policy variables in it. */
  readonly variables: readonly string[];
  /** Does a variable without a value make it a text that equals nothing? Undefined where it has none. */
  readonly isOfNothing?: (lookup: VariableLookup) => boolean;
  /** Negation is left to the caller: for StringNotEquals this says whether the texts are equal. */
  matches(requestValue: string, lookup: VariableLookup): ValueMatch;
  /** "yes" if it matches each of the ARNs that the request's value may be, "no" if none. */
  matchesEach(possible: PossibleArns, lookup: VariableLookup): Truth;
}

/** `variables`: are policy variables substituted in this policy? See `substitutesVariables`. */
export function conditionValue(
  operator: ConditionOperator,
  scalar: Scalar,
  variables: "yes" | "no" | "unknown",
): ConditionValue {
  switch (operator.family) {
    case "string":
      return stringValue(operator, scalar, variables);
    case "arn":
      return arnValue(scalar, variables);
    case "numeric":
      return comparedValue(scalar, readNumber, readNumber, comparison(operator));
    case "date":
      return comparedValue(scalar, readInstant, readInstant, comparison(operator));
    case "ip":
      return comparedValue(scalar, readAddressRange, readAddress, (address, range) => rangeHolds(range, address));
    case "bool":
      return boolValue(scalar, variables);
    case "binary":
      // Both are base64 of bytes in its one canonical form, so the texts can stand for the bytes.
      return comparedValue(scalar, asWritten, asWritten, isSame);
    case "null":
      // Its request value is "true" where the key is missing.
      return comparedValue(scalar, readBoolean, readBoolean, isSame);
  }
}

/**
 * A value that names an ARN against those that are possible. Only `*` stands for what is not known of them, and only
 * under operators with wildcards.
 */
function eachOf(
  scalar: Scalar,
  variables: "yes" | "no" | "unknown",
  wildcards: boolean,
  matches: ConditionValue["matches"],
): ConditionValue["matchesEach"] {
  const pattern = once(() => resourcePattern(scalar, variables));
  const matchesOne = (arn: PossibleArn, lookup: VariableLookup): Truth => {
    if (wildcards && !scalar.text.includes("?") && matches(arn.standIn.text, lookup) === "yes") return "yes";
    if (!wildcards && /[*?]/.test(scalar.text)) return "unknown";
    // Resource elements match what these operators do, and more.
    return scalar.text.startsWith("arn:") && resourceMatches(pattern(), { possible: [arn] }, false, lookup) === "no"
      ? "no"
      : "unknown";
  };
  return ({ possible }, lookup) => {
    const truths = possible.map((arn) => matchesOne(arn, lookup));
    return truths.reduce((all, truth) => (all === truth ? all : "unknown"), truths[0] ?? "unknown");
  };
}

const NEVER_SETTLED: ConditionValue["matchesEach"] = () => "unknown";

/** "true" or "false", in any case. */
export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === "true" ? true : lower === "false" ? false : undefined;
}

function asWritten(text: string): string {
  return text;
}

function isSame(value: string | boolean, wanted: string | boolean): boolean {
  return value === wanted;
}

function stringValue(operator: ConditionOperator, scalar: Scalar, variables: "yes" | "no" | "unknown"): ConditionValue {
  const caseless = operator.name.endsWith("IgnoreCase");
  const pattern = textPattern(scalar.text, scalar.holes, { variables, wildcards: operator.wildcards, caseless });
  const matches: ConditionValue["matches"] = (value, lookup) => textMatches(pattern, value, lookup);
  return {
    scalar,
    variables: variablesOf(pattern),
    ...(variablesOf(pattern).length === 0 ? {} : { isOfNothing: (lookup) => matchesNothing(pattern, lookup) }),
    matches,
    matchesEach: eachOf(scalar, variables, operator.wildcards, matches),
  };
}

function arnValue(scalar: Scalar, variables: "yes" | "no" | "unknown"): ConditionValue {
  const isDeployed = scalar.holes.some((hole) => keyOfHole(hole) !== undefined);
  const pattern = arnPattern(scalar.text, scalar.holes, { variables, wildcards: true, caseless: false });
  const { widest } = pattern;
  // A lone `*` is no ARN, yet it is often written and nothing documents what it does.
  const lone = /^\*+$/.test(scalar.text);
  const matches: ConditionValue["matches"] = (value, lookup) => {
    const arn = readArnText(value);
    if (arn === undefined) return "unreadable";
    if (lone) return "unknown";
    const filled = isDeployed ? deployedText(scalar, lookup) : undefined;
    if (filled !== undefined) return arnValue({ ...scalar, ...filled }, variables).matches(value, lookup);
    if (widest !== undefined) return patternMatches(widest, value) ? "unknown" : "no";
    return arnFieldsMatch(pattern, arn, lookup);
  };
  return {
    scalar,
    variables: [...pattern.fields, pattern.last].flatMap(variablesOf),
    matches,
    matchesEach: eachOf(scalar, variables, true, matches),
  };
}

/** The pages disagree whether Bool substitutes variables, so a value that would match with them is not settled. */
function boolValue(scalar: Scalar, variables: "yes" | "no" | "unknown"): ConditionValue {
  if (variables === "no" || !scalar.text.includes("${")) {
    return comparedValue(scalar, readBoolean, readBoolean, isSame);
  }
  const pattern = textPattern(scalar.text, scalar.holes, { variables, wildcards: false, caseless: true });
  return {
    scalar,
    variables: variablesOf(pattern),
    matches: (value, lookup) => (textMatches(pattern, value, lookup) === "no" ? "no" : "unknown"),
    matchesEach: NEVER_SETTLED,
  };
}

function comparison({ name }: ConditionOperator): (value: number, wanted: number) => boolean {
  if (name.endsWith("LessThan")) return (value, wanted) => value < wanted;
  if (name.endsWith("LessThanEquals")) return (value, wanted) => value <= wanted;
  if (name.endsWith("GreaterThan")) return (value, wanted) => value > wanted;
  if (name.endsWith("GreaterThanEquals")) return (value, wanted) => value >= wanted;
  return (value, wanted) => value === wanted;
}

function comparedValue<Value, Wanted>(
  scalar: Scalar,
  readWanted: (text: string) => Wanted | undefined,
  readValue: (text: string) => Value | undefined,
  holds: (value: Value, wanted: Wanted) => boolean,
): ConditionValue {
  const settled = isSettled(scalar);
  const wanted = settled ? readWanted(scalar.text) : undefined;
  return {
    scalar,
    variables: [],
    matches: (text) => {
      const value = readValue(text);
      if (value === undefined) return "unreadable";
      if (!settled) return "unknown";
      return wanted === undefined ? "unreadable" : truthOf(holds(value, wanted));
    },
    matchesEach: NEVER_SETTLED,
  };
}
