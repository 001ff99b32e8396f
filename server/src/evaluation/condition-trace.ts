/**
 * One condition (operator, key, values) against the context of a request.
 * Sources: "IAM JSON policy elements: Condition operators"; "Set operators for multivalued context keys".
 */
import { and, eitherWay, not, or, type Truth } from "../domains/truth.ts";
import { type ConditionValue, conditionValue } from "../policy/condition-value.ts";
import { operatorOf, type OperatorUse } from "../policy/operators.ts";
import { type ConditionEntry, isSettledCondition } from "../policy/policy.ts";
import { type PossibleArns } from "../policy/request-arn.ts";
import { type VariableLookup } from "../policy/text-pattern.ts";
import { type ConditionReason, type ConditionTrace } from "./decision.ts";
import { type ContextEntry, type RequestContext, type UnknownEntry } from "./request.ts";

export interface PreparedCondition {
  readonly entry: ConditionEntry;
  /** In lower case. */
  readonly key: string;
  readonly use: OperatorUse | undefined;
  readonly values: readonly ConditionValue[];
  /** What it comes to without the key, and without knowing of the key. */
  readonly whenAbsent: ConditionTrace;
  readonly whenUnknown: ConditionTrace;
}

export function prepareCondition(entry: ConditionEntry, variables: "yes" | "no" | "unknown"): PreparedCondition {
  return new LazyCondition(entry, variables);
}

/** Thousands are made at once, of which most are asked for one of the three. */
class LazyCondition implements PreparedCondition {
  readonly entry: ConditionEntry;
  readonly key: string;
  readonly use: OperatorUse | undefined;
  readonly #variables: "yes" | "no" | "unknown";
  #values: readonly ConditionValue[] | undefined;
  #whenAbsent: ConditionTrace | undefined;
  #whenUnknown: ConditionTrace | undefined;

  constructor(entry: ConditionEntry, variables: "yes" | "no" | "unknown") {
    this.entry = entry;
    this.key = entry.key.toLowerCase();
    this.use = operatorOf(entry);
    this.#variables = variables;
  }

