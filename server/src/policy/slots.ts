/**
 * Where a policy stands in the set that decides one request. A document's kind says what it is, its slot where it is
 * put, and the evaluation's layers what decides: a role's trust policy stands in the slot of the resource's policy.
 */
import { type KindReading } from "./kinds.ts";
import { type PolicyKind } from "./policy.ts";

export const POLICY_SLOTS = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"] as const;
export type PolicySlot = (typeof POLICY_SLOTS)[number];

/** Undefined for a document whose kind nobody knows, and for one that decides no request of IAM. */
export function slotOfKind(kind: PolicyKind): PolicySlot | undefined {
  switch (kind) {
    case "trust":
      return "resource";
    case "iot":
    case "unknown":
      return undefined;
    default:
      return kind;
  }
}

/** What looks like the policy of a device may be that of a user or role who connects as one, until its kind is said. */
export function slotOfReading({ kind, basis }: Pick<KindReading, "kind" | "basis">): PolicySlot | undefined {
  return kind === "iot" && basis === "content" ? "identity" : slotOfKind(kind);
}

/** Whose policies are attached to who asks. */
export const SLOTS_OF_CALLER: ReadonlySet<PolicySlot> = new Set<PolicySlot>(["identity", "boundary", "session"]);
