/** The verb of a condition: what an operator says of its key, for one value and for several. */
import { readOperator, type OperatorUse } from "../policy/operators.ts";
import { absentOutcome } from "./operator.ts";
import { listed, name, type Phrase, say, strong, value } from "./phrase.ts";
import { type ConditionEntry } from "../policy/policy.ts";

export interface Comparison {
  /** Stands between the key and its values. */
  readonly before: string;
  /** Follows the values. */
  readonly after: string;
}

/** "equals", "is not in": for one value and for several. Not for `Null`, which compares nothing. */
export function comparison({ operator }: OperatorUse): Comparison {
  const after = operator.name.endsWith("IgnoreCase") ? ", in upper or lower case" : "";
  return { before: VERBS[operator.name] ?? "is", after };
}

const VERBS: Readonly<Record<string, string>> = {
  StringEquals: "equals",
  StringNotEquals: "does not equal",
  StringEqualsIgnoreCase: "equals",
  StringNotEqualsIgnoreCase: "does not equal",
  StringLike: "matches",
  StringNotLike: "does not match",
  NumericEquals: "equals",
  NumericNotEquals: "does not equal",
  NumericLessThan: "is less than",
  NumericLessThanEquals: "is at most",
  NumericGreaterThan: "is greater than",
  NumericGreaterThanEquals: "is at least",
  DateEquals: "is exactly",
  DateNotEquals: "is not",
  DateLessThan: "is before",
  DateLessThanEquals: "is at or before",
  DateGreaterThan: "is after",
  DateGreaterThanEquals: "is at or after",
  Bool: "is",
  BinaryEquals: "equals the bytes",
  IpAddress: "is in",
  NotIpAddress: "is not in",
  ArnEquals: "matches the ARN",
  ArnLike: "matches the ARN",
  ArnNotEquals: "does not match the ARN",
  ArnNotLike: "does not match the ARN",
};

/** One condition as a half sentence: "`aws:SourceIp` is in `203.0.113.0/24`". */
export function conditionInWords(entry: ConditionEntry): Phrase {
  if (entry.operatorHoles.length > 0) {
    return say`${name(entry.key)} under ${name(entry.operator)}, an operator that is filled in elsewhere`;
  }
  const use = readOperator(entry.operator);
  if (use === undefined)
    return say`${name(entry.key)} passes ${name(entry.operator)}, which is not an operator that AWS knows`;
  const words =
    use.operator.family === "null"
      ? nullInWords(entry)
      : (noneOfAll(entry, use) ?? say`${subject(entry, use)} ${predicate(entry, use)}${tail(use)}`);
  return entry.keyHoles.length === 0 ? words : say`${words}, where part of the key is filled in elsewhere`;
}

/** "no value equals `a`": that every value does not equal it is read as if some might. */
function noneOfAll(entry: ConditionEntry, use: OperatorUse): Phrase | undefined {
  const verb = use.setOperator === "ForAllValues" ? UNNEGATED[use.operator.name] : undefined;
  const { entries, open } = entry.values;
  if (verb === undefined || (entries.length === 0 && !open)) return undefined;
  const { after } = comparison(use);
  return say`${strong("no")} value of ${name(entry.key)} ${verb} ${listed(shownValues(entry, use), "or")}${after}${tail(use)}`;
}

const UNNEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: "equals",
  StringNotEqualsIgnoreCase: "equals",
  StringNotLike: "matches",
  NumericNotEquals: "equals",
  DateNotEquals: "is exactly",
  NotIpAddress: "is in",
  ArnNotEquals: "matches the ARN",
  ArnNotLike: "matches the ARN",
};

function shownValues(
  { values }: ConditionEntry,
  { operator: { family } }: OperatorUse,
): readonly (Phrase | ReturnType<typeof value>)[] {
  const own = values.entries.map((entry) => value(entry.text));
  if (!values.open) return own;
  // "matches the ARN" says already what it is.
  const noun = own.length > 0 ? "one " : family === "arn" ? "" : family === "ip" ? "a range " : "a value ";
  return [...own, say`${noun}that is filled in elsewhere`];
}

function subject(entry: ConditionEntry, { setOperator }: OperatorUse): Phrase {
  switch (setOperator) {
    case undefined:
      return say`${name(entry.key)}`;
    case "ForAnyValue":
      return say`${strong("at least one")} value of ${name(entry.key)}`;
    case "ForAllValues":
      return say`${strong("every")} value of ${name(entry.key)}`;
  }
}

function predicate(entry: ConditionEntry, use: OperatorUse): Phrase {
  const shown = shownValues(entry, use);
  if (shown.length === 0) {
    return use.operator.negated
      ? say`is compared with an empty list, which always passes`
      : say`is compared with an empty list, which never passes`;
  }
  const { before, after } = comparison(use);
  return say`${before} ${listed(shown, "or")}${after}`;
}

/** Where a missing key satisfies a condition that does not look like it. */
function tail(use: OperatorUse): string {
  if (use.ifExists && absentOutcome(use) === "holds") return ", or the request does not carry the key";
  return use.setOperator === "ForAllValues" ? ", or there is none" : "";
}

function nullInWords({ key, values }: ConditionEntry): Phrase {
  const answers = new Set(values.entries.map(({ text }) => text.toLowerCase()));
  if (values.open || values.entries.some(({ holes }) => holes.length > 0)) {
    return say`the request carries ${name(key)} or not, as a value that is filled in elsewhere says`;
  }
  if (answers.has("true") && answers.has("false")) return say`${name(key)} is present or absent, which always holds`;
  if (answers.has("true")) return say`the request does ${strong("not")} carry ${name(key)}`;
  if (answers.has("false")) return say`the request carries ${name(key)}`;
  return say`${name("Null")} on ${name(key)} is neither ${name("true")} nor ${name("false")}`;
}
