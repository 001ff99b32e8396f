/**
 * All conditions on one key as one question: may the key be absent, and what value or values may it have?
 * Sources: "IAM JSON policy elements: Condition operators"; "Set operators for multivalued context keys".
 */
import { type Effort } from "../../domains/effort.ts";
import { type TextFound } from "../../domains/shape-search.ts";
import { literalShape } from "../../domains/text-shape.ts";
import { type KeyType } from "../../catalog/catalog.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { entriesInView } from "./action-choice.ts";
import { findValue } from "./find-value.ts";
import { type View } from "../proof.ts";
import { type SubstitutesVariables, WITHOUT_IDENTITY } from "./text-sets.ts";
import { usualValues } from "./usual-requests.ts";
import { asInstants, type ValueTest, valueTest } from "./value-tests.ts";
import { type VariableState, type VariableValues } from "./variable-values.ts";

export interface KeyCondition {
  readonly entry: ConditionEntry;
  /** Undefined for an operator AWS does not know: nobody can say what it does. */
  readonly use: OperatorUse | undefined;
}

/** What is known of a key before any condition is read. */
export interface KeyForm {
  /** In lower case. */
  readonly key: string;
  readonly type: KeyType | undefined;
  /** `single` and `list` where the reference says so; `either` where nobody knows. */
  readonly values: "single" | "list" | "either";
}

/** What the situation leaves to the key. */
export interface KeyFreedom {
  readonly absent: boolean;
  readonly present: boolean;
  /** The only values the key has in this situation. */
  readonly only: readonly ValueTest[];
  /** Each holds for one of the values. */
  readonly some?: readonly ValueTest[];
}

export type KeyFound =
  | { readonly state: "absent" }
  | { readonly state: "value"; readonly value: string | readonly string[] }
  | { readonly state: "none" }
  | { readonly state: "open" };

export function keyCondition(entry: ConditionEntry): KeyCondition {
  return { entry, use: operatorOf(entry) };
}

export interface KeyQuestion {
  readonly conditions: readonly KeyCondition[];
  readonly form: KeyForm;
  readonly freedom: KeyFreedom;
  readonly view: View;
  readonly values: VariableValues;
  readonly test: (condition: KeyCondition) => ValueTest;
  readonly effort: Effort;
}

export function solveKey(question: KeyQuestion): KeyFound {
  const { conditions, form, freedom, view, values, test, effort } = question;
  effort.spend(STEPS_OF_KEY);
  const known = values.get(form.key);
  const mayBeAbsent = freedom.absent && (known === undefined || known.state === "absent");
  if (mayBeAbsent && conditions.every((condition) => holdsWithout(condition, view))) return { state: "absent" };
  if (!freedom.present || known?.state === "absent") return { state: "none" };
  const only = [...freedom.only, ...ownValue(known)];
  const some = freedom.some ?? [];
  const single = form.values === "list" && view === "surest" ? NONE : solveSingle(question, [...only, ...some], test);
  if (single.state === "found") {
    return { state: "value", value: usualValue(question, [...conditions.map(test), ...only, ...some]) ?? single.text };
  }
  const asksForOne = form.values === "either" && conditions.some(({ use }) => isPlain(use));
  if (form.values === "single" || asksForOne || known?.state === "text") return { state: single.state };
  const list = solveList(question, { only, someOf: some }, test);
  return list.state === "none" ? { state: single.state } : list;
}

/** A usual value that passes as well as the one that was found. The widest view shows no request. */
function usualValue({ form, view, effort }: KeyQuestion, tests: readonly ValueTest[]): string | undefined {
  if (view === "widest") return undefined;
  return usualValues(form.key).find(
    (text) => findValue([...tests, onlyText(text)], form.type, effort).state === "found",
  );
}

/** What it takes to look at a key at all. */
const STEPS_OF_KEY = 60;

const NONE: TextFound = { state: "none" };

/** An operator for one value: nothing says that a key is one that may have several. */
function isPlain(use: OperatorUse | undefined): boolean {
  return use !== undefined && use.setOperator === undefined && use.operator.family !== "null";
}

/** Does the condition hold of a request that does not carry the key? */
export function holdsWithout({ use, entry }: KeyCondition, view: View): boolean {
  if (use === undefined) return view === "widest";
  if (use.operator.family === "null") {
    return use.setOperator === undefined ? nullHolds(entry, "true", view) : view === "widest";
  }
  if (use.setOperator === "ForAllValues") return true;
  // Without a value ForAnyValue is false, with ...IfExists a missing key is true: the pages do not say which wins.
  if (use.setOperator === "ForAnyValue") return use.ifExists && view === "widest";
  return use.ifExists || use.operator.negated;
}

