/** Statements that say what somebody may do, and not who may assume a role. */
import { isTrustAction } from "../policy/kinds.ts";
import { type Statement } from "../policy/policy.ts";
import { mayHold } from "./elements.ts";

/** It names resources and no principal, and assumes no role. A misspelled element has a finding of its own. */
export function isPermission(statement: Statement): boolean {
  return (
    !mayHold(statement.object, ["Principal", "NotPrincipal"]) && namesResources(statement) && !assumesRoles(statement)
  );
}

/** It says who may assume a role, as only the statements of a trust policy do. */
export function isTrust(statement: Statement): boolean {
  const { principal, action } = statement;
  const actions = action?.entries ?? [];
  return (
    principal !== undefined &&
    !namesResources(statement) &&
    actions.length > 0 &&
    actions.every(({ text }) => isTrustAction(text))
  );
}

export function namesResources({ resource, notResource }: Statement): boolean {
  return resource !== undefined || notResource !== undefined;
}

/** Or may do so: what another tool fills in may be such an action. */
export function assumesRoles({ action }: Statement): boolean {
  return (
    action === undefined ||
    action.entries.some(({ text, holes }) => holes.length > 0 || isTrustAction(text) || SLIP.test(text))
  );
}

/** `sts:assume_role`, of which another check says what is meant. */
const SLIP = /^sts:[\s_-]*assume/i;
