/** A module that is called several times makes several policies of one text: where nothing tells them apart, they are one. */
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicySlot } from "../policy/slots.ts";

export class ChosenPolicies {
  readonly #ofDocument = new Map<Policy, { readonly candidate: CandidatePolicy; readonly slot: PolicySlot }[]>();

  /** False for one that is there already. */
  add(candidate: CandidatePolicy, slot: PolicySlot): boolean {
    const before = this.#ofDocument.get(candidate.policy) ?? [];
    if (before.some((one) => one.slot === slot && isSame(candidate, one.candidate))) return false;
    before.push({ candidate, slot });
    this.#ofDocument.set(candidate.policy, before);
    return true;
  }
}

const TOLD: readonly (keyof CandidatePolicy)[] = ["name", "basis", "level", "group", "statedFor", "alias", "partOf"];

function isSame(one: CandidatePolicy, other: CandidatePolicy): boolean {
  const { sharedWith = [] } = one;
  const shared = other.sharedWith ?? [];
  return (
    TOLD.every((key) => one[key] === other[key]) &&
    sharedWith.length === shared.length &&
    sharedWith.every((holder, at) => holder === shared[at])
  );
}
