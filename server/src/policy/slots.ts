/**
 * Where a policy stands in the set that decides one request. A document's kind says what it is, its slot where it is
 * put, and the evaluation's layers what decides: a role's trust policy stands in the slot of the resource's policy.
 */
import { type PolicyKind } from "./policy.ts";

export const POLICY_SLOTS = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"] as const;
export type PolicySlot = (typeof POLICY_SLOTS)[number];

/** Undefined for a document whose kind nobody knows. */
export function slotOfKind(kind: PolicyKind): PolicySlot | undefined {
  switch (kind) {
    case "trust":
      return "resource";
    case "unknown":
      return undefined;
    default:
      return kind;
  }
}
