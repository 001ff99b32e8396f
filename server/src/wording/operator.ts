/**
 * What a condition operator does, with its prefix and suffix, and what it does when the key is not in the request.
 * Sources: "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
import { type ConditionOperator, type OperatorFamily, type OperatorUse } from "../policy/operators.ts";
import { item, name, type Passage, type Phrase, say, sentences, strong, text, title } from "./phrase.ts";

/** `Null` asks for the absence itself, so its values decide. */
export type AbsentOutcome = "fails" | "holds" | "values-decide";

/** What becomes of a condition whose key the request does not carry. */
export function absentOutcome(use: OperatorUse): AbsentOutcome {
  if (use.operator.family === "null") return "values-decide";
  // A request without the key has no value that could be the one; `IfExists` was seen not to change that.
  if (use.setOperator === "ForAnyValue") return "fails";
  if (use.setOperator === "ForAllValues" || use.ifExists) return "holds";
  return use.operator.negated ? "holds" : "fails";
}

/** Why it is so, as a half sentence after "the condition holds" or "fails". */
export function absentReason(use: OperatorUse): Phrase {
  if (use.operator.family === "null") return say`${name("Null")} asks for exactly that`;
  if (use.setOperator === "ForAnyValue") {
    const wants = say`${name("ForAnyValue")} needs at least one value`;
    return use.ifExists ? say`${wants}, and ${name("IfExists")} does not change that` : wants;
  }
  if (use.ifExists) return say`${name("IfExists")} tests the key only if it is there`;
  if (use.setOperator === "ForAllValues") return say`without a value, nothing fails ${name("ForAllValues")}`;
  return use.operator.negated ? say`a missing value equals none of those listed` : say`a missing value matches nothing`;
}

/** The operator's name in the spelling of the documentation. */
export function operatorName(use: OperatorUse): string {
  const prefix = use.setOperator === undefined ? "" : `${use.setOperator}:`;
  return prefix + use.operator.name + (use.ifExists ? "IfExists" : "");
}

export function describeOperator(use: OperatorUse): Passage {
  const { operator } = use;
  const several = operator.negated
    ? say`If several values are listed, ${strong("none")} of them may match.`
    : say`If several values are listed, ${strong("any one")} is enough.`;
  return [
    title(say`${name(operatorName(use))}`),
    text(say`Holds if ${meaningOf(use)}.`),
    ...(operator.family === "null" ? [] : setOperatorLines(use)),
    ...(operator.family === "null" ? [] : [item(several)]),
    item(say`If ${absentClause(use)}`),
    item(VALUE_FORMAT[operator.family]),
    item(sentences(wildcardSentence(operator), variableSentence(operator))),
  ];
}

/** Does the condition hold where the request lacks the key, although its sentence does not say so? */
export function passesWithoutKey(use: OperatorUse): boolean {
  return use.setOperator !== "ForAllValues" && !use.ifExists && absentOutcome(use) === "holds";
}

/** "the request does not carry the key, the condition fails: …", to stand after an "if". */
export function absentClause(use: OperatorUse): Phrase {
  const outcome = absentOutcome(use);
  if (outcome === "values-decide") {
    return say`the request does not carry the key, ${name("true")} holds and ${name("false")} fails.`;
  }
  return say`the request does not carry the key, the condition ${strong(outcome)}: ${absentReason(use)}.`;
}

function setOperatorLines({ setOperator }: OperatorUse): Passage {
  switch (setOperator) {
    case undefined:
      return [];
    case "ForAllValues":
      return [
        item(
          say`${name("ForAllValues")}: ${strong("every")} value the request carries for the key must pass. It also holds without any value, so an Allow should also require the key: ${name("Null")} with ${name("false")}.`,
        ),
      ];
    case "ForAnyValue":
      return [
        item(say`${name("ForAnyValue")}: ${strong("at least one")} value the request carries for the key must pass.`),
      ];
  }
}

/** What an operator compares of the key, in the singular, and when a value passes. */
type Comparison = readonly [noun: string, passes: string];

