/** Policies that are, or that edits make, longer than AWS takes. */
import { type CandidatePolicy } from "../../policy/attached-policy.ts";
import { type PolicySlot } from "../../policy/slots.ts";
import { MANAGED_POLICY, ORGANIZATION_POLICY, type SizeQuota } from "../../policy/size-quota.ts";
import { writtenSize } from "../../policy/written-size.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { type Tried } from "./trial.ts";

/** None for what an edit does not make longer. */
export function overLimit({ changes }: FixProposal, { swapped }: Tried, { held }: FixQuestion): readonly FixRisk[] {
  const { used } = held.evaluated.play;
  return changes.flatMap(({ policy: { policy, name } }): readonly FixRisk[] => {
    const after = swapped.get(policy);
    const quota = QUOTAS.find(([slot]) => used[slot].some((one) => one.policy === policy))?.[1];
    if (after === undefined || quota === undefined) return [];
    const { most, counts } = quota;
    const size = writtenSize(after.object)[counts];
    const grows = size > writtenSize(policy.object)[counts];
    return size > most && grows ? [{ risk: "over-limit", policyName: name, size, limit: most }] : [];
  });
}

export interface FullPolicy {
  readonly policyName: string;
  readonly size: number;
  readonly limit: number;
}

/** A policy that an exception makes longer than AWS takes. */
export function fullPolicy({ name, policy }: CandidatePolicy, slot: PolicySlot): FullPolicy | undefined {
  const quota = QUOTAS.find(([of]) => of === slot)?.[1];
  if (quota === undefined) return undefined;
  const size = writtenSize(policy.object)[quota.counts];
  return size + SHORTEST_EXCEPTION > quota.most ? { policyName: name, size, limit: quota.most } : undefined;
}

/** `,"Condition":{"ArnNotLike":{"aws:PrincipalArn":"…"}}` with the ARN of a role. */
const SHORTEST_EXCEPTION = 85;

const QUOTAS: readonly (readonly [slot: PolicySlot, quota: SizeQuota])[] = [
  ["scp", ORGANIZATION_POLICY],
  ["rcp", ORGANIZATION_POLICY],
  ["boundary", MANAGED_POLICY],
];
