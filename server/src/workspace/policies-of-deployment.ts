/** The policies of the workspace as what is known of a caller's deployment decides between their options. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { type DeploymentVariables } from "../policy/deployment-variables.ts";
import { type Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { deploymentKey } from "../policy/text-pattern.ts";
import { type KnownTexts, withOptionsChosen } from "../syntax/options-chosen.ts";
import { type Asked, madeForAsked } from "./made-for-asked.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/** A policy as it is there, by that of the workspace that it is or was; the same where nothing is decided. */
export type AsDeployed = (policy: Policy, of: WorkspacePolicy) => Policy;

/** What the caller has is of the caller's deployment, and what the resource has of its own. */
export function asDeployedFor(asked: Asked, { everywhere, ofCaller, ofResource }: DeploymentVariables): AsDeployed {
  const { principal } = asked;
  const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  const ofAccount = account === undefined ? [] : [[deploymentKey("account"), account] as const];
  const variables = [...everywhere, ...ofCaller];
  const own: KnownTexts = new Map([...variables, ...ofAccount]);
  const itsOwn: KnownTexts = new Map([...everywhere, ...ofResource]);
  const places = new Set(
    [...variables, ...ofResource].map(([variable]) => variable.slice(0, variable.lastIndexOf(" "))),
  );
  // The uses of one document share its policy.
  const ofUses = { caller: new Map<Policy, Policy>(), resource: new Map<Policy, Policy>() };
  return (policy, { kind: { kind }, path, binding }) => {
    // Most files are of no deployment that is known: their policies are not looked at.
    const isOfCaller = kind === "identity" || kind === "boundary";
    const isOfResource = kind === "resource" || kind === "trust";
    if (binding.declared.replaced !== undefined || !(isOfCaller || isOfResource)) return policy;
    const isThere = places.has(path) || places.has(path.slice(0, path.lastIndexOf("/") + 1));
    const time = madeForAsked(binding.declared, isOfCaller ? "holders" : "resources", asked);
    if (!isThere && time === undefined) return policy;
    const made = isOfCaller ? ofUses.caller : ofUses.resource;
    const before = time === undefined ? made.get(policy) : undefined;
    if (before !== undefined) return before;
    const known = isOfCaller ? own : itsOwn;
    const object = withOptionsChosen(policy.object, time === undefined ? known : new Map([...known, ...time.texts]));
    const chosen = object === policy.object ? policy : readPolicy(object);
    if (time === undefined) made.set(policy, chosen);
    return chosen;
  };
}

/** The workspace as it is, where nothing of a deployment is known. */
export function deployedAs(asDeployed: AsDeployed, workspace: WorkspacePolicies): WorkspacePolicies {
  const policies = workspace.policies.map((one) => {
    const policy = asDeployed(one.policy, one);
    return policy === one.policy ? one : { ...one, policy };
  });
  const isSame = policies.every((one, index) => one === workspace.policies[index]);
  return isSame ? workspace : { ...workspace, policies };
}
