/** Of policies of which nothing says that the caller has them, those beside which its name stands come first. */
import { type FixProposal } from "./proposal.ts";

/** Otherwise in the order given. */
export function likelyFirst<One>(found: readonly One[], proposalOf: (one: One) => FixProposal): readonly One[] {
  const isLikely = (one: One): boolean => proposalOf(one).changes.some(({ policy }) => policy.isLikely === true);
  return [...found.filter(isLikely), ...found.filter((one) => !isLikely(one))];
}