  get values(): readonly ConditionValue[] {
    return (this.#values ??= this.#readValues());
  }

  get whenAbsent(): ConditionTrace {
    return (this.#whenAbsent ??=
      this.use === undefined ? this.whenUnknown : asFarAsAsked(traceAbsent(this.entry, this.use, this.values)));
  }

  get whenUnknown(): ConditionTrace {
    return (this.#whenUnknown ??= traced(this.entry, "unknown", this.#reasonOfUnknown()));
  }

  #readValues(): readonly ConditionValue[] {
    const { use, entry } = this;
    if (use === undefined) return [];
    return entry.values.entries.map((value) => conditionValue(use.operator, value, this.#variables));
  }

  #reasonOfUnknown(): ConditionReason {
    if (this.use !== undefined) return "key-unknown";
    return isSettledCondition(this.entry) ? "unknown-operator" : "condition-unknown";
  }
}

export function traceCondition(
  condition: PreparedCondition,
  context: RequestContext,
  lookup: VariableLookup,
): ConditionTrace {
  const { entry, use, values } = condition;
  if (use === undefined) return condition.whenUnknown;
  const found = context.entry(condition.key);
  switch (found.state) {
    case "unknown":
      return traceUnknown(condition, found, lookup);
    case "absent":
      return condition.whenAbsent;
    case "present":
      return asFarAsAsked(
        use.operator.family === "null"
          ? tracePresence(entry, use, values, found)
          : tracePresent(entry, use, values, found, lookup),
      );
  }
}

function traceUnknown(condition: PreparedCondition, found: UnknownEntry, lookup: VariableLookup): ConditionTrace {
  const { entry, use, values, whenUnknown } = condition;
  if (found.absentOr !== undefined) return traceAbsentOr(condition, found.absentOr, lookup);
  if (found.possible !== undefined) return tracePossible(condition, found.possible, lookup);
  if (use !== undefined && fitsNothing(condition, use, lookup)) {
    return asFarAsAsked(traced(entry, use.operator.negated ? "yes" : "no", "variable-without-value"));
  }
  const asksForPresence = use?.operator.family === "null" && use.setOperator === undefined;
  if (found.isThere !== true || !asksForPresence) return whenUnknown;
  return asFarAsAsked(traced(entry, nullHolds(entry, values, "false"), "key-present"));
}

/** With and without the key, whatever its value. Source: "IAM policy elements: Variables and tags", on variables without a value. */
function fitsNothing({ entry, values }: PreparedCondition, use: OperatorUse, lookup: VariableLookup): boolean {
  const { operator, setOperator, ifExists } = use;
  // Whether the key is there makes no difference then.
  const isAlike = operator.negated ? setOperator !== "ForAnyValue" : !ifExists && setOperator !== "ForAllValues";
  return (
    operator.family === "string" &&
    isAlike &&
    values.length > 0 &&
    !entry.values.open &&
    values.every(({ isOfNothing }) => isOfNothing?.(lookup) === true)
  );
}

/** Decided where the lack of the key and each of the values that it may have come to the same. */
function traceAbsentOr(condition: PreparedCondition, texts: readonly string[], lookup: VariableLookup): ConditionTrace {
  const { entry, whenAbsent, whenUnknown } = condition;
  const isAlike = texts.every((text) => {
    const context: RequestContext = { entry: () => ({ state: "present", form: "single", values: [text] }) };
    return traceCondition(condition, context, lookup).truth === whenAbsent.truth;
  });
  return isAlike && whenAbsent.truth !== "unknown" ? traced(entry, whenAbsent.truth, "either-way") : whenUnknown;
}

/** Of the value it is known which ARNs it may be: decided where all of them come to the same. */
function tracePossible(
  { entry, use, values, whenUnknown }: PreparedCondition,
  possible: PossibleArns,
  lookup: VariableLookup,
): ConditionTrace {
  if (use === undefined || use.setOperator !== undefined) return whenUnknown;
  const matches = values.map((value) => (value.scalar.certain ? value.matchesEach(possible, lookup) : "unknown"));
  const any = or(matches.reduce(or, "no"), entry.values.open ? "unknown" : "no");
  const truth =
    use.operator.family === "null" ? nullHolds(entry, values, "false") : use.operator.negated ? not(any) : any;
  return truth === "unknown" ? whenUnknown : asFarAsAsked(traced(entry, truth, "path-unknown"));
}

/** A condition that may not be asked may hold although the request does not meet it. */
function asFarAsAsked(trace: ConditionTrace): ConditionTrace {
  return trace.entry.certain || trace.truth !== "no"
    ? trace
    : { ...trace, truth: "unknown", because: "may-not-be-asked" };
}

type PresentEntry = Extract<ContextEntry, { state: "present" }>;

const NO_VALUES: readonly string[] = [];

function traced(
  entry: ConditionEntry,
  truth: Truth,
  because: ConditionReason,
  requestValues: readonly string[] = NO_VALUES,
): ConditionTrace {
  return { entry, truth, because, requestValues };
}

function traceAbsent(entry: ConditionEntry, use: OperatorUse, values: readonly ConditionValue[]): ConditionTrace {
  if (use.operator.family === "null") {
    // AWS does not accept a set operator on Null.
    const truth = use.setOperator === undefined ? nullHolds(entry, values, "true") : "unknown";
    return traced(entry, truth, "key-missing");
  }
  const passes = traced(entry, "yes", "key-absent-passes");
  if (use.setOperator === "ForAllValues") return passes;
  if (use.setOperator === "ForAnyValue") {
    // Without a value ForAnyValue is false, with ...IfExists a missing key is true: the pages do not say which wins.
    return traced(entry, use.ifExists ? "unknown" : "no", "key-absent-fails");
  }
  return use.ifExists || use.operator.negated ? passes : traced(entry, "no", "key-absent-fails");
}

function tracePresence(
  entry: ConditionEntry,
  use: OperatorUse,
  values: readonly ConditionValue[],
  found: PresentEntry,
): ConditionTrace {
  // Whether an empty list or text counts as a value is not documented.
  const settled = use.setOperator === undefined && !holdsNothing(found);
  return traced(entry, settled ? nullHolds(entry, values, "false") : "unknown", "key-present", found.values);
}

/** `missing`: "true" or "false". */
function nullHolds(entry: ConditionEntry, values: readonly ConditionValue[], missing: string): Truth {
  return anyValueMatches(values, missing, NO_VARIABLES, entry.values.open);
}

const NO_VARIABLES: VariableLookup = () => ({ state: "none" });

function tracePresent(
  entry: ConditionEntry,
  use: OperatorUse,
  values: readonly ConditionValue[],
  found: PresentEntry,
  lookup: VariableLookup,
): ConditionTrace {
  const { negated } = use.operator;
  const holdsFor = (requestValue: string): Truth =>
    negated
      ? noValueMatches(values, requestValue, lookup, entry.values.open)
      : anyValueMatches(values, requestValue, lookup, entry.values.open);
  if (use.setOperator === undefined) {
    // What a list means without a set operator is not documented.
    if (found.form === "list") return traced(entry, "unknown", "needs-set-operator", found.values);
    const truth = holdsFor(found.values[0] ?? "");
    return traced(entry, truth, reasonFor(truth, negated), found.values);
  }
  let truth: Truth = use.setOperator === "ForAllValues" ? "yes" : "no";
  for (const requestValue of found.values) {
    const one = holdsFor(requestValue);
    truth = use.setOperator === "ForAllValues" ? and(truth, one) : or(truth, one);
  }
  if (holdsNothing(found)) {
    // An empty text may count as no value at all (source: "Multivalued context key examples").
    const withoutValue = use.setOperator === "ForAllValues" ? "yes" : use.ifExists ? "unknown" : "no";
    truth = eitherWay(truth, withoutValue);
  }
  return traced(entry, truth, reasonFor(truth, negated), found.values);
}

function holdsNothing({ values }: PresentEntry): boolean {
  return values.every((value) => value === "");
}

function reasonFor(truth: Truth, negated: boolean): ConditionReason {
  if (truth === "unknown") return "value-unknown";
  if (negated) return truth === "yes" ? "no-excluded-value-matches" : "excluded-value-matches";
  return truth === "yes" ? "value-matches" : "no-value-matches";
}

function anyValueMatches(
  values: readonly ConditionValue[],
  requestValue: string,
  lookup: VariableLookup,
  open: boolean,
): Truth {
  let truth: Truth = open ? "unknown" : "no";
  for (const value of values) {
    const match = value.matches(requestValue, lookup);
    if (match === "yes" && value.scalar.certain) return "yes";
    if (match === "yes" || match === "unknown") truth = "unknown";
  }
  return truth;
}

/** A value that is not of the operator's type fails the negated operator too. */
function noValueMatches(
  values: readonly ConditionValue[],
  requestValue: string,
  lookup: VariableLookup,
  open: boolean,
): Truth {
  let truth: Truth = open ? "unknown" : "yes";
  for (const value of values) {
    const match = value.matches(requestValue, lookup);
    if ((match === "yes" || match === "unreadable") && value.scalar.certain) return "no";
    if (match !== "no") truth = "unknown";
  }
  return truth;
}
