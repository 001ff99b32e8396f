/** Which values are policies, where nothing else says so. */
import { isNearName } from "../../domains/nearest-name.ts";
import { memberNamed, type ObjectValue, standingIn, textOfMember, type Value } from "../../syntax/value.ts";

const STATEMENT_ELEMENTS = ["Effect", "Action", "NotAction", "Principal", "NotPrincipal", "Resource", "NotResource"];

/** It has a Statement, and either a Version that is a date or a statement with elements that only policies have. */
export function looksLikePolicy(object: ObjectValue): boolean {
  const statement = memberNamed(object, "Statement")?.value;
  if (statement === undefined) return false;
  if (/^20\d\d-\d\d-\d\d$/.test(textOfMember(object, "Version") ?? "")) return true;
  return standingIn(statement).some(({ value }) => holdsStatement(value));
}

export function hasNoStatements(policy: ObjectValue): boolean {
  const statement = memberNamed(policy, "Statement")?.value;
  return statement?.kind === "array" && statement.items.length === 0;
}

function holdsStatement(value: Value): boolean {
  if (value.kind === "array") {
    return value.items.some((item) => standingIn(item).some((one) => holdsStatement(one.value)));
  }
  if (value.kind !== "object" || memberNamed(value, "Effect") === undefined) return false;
  return STATEMENT_ELEMENTS.some((element) => element !== "Effect" && memberNamed(value, element) !== undefined);
}

/** A statement in the place of its policy, as people write it by mistake. */
export function isBareStatement(object: ObjectValue): boolean {
  return holdsStatement(object);
}

const POLICY_ELEMENTS = new Set(["Version", "Id", "Statement"]);

/** What stands where a policy belongs, and has nothing yet that a policy has not, or its statements under a misspelled name. */
export function mayBecomePolicy({ members }: ObjectValue): boolean {
  if (members.some(({ key }) => isNearName(key, "Statement"))) return true;
  return members.every(({ key, keyHoles }) => keyHoles.length === 0 && POLICY_ELEMENTS.has(key));
}
