/** What belongs to one user, in a policy that several have or that gives each their own: for each of them. */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { substitutesVariables } from "../../policy/policy.ts";
import { type FixScene, isShared } from "./proposal.ts";

/**
 * The caller's own user or MFA device by the variable. Source: "AWS: Allows MFA-authenticated IAM users to manage their own
 * credentials on the Security credentials page".
 */
export function forEachUser(one: CandidatePolicy, scene: FixScene): FixScene {
  const { layer, resource = "", request } = scene;
  const caller = readAccountCaller(request.principal);
  const [, head, path, name] = /^(arn:[^:]+:iam::[^:]*:(?:user|mfa)\/)((?:[^/]+\/)*)([^/]+)$/.exec(resource) ?? [];
  const isNamed = path === "" ? name === caller?.name : resource === request.principal;
  const isOwn = layer === "identity" && caller?.kind === "user" && head !== undefined && isNamed;
  if (!isOwn || substitutesVariables(one.policy) === "no" || !(isShared(one) || givesOwnParts(one))) return scene;
  return { ...scene, resource: `${head}${path}${USER}` };
}

function givesOwnParts({ policy }: CandidatePolicy): boolean {
  return policy.statements.some(({ resource }) => resource?.entries.some(({ text }) => text.includes(USER)) === true);
}

const USER = "${aws:username}";
