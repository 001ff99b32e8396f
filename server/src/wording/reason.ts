/** Why a part of a statement holds or does not, in words. */
import { type ConditionReason, type ElementReason } from "../evaluation/decision.ts";
import { type ConditionEntry } from "../policy/policy.ts";

import { listed, name, type Phrase, say, value } from "./phrase.ts";
import { conditionInWords } from "./predicate.ts";

export type ElementName = "Action" | "NotAction" | "Resource" | "NotResource" | "Principal" | "NotPrincipal";

/** `requested` is what the request asks for; `entry` the text of the entry that decided, where one did. */
export function elementReasonInWords(
  reason: ElementReason,
  element: ElementName,
  requested: string,
  entry: string | undefined,
): Phrase {
  const decider = entry === undefined ? say`an entry` : say`${name(entry)}`;
  switch (reason) {
    case "entry-matches":
      return say`${element}: ${decider} matches ${name(requested)}`;
    case "no-entry-matches":
      return say`${element}: no entry matches ${name(requested)}`;
    case "excluded-by-entry":
      return say`${element}: ${decider} excludes ${name(requested)}`;
    case "not-excluded":
      return say`${element}: ${name(requested)} is not excluded`;
    case "element-missing":
      return say`${element} is missing`;
    case "not-applicable":
      return say`${element} does not apply here`;
    case "depends-on-unknown":
      return say`${element}: whether it matches ${name(requested)} depends on facts that are not known`;
  }
}

/** What the policy asks and what the request has: "`aws:SourceIp` is in `10.0.0.0/8`: the request has `192.0.2.1`". */
export function conditionReasonInWords(
  reason: ConditionReason,
  entry: ConditionEntry,
  requestValues: readonly string[],
): Phrase {
  const asked = conditionInWords(entry);
  return say`${asked}: ${becauseInWords(reason, entry, requestValues)}`;
}

function becauseInWords(reason: ConditionReason, entry: ConditionEntry, requestValues: readonly string[]): Phrase {
  const has =
    requestValues.length === 0
      ? say`the request has no value`
      : say`the request has ${listed(requestValues.map(value), "and")}`;
  switch (reason) {
    case "value-matches":
      return say`${has}, which fits`;
    case "no-value-matches":
      return say`${has}, which does not fit`;
    case "excluded-value-matches":
      return say`${has}, which is excluded`;
    case "no-excluded-value-matches":
      return say`${has}, which is not excluded`;
    case "key-absent-fails":
      return say`the request does not carry the key, so the condition fails`;
    case "key-absent-passes":
      return say`the request does not carry the key, so the condition holds`;
    case "may-not-be-asked":
      return say`${has}, which does not fit, but the file may leave this condition out`;
    case "condition-unknown":
      return say`its name is filled in elsewhere`;
    case "key-unknown":
      return say`the request's value is not known`;
    case "path-unknown":
      return say`the path of the role is not known and makes no difference`;
    case "either-way":
      return say`the request's value is not known and makes no difference`;
    case "value-unknown":
      return say`the value in the policy is filled in elsewhere`;
    case "variable-without-value":
      return say`a variable in the value stands for nothing in this request, so no value of the key fits`;
    case "key-present":
      return say`the request carries the key`;
    case "key-missing":
      return say`the request does not carry the key`;
    case "unknown-operator":
      return say`${name(entry.operator)} is not an operator that AWS knows`;
    case "needs-set-operator":
      return say`the key may have several values, so the operator needs ${name("ForAnyValue:")} or ${name("ForAllValues:")}`;
  }
}
