/**
 * Policies that may be those of a VPC endpoint, although nothing says of which kind they are: to look at they are like the
 * policy of a resource. Source: "Control access to VPC endpoints using endpoint policies".
 */
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { isSettled } from "../policy/policy.ts";
import { namesResource, ownerOfResource } from "./resource-names.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "./workspace.ts";

/** Where none is said to be an endpoint's: those that may be. */
export function withEndpointLookalikes(
  candidates: CandidatePolicies,
  workspace: WorkspacePolicies,
  resource: string | undefined,
): CandidatePolicies {
  if (candidates["vpc-endpoint"].length > 0) return candidates;
  return { ...candidates, "vpc-endpoint": endpointLookalikes(workspace, resource) };
}

/** For a request for this resource; none that names it, which is the resource's own. */
function endpointLookalikes({ policies }: WorkspacePolicies, resource: string | undefined): readonly CandidatePolicy[] {
  return policies
    .filter((one) => isUnbound(one) && isForEverybody(one))
    .filter(({ policy }) => resource === undefined || namesResource(policy, ownerOfResource(resource)) !== "this")
    .map(({ name, path: file, policy, isCopy, writer, kind }) => ({
      name,
      file,
      policy,
      basis: "none",
      kindBasis: kind.basis,
      level: undefined,
      isCopy,
      writer,
    }));
}

function isUnbound({ kind, binding: { attachedTo, targets, resource, endpoint, declared } }: WorkspacePolicy): boolean {
  const named = [...attachedTo, ...targets, ...declared.holders, ...declared.resources];
  return (
    kind.kind === "resource" &&
    kind.basis === "content" &&
    named.length === 0 &&
    resource === undefined &&
    endpoint === undefined
  );
}

/** Whoever may use the endpoint is told by conditions: its policy allows everyone, and names what may be reached. */
function isForEverybody({ policy: { statements } }: WorkspacePolicy): boolean {
  const allows = statements.filter(
    ({ effect }) => effect !== undefined && isSettled(effect) && effect.text === "Allow",
  );
  return (
    allows.length > 0 &&
    allows.every(({ principal, resource }) => {
      const isEveryone =
        principal?.form === "everyone" ||
        (principal?.form === "typed" &&
          principal.types.every(({ type, entries }) => type === "AWS" && entries.every(({ text }) => text === "*")));
      return isEveryone && resource !== undefined;
    })
  );
}
