/** Which services may take a role, by its trust policy. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { isSettled, type Statement } from "../policy/policy.ts";
import { type CallerHere } from "./possible-callers.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/**
 * False only for a user, and for a role whose trust policy is here and names none of the services for certain.
 * `services`: the first words of their names.
 */
export function mayTrust(
  { principal, hidden }: CallerHere,
  services: readonly string[],
  { policies }: Pick<WorkspacePolicies, "policies">,
): boolean {
  const caller = readAccountCaller(principal);
  if (caller?.kind === "user") return false;
  const name = hidden?.holder ?? caller?.name;
  if (name === undefined) return true;
  const trusts = policies.filter(({ kind, binding }) => kind.kind === "trust" && isOfRole(binding, name));
  const mayName = ({ principal: trusted, effect }: Statement): boolean =>
    effect?.text !== "Deny" &&
    (trusted?.form !== "typed" ||
      trusted.types.some(({ type, typeHoles, entries, open }) => {
        const isOfService = type.toLowerCase() === "service";
        const isNamed = entries.some((one) => !isSettled(one) || services.includes(one.text.split(".", 1)[0] ?? ""));
        return typeHoles.length > 0 || (isOfService && (open || isNamed));
      }));
  return trusts.length === 0 || trusts.some(({ policy }) => policy.open || policy.statements.some(mayName));
}

function isOfRole({ resource, declared }: WorkspacePolicy["binding"], name: string): boolean {
  const roles = [...(resource === undefined ? [] : [resource]), ...declared.resources];
  return roles.some((arn) => {
    const part = readArn(arn)?.resource ?? "";
    return part.startsWith("role/") && part.slice(part.lastIndexOf("/") + 1).toLowerCase() === name.toLowerCase();
  });
}
