/** Of those who may have asked, whom a service may have assumed: by the trust policies of their roles. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { type Policy } from "../policy/policy.ts";
import { firstWordOfService, servicesTrusted } from "../policy/trusted-services.ts";
import { type CallerHere } from "./possible-callers.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/**
 * Those of the callers whom one of the services may have assumed: no user, and no role whose trust policy is here and names
 * none of them for certain. `services`: the first words of their names.
 */
export function trustedBy(
  services: readonly string[],
  callers: readonly CallerHere[],
  { policies }: Pick<WorkspacePolicies, "policies">,
): readonly CallerHere[] {
  const trusts = trustsByRole(policies);
  return callers.filter(({ principal, hidden }) => {
    const caller = readAccountCaller(principal);
    if (caller?.kind === "user") return false;
    const own = trusts.get((hidden?.holder ?? caller?.name ?? "").toLowerCase()) ?? [];
    return own.length === 0 || own.some((policy) => mayName(policy, services));
  });
}

/** By the names of the roles in lower case: there may be thousands of both. */
function trustsByRole(policies: readonly WorkspacePolicy[]): ReadonlyMap<string, readonly Policy[]> {
  const found = new Map<string, Policy[]>();
  for (const { kind, binding, policy } of policies) {
    if (kind.kind !== "trust") continue;
    for (const role of new Set(rolesOf(binding))) {
      const known = found.get(role);
      if (known === undefined) found.set(role, [policy]);
      else known.push(policy);
    }
  }
  return found;
}

function rolesOf({ resource, declared }: WorkspacePolicy["binding"]): readonly string[] {
  return [...(resource === undefined ? [] : [resource]), ...declared.resources].flatMap((arn) => {
    const part = readArn(arn)?.resource ?? "";
    return part.startsWith("role/") ? [part.slice(part.lastIndexOf("/") + 1).toLowerCase()] : [];
  });
}

function mayName(policy: Policy, services: readonly string[]): boolean {
  const trusted = servicesTrusted(policy);
  return policy.open || trusted === "any" || trusted.some((one) => services.includes(firstWordOfService(one)));
}
