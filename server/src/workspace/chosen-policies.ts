/** A module that is called several times makes several policies of one text: where nothing tells them apart, they are one. */
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicySlot } from "../policy/slots.ts";

export class ChosenPolicies {
  /** One text may be the policy of thousands. */
  readonly #ofDocument = new Map<Policy, Set<string>>();

  /** False for one that is there already. */
  add(candidate: CandidatePolicy, slot: PolicySlot): boolean {
    const { policy, name, basis, level, group, statedFor, alias, partOf, sharedWith } = candidate;
    const told = JSON.stringify([slot, name, basis, level, group, statedFor, alias, partOf, sharedWith]);
    const before = this.#ofDocument.get(policy) ?? new Set();
    if (before.has(told)) return false;
    this.#ofDocument.set(policy, before.add(told));
    return true;
  }
}
