/** Fixes that say the same: one of them is enough. */
import { type FixProposal } from "./proposal.ts";

/** As the reference and as the ARN that it surely is: whoever reads them is told one thing twice. */
export function readsTheSame(one: FixProposal, other: FixProposal): boolean {
  return JSON.stringify([one.change, one.risks]) === JSON.stringify([other.change, other.risks]);
}

/** Statements of one policy that differ in what they are about get the same, and the nearest of them is enough. */
export function isTwin(one: FixProposal, other: FixProposal): boolean {
  if (one.change.change !== "add-resource" || other.change.change !== "add-resource") return false;
  const { to, place } = other.change;
  const isOfSame = one.change.place.file === place.file && one.change.place.policyName === place.policyName;
  return isOfSame && one.change.to === to && JSON.stringify(one.risks) === JSON.stringify(other.risks);
}
