/**
 * The condition operators and how a name is put together: `[ForAllValues:|ForAnyValue:]Base[IfExists]`.
 * Source: "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
import { type ConditionEntry, type ConditionOperatorBlock, isSettledCondition } from "./policy.ts";

export type OperatorFamily = "string" | "numeric" | "date" | "bool" | "binary" | "ip" | "arn" | "null";

export interface ConditionOperator {
  readonly name: string;
  readonly family: OperatorFamily;
  /** True of a request that the values do not match: StringNotEquals, NotIpAddress and their like. */
  readonly negated: boolean;
  /** `*` and `?` in a value are wildcards. */
  readonly wildcards: boolean;
  /** Policy variables in a value are substituted. The pages disagree about Bool: "unclear". */
  readonly variables: "yes" | "no" | "unclear";
}

function operator(name: string, family: OperatorFamily, wildcards: boolean): ConditionOperator {
  return {
    name,
    family,
    negated: name.includes("Not"),
    wildcards,
    variables: family === "string" || family === "arn" ? "yes" : family === "bool" ? "unclear" : "no",
  };
}

export const OPERATORS: readonly ConditionOperator[] = [
  operator("StringEquals", "string", false),
  operator("StringNotEquals", "string", false),
  operator("StringEqualsIgnoreCase", "string", false),
  operator("StringNotEqualsIgnoreCase", "string", false),
  operator("StringLike", "string", true),
  operator("StringNotLike", "string", true),
  operator("NumericEquals", "numeric", false),
  operator("NumericNotEquals", "numeric", false),
  operator("NumericLessThan", "numeric", false),
  operator("NumericLessThanEquals", "numeric", false),
  operator("NumericGreaterThan", "numeric", false),
  operator("NumericGreaterThanEquals", "numeric", false),
  operator("DateEquals", "date", false),
  operator("DateNotEquals", "date", false),
  operator("DateLessThan", "date", false),
  operator("DateLessThanEquals", "date", false),
  operator("DateGreaterThan", "date", false),
  operator("DateGreaterThanEquals", "date", false),
  operator("Bool", "bool", false),
  operator("BinaryEquals", "binary", false),
  operator("IpAddress", "ip", false),
  operator("NotIpAddress", "ip", false),
  operator("ArnEquals", "arn", true),
  operator("ArnLike", "arn", true),
  operator("ArnNotEquals", "arn", true),
  operator("ArnNotLike", "arn", true),
  operator("Null", "null", false),
];

const BY_NAME: ReadonlyMap<string, ConditionOperator> = new Map(OPERATORS.map((one) => [one.name.toLowerCase(), one]));

export const SET_OPERATORS = ["ForAllValues", "ForAnyValue"] as const;
export type SetOperator = (typeof SET_OPERATORS)[number];

export interface OperatorUse {
  readonly operator: ConditionOperator;
  readonly setOperator: SetOperator | undefined;
  readonly ifExists: boolean;
}

/** What a condition asks of its key; undefined if AWS knows no such operator, and if the file does not settle its name or the key's. */
export function operatorOf(condition: ConditionEntry): OperatorUse | undefined {
  return isSettledCondition(condition) ? readOperator(condition.operator) : undefined;
}

/** The operator of several conditions; undefined if AWS knows none of that name, and if the file does not settle the name. */
export function operatorOfBlock({ name, nameHoles }: ConditionOperatorBlock): OperatorUse | undefined {
  return nameHoles.length === 0 ? readOperator(name) : undefined;
}

/** The parts of an operator as written, in any case; undefined if AWS knows no such operator. */
export function readOperator(written: string): OperatorUse | undefined {
  let rest = written.toLowerCase();
  let setOperator: SetOperator | undefined;
  for (const candidate of SET_OPERATORS) {
    const prefix = `${candidate.toLowerCase()}:`;
    if (rest.startsWith(prefix)) {
      setOperator = candidate;
      rest = rest.slice(prefix.length);
      break;
    }
  }
  const plain = BY_NAME.get(rest);
  if (plain !== undefined) return { operator: plain, setOperator, ifExists: false };
  if (!rest.endsWith("ifexists")) return undefined;
  const guarded = BY_NAME.get(rest.slice(0, -"ifexists".length));
  if (guarded === undefined || guarded.family === "null") return undefined;
  return { operator: guarded, setOperator, ifExists: true };
}

/** `StringNotEquals` → `StringNotLike`; undefined for operators that ignore case, which have no such relative. */
export function likeRelative(operator: string): string | undefined {
  const like = operator.replace(/^((?:[a-z]+:)?String(?:Not)?)Equals(?=(?:IfExists)?$)/i, "$1Like");
  return like === operator ? undefined : like;
}
