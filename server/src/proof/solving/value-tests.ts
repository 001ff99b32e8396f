/** What one condition asks of one value of its key, in the algebra of its operator's family. */
import { addressesOf, type AddressSet, ALL_ADDRESSES, complementOfAddresses } from "../../domains/address-set.ts";
import { readAddressRange } from "../../domains/address.ts";
import { readNumber } from "../../domains/decimal.ts";
import { readInstant } from "../../domains/instant.ts";
import {
  ALL_NUMBERS,
  complementOfIntervals,
  type IntervalSet,
  numbersAbove,
  numbersBelow,
  onlyNumber,
  uniteIntervals,
} from "../../domains/interval-set.ts";
import { caselessShape, type TextShape } from "../../domains/text-shape.ts";
import { lacksFields } from "../../policy/arn.ts";
import { type ConditionOperator, type OperatorUse } from "../../policy/operators.ts";
import { isSettled, type Scalar, type ScalarList } from "../../policy/policy.ts";
import { type View } from "../proof.ts";
import { entriesInView } from "./action-choice.ts";
import { ANY_ARN, arnSetOf, type SubstitutesVariables, type TextSet, textSetOf } from "./text-sets.ts";
import { type VariableValues } from "./variable-values.ts";

export type ValueTest =
  | { readonly kind: "impossible" }
  | { readonly kind: "free" }
  | {
      readonly kind: "text";
      readonly wanted: boolean;
      readonly sets: readonly TextSet[];
      /** Identities of the values of a negated operator, also of those whose text is not known. */
      readonly excluded: ReadonlySet<string>;
      /** Only these texts are of the operator's type. */
      readonly within: TextShape | undefined;
    }
  | { readonly kind: "boolean"; readonly values: readonly boolean[] }
  /** `lax`: a text that is not of the type may pass too: what a negated operator makes of it is not documented. */
  | { readonly kind: "numeric" | "date"; readonly set: IntervalSet; readonly lax: boolean }
  | { readonly kind: "address"; readonly set: AddressSet; readonly lax: boolean };

const IMPOSSIBLE: ValueTest = { kind: "impossible" };
const FREE: ValueTest = { kind: "free" };
const NOTHING: ReadonlySet<string> = new Set();

export function valueTest(
  use: OperatorUse,
  values: ScalarList,
  view: View,
  variables: SubstitutesVariables,
  variableValues: VariableValues,
): ValueTest {
  const { operator } = use;
  const open = values.open || values.misplaced.length > 0;
  if (open && view === "widest" && !operator.negated) return FREE;
  if (open && view === "surest" && operator.negated) return IMPOSSIBLE;
  const entries = entriesInView({ entries: values.entries, excludes: operator.negated }, view);
  switch (operator.family) {
    case "string":
      return textTest(operator, entries, view, undefined, (entry) => {
        const caseless = operator.name.endsWith("IgnoreCase");
        return textSetOf(entry, { variables, wildcards: operator.wildcards, caseless }, variableValues);
      });
    case "arn":
      return textTest(operator, entries, view, ANY_ARN, (entry) => {
        const isNone = !operator.negated && isSettled(entry) && lacksFields(entry.text);
        return isNone ? undefined : arnSetOf(entry, variables, variableValues);
      });
    case "binary":
      return textTest(operator, entries, view, undefined, (entry) =>
        textSetOf(entry, { variables: "no", wildcards: false, caseless: false }, variableValues),
      );
    case "numeric":
      return rangeTest("numeric", operator, entries, view, readShortNumber);
    case "date":
      return rangeTest("date", operator, entries, view, readInstant);
    case "ip":
      return addressTest(operator, entries, view);
    case "bool":
      return booleanTest(entries, view, variables);
    case "null":
      return FREE;
  }
}

/** Seconds since 1970 under a numeric operator, as the instants that they are. */
export function asInstants(test: ValueTest): ValueTest {
  if (test.kind !== "numeric") return test;
  const set = test.set.map((one) => ({ ...one, low: one.low * 1000, high: one.high * 1000 }));
  return { ...test, kind: "date", set };
}

/** The two boolean texts, in any case. */
export function booleanShapes(values: readonly boolean[]): readonly TextShape[] {
  return values.map((value) => caselessShape(String(value)) ?? []);
}

