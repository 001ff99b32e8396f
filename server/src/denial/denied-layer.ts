/** Where the policy stands that a message blames, and which layer of the evaluation that is. */
import { type Layer } from "../evaluation/decision.ts";
import { type Denial } from "../message/denial.ts";
import { type PolicySlot } from "../policy/slots.ts";

/** What AWS calls the types of policies, by slot. */
const SLOTS: Readonly<Record<Denial["policyType"], PolicySlot | undefined>> = {
  identity: "identity",
  resource: "resource",
  "permissions-boundary": "boundary",
  session: "session",
  scp: "scp",
  rcp: "rcp",
  "vpc-endpoint": "vpc-endpoint",
  "role-trust": "resource",
  unknown: undefined,
};

/** Undefined where the message names no type of policy. */
export function slotOfMessage({ policyType }: Denial): PolicySlot | undefined {
  return SLOTS[policyType];
}

/** The layer that the message names; in this request a resource's policy may be a key's or a role's. */
export function layerOfMessage(denial: Denial, resourceLayer: Layer): Layer | undefined {
  if (denial.policyType === "role-trust") return "trust";
  const slot = slotOfMessage(denial);
  return slot === "resource" ? resourceLayer : slot;
}
