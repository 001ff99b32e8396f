/** What the workspace says of the policies beside one of its policies, for the checks that look at several at once. */
import { NO_SURROUNDINGS, type NeighborPolicy, type PolicyHolder, type Surroundings } from "../checks/surroundings.ts";
import { type SourceText } from "../hosts/host.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type Policy } from "../policy/policy.ts";
import { selectPolicies } from "../workspace/select-policies.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "../workspace/workspace.ts";

/** Asked with a policy and its file, whose text may be newer than what the workspace was read from. */
export type SurroundingsLookup = (file: Pick<SourceText, "path" | "text">, policy: Policy) => Surroundings;

export const NOTHING_AROUND: SurroundingsLookup = () => NO_SURROUNDINGS;

export function surroundingsLookup(workspace: WorkspacePolicies): SurroundingsLookup {
  const byResource = new Map<string, NeighborPolicy[]>();
  const byPath = new Map<string, PoliciesOfFile>();
  for (const one of workspace.policies) {
    const ofFile = byPath.get(one.path) ?? { count: 0, byStart: new Map<number, WorkspacePolicy[]>() };
    byPath.set(one.path, ofFile);
    ofFile.count++;
    const { start } = one.policy.span;
    ofFile.byStart.set(start, [...(ofFile.byStart.get(start) ?? []), one]);
    const { resource } = one.binding;
    const kind = one.kind.kind;
    if (resource === undefined || (kind !== "resource" && kind !== "trust")) continue;
    byResource.set(resource, [...(byResource.get(resource) ?? []), { policy: one.policy, kind, file: one.path }]);
  }
  const holders = new Map<string, PolicyHolder>();
  const holderOf = (arn: string): PolicyHolder => {
    const known = holders.get(arn) ?? readHolder(arn, workspace);
    holders.set(arn, known);
    return known;
  };
  return ({ path, text }, policy) => {
    const { count = 0, byStart } = byPath.get(path) ?? {};
    const own = byStart?.get(policy.span.start) ?? [];
    // Of several in one file, what stands at a place is the same policy only as long as the text is the same.
    if (own.length < count && workspace.texts.get(path) !== text) return NO_SURROUNDINGS;
    const [one, ...others] = own;
    // A policy that is attached here and is the boundary there has two answers.
    if (one === undefined || others.length > 0) return NO_SURROUNDINGS;
    const { attachedTo, targets } = one.binding;
    const { managementAccount } = workspace.config.organization;
    const named = attachedTo.every((arn) => ["user", "role"].includes(readAccountCaller(arn)?.kind ?? ""));
    const isHeld = named && one.kind.kind === "identity" && attachedTo.length > 0;
    const onlyManagementAccount =
      managementAccount !== undefined && targets.length > 0 && targets.every((target) => target === managementAccount);
    // What is found in a policy with nothing around it is found again without looking.
    if (!isHeld && !onlyManagementAccount && byResource.size === 0) return NO_SURROUNDINGS;
    return {
      holders: isHeld ? attachedTo.map(holderOf).map((each) => without(each, one)) : [],
      policiesOf: (resource) => byResource.get(resource) ?? [],
      onlyManagementAccount,
    };
  };
}

/** A snapshot of an account has thousands in one file. */
interface PoliciesOfFile {
  count: number;
  readonly byStart: Map<number, WorkspacePolicy[]>;
}

function readHolder(arn: string, workspace: WorkspacePolicies): PolicyHolder {
  const selected = selectPolicies(workspace, {
    principal: arn,
    resource: undefined,
    possibleResources: [],
    resourceAccount: undefined,
    endpoint: undefined,
    denying: undefined,
  });
  const stated = (kind: "identity" | "boundary" | "scp"): readonly NeighborPolicy[] =>
    selected[kind].flatMap((one) => toNeighbor(one, kind));
  const boundaries = stated("boundary");
  // Service-linked roles are no business of SCPs.
  const limited = readAccountCaller(arn)?.serviceLinked !== true;
  return { arn, boundaries, denying: [...boundaries, ...stated("identity"), ...(limited ? stated("scp") : [])] };
}

/** Only what the workspace file, or the output of a command saved as it is, says of the attachment. */
function toNeighbor(
  { policy, file, basis }: CandidatePolicy,
  kind: "identity" | "boundary" | "scp",
): readonly NeighborPolicy[] {
  return basis === "stated" ? [{ policy, kind, file }] : [];
}

function without(holder: PolicyHolder, { policy }: WorkspacePolicy): PolicyHolder {
  return { ...holder, denying: holder.denying.filter((one) => one.policy !== policy) };
}
