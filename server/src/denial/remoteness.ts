/** How far from the caller a policy is, beside what its statements lack. */
import { type CandidatePolicy } from "../policy/attached-policy.ts";

export function remoteness({ isLikely, basis, sharedWith = [] }: CandidatePolicy): number {
  return (isLikely === true ? LIKELY : basis === "none" ? UNBOUND : 0) + sharedWith.length * SHARED;
}

const UNBOUND = 2;

/** Among policies of which nothing says that they are attached, whatever the statements of the others lack. */
const LIKELY = -8;

/** Of two that lack as much, the one that fewer others have. */
const SHARED = 1e-5;
