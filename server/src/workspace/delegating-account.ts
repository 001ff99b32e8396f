/** Whose policy decides what member accounts may do in the organization. */
import { isAccountId } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { holderKindOf } from "../policy/policy-holder.ts";
import { type WorkspacePolicies } from "./workspace.ts";

/**
 * The account that carries the policy which delegates what is done in the organization: its management account. Source:
 * AWS Organizations User Guide, "Create a resource-based delegation policy".
 */
export function delegatingAccount({ policies, config: { organization } }: WorkspacePolicies): string | undefined {
  const stated = policies.flatMap(({ binding: { resource } }) =>
    resource !== undefined && holderKindOf(resource) === "organization" ? (readArn(resource)?.account ?? []) : [],
  );
  return organization.managementAccount ?? stated.find(isAccountId);
}
