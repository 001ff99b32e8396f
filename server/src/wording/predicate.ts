/** The verb of a condition: what an operator says of its key, for one value and for several. */
import { type OperatorUse } from "../policy/operators.ts";
import { absentOutcome } from "./operator.ts";
import { listed, name, type Phrase, say, strong, value } from "./phrase.ts";
import { type ConditionEntry } from "../policy/policy.ts";

export interface Comparison {
  /** Stands between the key and its values. */
  readonly before: string;
  /** Follows the values. */
  readonly after: string;
}

/** For `count` values: "equals", "is in none of". Not for `Null`, which compares nothing. */
export function comparison({ operator }: OperatorUse, count: number): Comparison {
  const [one, many] = VERBS[operator.name] ?? ["is", "is"];
  const after = operator.name.endsWith("IgnoreCase") ? ", in upper or lower case" : "";
  return { before: count === 1 ? one : many, after };
}

const VERBS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  StringEquals: ["equals", "equals"],
  StringNotEquals: ["does not equal", "equals none of"],
  StringEqualsIgnoreCase: ["equals", "equals"],
  StringNotEqualsIgnoreCase: ["does not equal", "equals none of"],
  StringLike: ["matches", "matches"],
  StringNotLike: ["does not match", "matches none of"],
  NumericEquals: ["equals", "equals"],
  NumericNotEquals: ["does not equal", "equals none of"],
  NumericLessThan: ["is less than", "is less than"],
  NumericLessThanEquals: ["is at most", "is at most"],
  NumericGreaterThan: ["is greater than", "is greater than"],
  NumericGreaterThanEquals: ["is at least", "is at least"],
  DateEquals: ["is exactly", "is exactly"],
  DateNotEquals: ["is not", "is none of"],
  DateLessThan: ["is before", "is before"],
  DateLessThanEquals: ["is at or before", "is at or before"],
  DateGreaterThan: ["is after", "is after"],
  DateGreaterThanEquals: ["is at or after", "is at or after"],
  Bool: ["is", "is"],
  BinaryEquals: ["equals the bytes", "equals the bytes"],
  IpAddress: ["is in", "is in"],
  NotIpAddress: ["is not in", "is in none of"],
  ArnEquals: ["matches the ARN", "matches the ARN"],
  ArnLike: ["matches the ARN", "matches the ARN"],
  ArnNotEquals: ["does not match the ARN", "matches none of the ARNs"],
  ArnNotLike: ["does not match the ARN", "matches none of the ARNs"],
};

/** One condition as a half sentence: "`aws:SourceIp` is in `203.0.113.0/24`". */
export function conditionInWords(entry: ConditionEntry, use: OperatorUse | undefined): Phrase {
  if (use === undefined) return say`${name(entry.key)} under ${name(entry.operator)}, which is no operator AWS knows`;
  return use.operator.family === "null"
    ? nullInWords(entry)
    : say`${subject(entry, use)} ${predicate(entry, use)}${tail(use)}`;
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

function predicate({ values }: ConditionEntry, use: OperatorUse): Phrase {
  const shown: (Phrase | ReturnType<typeof value>)[] = values.entries.map((entry) => value(entry.text));
  if (values.open) shown.push(say`values that this file does not settle`);
  if (shown.length === 0) {
    return use.operator.negated
      ? say`is checked against no value, which anything passes`
      : say`is checked against no value, which nothing passes`;
  }
  const { before, after } = comparison(use, shown.length);
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
    return say`whether the request carries ${name(key)} is as a value says that this file does not settle`;
  }
  if (answers.has("true") && answers.has("false")) return say`${name(key)} is absent or present, which is always so`;
  if (answers.has("true")) return say`the request does ${strong("not")} carry ${name(key)}`;
  if (answers.has("false")) return say`the request carries ${name(key)}`;
  return say`${name(key)} is checked by ${name("Null")} against neither ${name("true")} nor ${name("false")}`;
}