/** A set operator goes through several values, any other has the one. */
function meaningOf({ operator, setOperator }: OperatorUse): string {
  if (operator.family === "null") {
    return 'the key is absent from the request ("true") or has a value in it ("false")';
  }
  const [noun, passes] = COMPARISONS[operator.name] ?? ["value", "fits"];
  const plural = noun.endsWith("s") ? `${noun}es` : `${noun}s`;
  switch (setOperator) {
    case undefined:
      return `the key's ${noun} ${passes}`;
    case "ForAllValues":
      return `each of the key's ${plural} ${passes}`;
    case "ForAnyValue":
      return `at least one of the key's ${plural} ${passes}`;
  }
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: ["value", "equals a listed value (case-sensitive)"],
  StringNotEquals: ["value", "equals none of the listed values (case-sensitive)"],
  StringEqualsIgnoreCase: ["value", "equals a listed value (not case-sensitive)"],
  StringNotEqualsIgnoreCase: ["value", "equals none of the listed values (not case-sensitive)"],
  StringLike: ["value", "matches a listed pattern (case-sensitive)"],
  StringNotLike: ["value", "matches none of the listed patterns (case-sensitive)"],
  NumericEquals: ["number", "equals a listed number"],
  NumericNotEquals: ["number", "equals none of the listed numbers"],
  NumericLessThan: ["number", "is less than a listed number"],
  NumericLessThanEquals: ["number", "is at most a listed number"],
  NumericGreaterThan: ["number", "is greater than a listed number"],
  NumericGreaterThanEquals: ["number", "is at least a listed number"],
  DateEquals: ["time", "is a listed time"],
  DateNotEquals: ["time", "is none of the listed times"],
  DateLessThan: ["time", "is before a listed time"],
  DateLessThanEquals: ["time", "is at or before a listed time"],
  DateGreaterThan: ["time", "is after a listed time"],
  DateGreaterThanEquals: ["time", "is at or after a listed time"],
  Bool: ["value", "is true or false as listed"],
  BinaryEquals: ["value", "has the same bytes as a listed one"],
  IpAddress: ["IP address", "is in a listed range"],
  NotIpAddress: ["IP address", "is in none of the listed ranges"],
  ArnEquals: ["ARN", "matches a listed one, field by field, just as under ArnLike"],
  ArnLike: ["ARN", "matches a listed one, field by field"],
  ArnNotEquals: ["ARN", "matches none of those listed, field by field, just as under ArnNotLike"],
  ArnNotLike: ["ARN", "matches none of those listed, field by field"],
};

const VALUE_FORMAT: Readonly<Record<OperatorFamily, Phrase>> = {
  string: say`Values: any text.`,
  numeric: say`Values: whole or decimal numbers.`,
  date: say`Values: a date such as ${name("2026-12-31T23:59:59Z")}, or seconds since 1970.`,
  bool: say`Values: ${name("true")} or ${name("false")}.`,
  binary: say`Values: base64.`,
  ip: say`Values: an IPv4 or IPv6 address, or a range such as ${name("203.0.113.0/24")}.`,
  arn: say`Values: ARNs with six fields.`,
  null: say`Values: ${name("true")} or ${name("false")}.`,
};

function wildcardSentence(operator: ConditionOperator): Phrase | undefined {
  if (operator.wildcards) return say`${name("*")} stands for any characters, ${name("?")} for exactly one.`;
  if (operator.family !== "string") return undefined;
  const like = operator.negated ? "StringNotLike" : "StringLike";
  return say`${name("*")} and ${name("?")} are ordinary characters here. For wildcards use ${name(like)}.`;
}

function variableSentence(operator: ConditionOperator): Phrase {
  switch (operator.variables) {
    case "yes":
      return say`Policy variables are filled in (Version 2012-10-17).`;
    case "no":
      return say`Policy variables are not filled in.`;
    case "unclear":
      return say`AWS's pages disagree on whether policy variables are filled in.`;
  }
}
