/** The edited policies as they are in a deployment in which the fix helps, where the file leaves open what it has there. */
import { type Policy } from "../../policy/policy.ts";
import { withEntry } from "./possible-entry.ts";
import { withValues } from "./possible-value.ts";
import { type FixProposal } from "./proposal.ts";

export function supposedPolicies(
  { supposed: entry, supposedValues: values }: FixProposal,
  swapped: ReadonlyMap<Policy, Policy>,
): ReadonlyMap<Policy, Policy> {
  const settled = (policy: Policy): Policy => {
    const listed = entry === undefined ? policy : withEntry(policy, entry);
    return values === undefined ? listed : withValues(listed, values);
  };
  return (entry ?? values) ? new Map(Array.from(swapped, ([before, now]) => [before, settled(now)])) : swapped;
}
