/** The role behind a session, as the files know it. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/**
 * The ARN, with its path, of the role behind a session, where the configuration has it, or the one role of that name that
 * files declare: the session's own ARN shows no path. Undefined for other principals.
 */
export function statedRole({ policies }: WorkspacePolicies, principal: string): string | undefined {
  const session = readAccountCaller(principal);
  if (session?.kind !== "session") return undefined;
  for (const { binding } of policies) {
    for (const stated of binding.resource === undefined
      ? binding.attachedTo
      : [...binding.attachedTo, binding.resource]) {
      const role = readAccountCaller(stated);
      if (role?.kind === "role" && role.name === session.name && role.account === session.account) return stated;
    }
  }
  return declaredRole(policies, principal, session.name);
}

const DECLARED_ROLE = "arn:*:iam::*:role/";

function declaredRole(policies: readonly WorkspacePolicy[], principal: string, name: string): string | undefined {
  const [only, ...others] = new Set(
    policies
      .flatMap(({ binding }) => binding.declared.resources)
      .filter((arn) => arn.startsWith(DECLARED_ROLE))
      .map((arn) => arn.slice(DECLARED_ROLE.length))
      .filter((rest) => rest.slice(rest.lastIndexOf("/") + 1) === name),
  );
  const session = readArn(principal);
  if (only === undefined || others.length > 0 || only.includes("*") || session === undefined) return undefined;
  return `arn:${session.partition}:iam::${session.account}:role/${only}`;
}
