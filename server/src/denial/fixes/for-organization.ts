/**
 * An Allow for everybody of an organization, or of a part of it, to which the caller does not belong, as AWS's answer tells.
 * Source: "AWS global condition context keys", aws:PrincipalOrgID and aws:PrincipalOrgPaths: instead of listing all accounts.
 */
import { type ConditionTrace, type StatementTrace } from "../../evaluation/decision.ts";
import { operatorOf } from "../../policy/operators.ts";

/** Whoever is outside a part of an organization may be in another part of it. */
export type OrganizationMeant = "organization" | "part-of-organization";

/** Undefined for a statement that something else leaves the caller out of, such as one for all but an organization. */
export function organizationMeant({ statement, condition }: StatementTrace): OrganizationMeant | undefined {
  const { principal } = statement;
  const isForAll =
    principal?.form === "everyone" ||
    (principal?.form === "typed" && principal.types.every(({ entries }) => entries.some(({ text }) => text === "*")));
  const failing = condition.entries.filter(({ truth }) => truth !== "yes");
  if (!isForAll || failing.length === 0 || !failing.every(isForMembers)) return undefined;
  return failing.some(isForPart) ? "part-of-organization" : "organization";
}

function isForMembers({ entry }: ConditionTrace): boolean {
  const operator = operatorOf(entry)?.operator;
  if (operator === undefined || operator.negated || !/^aws:PrincipalOrg(?:ID|Paths)$/i.test(entry.key)) return false;
  // Only whoever belongs to an organization has the key.
  return operator.family !== "null" || entry.values.entries.every(({ text }) => text.toLowerCase() === "false");
}

function isForPart({ entry }: ConditionTrace): boolean {
  const isOfPaths = /Paths$/i.test(entry.key) && operatorOf(entry)?.operator.family !== "null";
  return isOfPaths && !entry.values.entries.some(({ text }) => WHOLE.test(text));
}

/** With whatever is below its root. */
const WHOLE = /^o-[a-z0-9]+\/(?:r-[a-z0-9]+\/)?\*$/;
