/** A module that is called several times makes several policies of one text: where nothing tells them apart, they are one. */
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicySlot } from "../policy/slots.ts";

export class ChosenPolicies {
  /** One text may be the policy of thousands; most are the policy of one, and nothing is made of what is told of it. */
  readonly #ofDocument = new Map<Policy, Set<string> | (() => string)>();

  /** False for one that is there already. */
  add(candidate: CandidatePolicy, slot: PolicySlot): boolean {
    const { policy } = candidate;
    const before = this.#ofDocument.get(policy);
    if (before === undefined) {
      this.#ofDocument.set(policy, () => toldOf(candidate, slot));
      return true;
    }
    const all = typeof before === "function" ? new Set([before()]) : before;
    const told = toldOf(candidate, slot);
    const isNew = !all.has(told);
    this.#ofDocument.set(policy, all.add(told));
    return isNew;
  }
}

function toldOf(candidate: CandidatePolicy, slot: PolicySlot): string {
  const { name, basis, level, group, statedFor, alias, partOf, sharedWith } = candidate;
  return JSON.stringify([slot, name, basis, level, group, statedFor, alias, partOf, sharedWith]);
}

/** A module that is read for several calls makes one text the caller's for the best fit: for the others it is that again. */
export function withoutOtherReadings(candidates: readonly CandidatePolicy[]): readonly CandidatePolicy[] {
  const placeOf = ({ file, name, policy }: CandidatePolicy): string => JSON.stringify([file, name, policy.span.start]);
  const declared = new Set(candidates.filter(({ basis }) => basis === "declared").map(placeOf));
  if (declared.size === 0) return candidates;
  return candidates.filter((one) => one.basis !== "none" || one.group !== undefined || !declared.has(placeOf(one)));
}
