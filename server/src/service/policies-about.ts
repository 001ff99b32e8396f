/** Of thousands of policies those that are about an action. */
import { type Attempt } from "../denial/hold-against-files.ts";
import { once } from "../domains/once.ts";
import { candidatesFor, indexPolicies, policiesNear, type PolicyIndex } from "../evaluation/policy-index.ts";
import { type Policy } from "../policy/policy.ts";
import { type WorkspacePolicies, type WorkspacePolicy } from "../workspace/workspace.ts";

interface WorkspaceIndex {
  readonly index: PolicyIndex<WorkspacePolicy>;
  readonly known: ReadonlySet<Policy>;
}

/** Lives as long as the workspace's files are unchanged. */
const INDEXES = new WeakMap<WorkspacePolicies, WorkspaceIndex>();

/** Tells policies that are about other actions; one that is not in the workspace may be about any. */
export function policiesAbout(
  action: string | undefined,
  workspace: WorkspacePolicies,
): Pick<Attempt, "mayMatch" | "mayNearlyMatch"> {
  if (action === undefined) return { mayMatch: () => true, mayNearlyMatch: () => true };
  const { index, known } = indexOf(workspace);
  const about = new Set(candidatesFor(index, action).map(({ item }) => item.policy));
  const near = once(() => new Set(policiesNear(index, action).map(({ policy }) => policy)));
  const mayMatch = (policy: Policy): boolean => about.has(policy) || policy.open || !known.has(policy);
  return { mayMatch, mayNearlyMatch: (policy) => mayMatch(policy) || near().has(policy) };
}

function indexOf(workspace: WorkspacePolicies): WorkspaceIndex {
  const { policies } = workspace;
  const made = INDEXES.get(workspace) ?? {
    index: indexPolicies(policies),
    known: new Set(policies.map(({ policy }) => policy)),
  };
  INDEXES.set(workspace, made);
  return made;
}