function nullHolds({ values }: ConditionEntry, missing: "true" | "false", view: View): boolean {
  const open = values.open || values.misplaced.length > 0 || !values.entries.every(isSettled);
  if (view === "widest" && open) return true;
  const entries = entriesInView({ entries: values.entries, excludes: false }, view);
  return entries.some((value) => isSettled(value) && value.text.toLowerCase() === missing);
}

/** What the condition asks of a value. Worth keeping: it takes time to read a long list. */
export function testOf(
  { use, entry }: KeyCondition,
  view: View,
  variables: SubstitutesVariables,
  values: VariableValues,
): ValueTest {
  if (use === undefined) return { kind: view === "widest" ? "free" : "impossible" };
  if (use.operator.family !== "null") {
    const test = valueTest(use, entry.values, view, variables, values);
    return view === "widest" && entry.key.toLowerCase() === SECONDS ? asInstants(test) : test;
  }
  const holds = use.setOperator === undefined ? nullHolds(entry, "false", view) : view === "widest";
  return { kind: holds ? "free" : "impossible" };
}

/** Under a numeric operator, too, its values are seconds since 1970. Source: "AWS global condition context keys". */
const SECONDS = "aws:epochtime";

/** The key is a variable somewhere in the statement, and this is the value it was given there. */
function ownValue(known: VariableState | undefined): readonly ValueTest[] {
  return known?.state === "text" ? [onlyText(known.text)] : [];
}

/** The value is this text. */
export function onlyText(text: string): ValueTest {
  const set = { shape: literalShape(text), exact: true, ...WITHOUT_IDENTITY };
  return { kind: "text", wanted: true, sets: [set], excluded: new Set(), within: undefined };
}

/** One value: a set operator treats it as a list of one. */
function solveSingle(
  { conditions, form, view, effort }: KeyQuestion,
  only: readonly ValueTest[],
  test: (condition: KeyCondition) => ValueTest,
): TextFound {
  const found = findValue([...conditions.map(test), ...only], form.type, effort);
  if (found.state !== "none" || view === "surest") return found;
  // An empty text may count as no value at all. Then ForAllValues holds, and ForAnyValue does not.
  const strict = conditions.filter(({ use }) => !holdsOfNothing(use));
  if (strict.length === conditions.length) return found;
  if (strict.some(({ use }) => use?.setOperator === "ForAnyValue")) return found;
  const empty = findValue([...strict.map(test), ...only, onlyText("")], form.type, effort);
  return empty.state === "none" ? found : { state: "open" };
}

function holdsOfNothing(use: OperatorUse | undefined): boolean {
  return use?.setOperator === "ForAllValues" || (use?.setOperator === "ForAnyValue" && use.ifExists);
}

/**
 * Several values: each `ForAnyValue` condition may hold for a value of its own, but all values must pass every
 * `ForAllValues`.
 */
function solveList(
  { conditions, form, view, effort }: KeyQuestion,
  { only, someOf }: { readonly only: readonly ValueTest[]; readonly someOf: readonly ValueTest[] },
  test: (condition: KeyCondition) => ValueTest,
): KeyFound {
  const all: ValueTest[] = [...only];
  const some: ValueTest[] = [...someOf];
  // Whether a list without values counts as a value is not documented, and every value of it passes.
  let mayBeEmpty = view === "widest" && only.length === 0 && someOf.length === 0;
  for (const condition of conditions) {
    if (condition.use?.operator.family === "null") {
      if (test(condition).kind === "impossible") return { state: "none" };
    } else if (condition.use?.setOperator === "ForAllValues") all.push(test(condition));
    else if (condition.use?.setOperator === "ForAnyValue") {
      some.push(test(condition));
      mayBeEmpty &&= condition.use.ifExists;
    } else if (view === "surest") return { state: "none" }; // What a list means without a set operator is not documented.
  }
  const found: string[] = [];
  let open = false;
  for (const each of some.length === 0 ? [undefined] : some) {
    const one = findValue(each === undefined ? all : [...all, each], form.type, effort);
    if (one.state === "none") return { state: mayBeEmpty ? "open" : "none" };
    if (one.state === "open") open = true;
    else found.push(one.text);
  }
  return open ? { state: "open" } : { state: "value", value: [...new Set(found)] };
}
