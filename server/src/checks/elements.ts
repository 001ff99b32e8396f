/** The element names of the policy grammar. Source: "Grammar of the IAM JSON policy language". */
import {
  mayBeAbsent,
  type Member,
  memberNamed,
  type ObjectValue,
  type StringValue,
  type Value,
} from "../syntax/value.ts";
import { hasOpenName, isFilledIn } from "../policy/read-statement.ts";
import { isNearName } from "../domains/nearest-name.ts";

export const POLICY_ELEMENTS = ["Version", "Id", "Statement"] as const;

export const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const;

export const OPPOSITES = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
] as const;

/** A member of that name, with or without a value: a half-typed element is there all the same. */
export function elementNamed(object: ObjectValue, name: string): Member | undefined {
  return memberNamed(object, name);
}

/** Does a member of that name stand in the object whatever is decided outside the file? */
export function surelyHolds(object: ObjectValue, name: string): boolean {
  const value = elementNamed(object, name)?.value;
  return value !== undefined && !mayBeAbsent(value);
}

/**
 * Could the object hold one of these elements? True of an element of that name, of a misspelled one (it has a finding
 * of its own) and of an object whose members the file does not settle.
 */
export function mayHold(object: ObjectValue, names: readonly string[]): boolean {
  return object.members.some(
    (member) =>
      names.includes(member.key) ||
      hasOpenName(member) ||
      (!isElementName(member.key) && names.some((name) => isNearName(member.key, name))),
  );
}

/** Was the element meant for the statement, but stands among the types of its principals? */
export function isAmongPrincipals(object: ObjectValue, names: readonly string[]): boolean {
  return ["Principal", "NotPrincipal"].some((element) => {
    const value = elementNamed(object, element)?.value;
    return value?.kind === "object" && value.members.some(({ key }) => names.includes(key));
  });
}

/** Is the value one that the file does not settle? */
export function isOpenValue(value: Value | undefined): boolean {
  if (value === undefined || value.kind === "unknown" || value.kind === "either") return true;
  return value.kind === "string" ? hasHoles(value) : isFilledIn(value);
}

function hasHoles(value: StringValue): boolean {
  return value.holes.length > 0;
}

function isElementName(key: string): boolean {
  return [...POLICY_ELEMENTS, ...STATEMENT_ELEMENTS].some((name) => name === key);
}