function textTest(
  operator: ConditionOperator,
  entries: readonly Scalar[],
  view: View,
  within: TextShape | undefined,
  read: (entry: Scalar) => TextSet | undefined,
): ValueTest {
  const sets = entries.flatMap((entry) => read(entry) ?? []);
  const wanted = !operator.negated;
  // Where it is open what a value matches, the widest view takes the more permissive reading.
  const keep = wanted === (view === "widest") ? sets : sets.filter(({ exact }) => exact);
  if (wanted && keep.length === 0) return IMPOSSIBLE;
  const excluded = wanted ? NOTHING : new Set(sets.flatMap(({ covers }) => covers));
  return { kind: "text", wanted, sets: keep, excluded, within: wanted || view === "surest" ? within : undefined };
}

function rangeTest(
  kind: "numeric" | "date",
  operator: ConditionOperator,
  entries: readonly Scalar[],
  view: View,
  read: (text: string) => number | undefined,
): ValueTest {
  const sets: IntervalSet[] = [];
  for (const entry of entries) {
    const bound = isSettled(entry) ? read(entry.text) : undefined;
    if (bound !== undefined) sets.push(rangeOf(operator, bound));
    // A value that is not of the type: whether a negated operator then holds is not documented.
    else if (operator.negated && view === "surest") return IMPOSSIBLE;
    else if (!operator.negated && view === "widest" && mayBeRead(entry)) sets.push(ALL_NUMBERS);
  }
  const union = uniteIntervals(sets);
  const lax = operator.negated && view === "widest";
  return { kind, set: operator.negated ? complementOfIntervals(union) : union, lax };
}

function rangeOf({ name }: ConditionOperator, bound: number): IntervalSet {
  if (name.endsWith("LessThan")) return numbersBelow(bound, false);
  if (name.endsWith("LessThanEquals")) return numbersBelow(bound, true);
  if (name.endsWith("GreaterThan")) return numbersAbove(bound, false);
  if (name.endsWith("GreaterThanEquals")) return numbersAbove(bound, true);
  return onlyNumber(bound);
}

function addressTest(operator: ConditionOperator, entries: readonly Scalar[], view: View): ValueTest {
  const ranges = [];
  for (const entry of entries) {
    const range = isSettled(entry) ? readAddressRange(entry.text) : undefined;
    if (range !== undefined) ranges.push(range);
    else if (operator.negated && view === "surest") return IMPOSSIBLE;
    else if (!operator.negated && view === "widest" && mayBeRead(entry)) {
      return { kind: "address", set: ALL_ADDRESSES, lax: false };
    }
  }
  const set = addressesOf(ranges);
  const lax = operator.negated && view === "widest";
  return { kind: "address", set: operator.negated ? complementOfAddresses(set) : set, lax };
}

function booleanTest(entries: readonly Scalar[], view: View, variables: SubstitutesVariables): ValueTest {
  const values = new Set<boolean>();
  for (const entry of entries) {
    const lower = entry.text.toLowerCase();
    // The pages disagree whether Bool substitutes variables.
    const open = mayBeRead(entry) || (variables !== "no" && entry.text.includes("${"));
    if (open && view === "widest") return { kind: "boolean", values: [true, false] };
    if (!open && (lower === "true" || lower === "false")) values.add(lower === "true");
  }
  return { kind: "boolean", values: [...values] };
}

/** Not settled, or written in a way that some reader may accept though ours does not. */
function mayBeRead(entry: Scalar): boolean {
  return !isSettled(entry) || entry.text.trim() !== entry.text || isBeyondDoubles(entry.text);
}

function readShortNumber(text: string): number | undefined {
  return isBeyondDoubles(text) ? undefined : readNumber(text);
}

/**
 * Beyond what a double holds exactly, two numbers that differ might look equal. What AWS makes of one that is larger or
 * smaller than any double (`1e400`) is not documented.
 */
function isBeyondDoubles(text: string): boolean {
  const [digits = ""] = text.split(/e/i, 1);
  const isLost = readNumber(text) === 0 && /[1-9]/.test(digits);
  return text.replace(/[^0-9]/g, "").length > 15 || isLost || Math.abs(readNumber(text) ?? 0) === Infinity;
}
