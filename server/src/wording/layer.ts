/** The names of the layers that take part in a decision, and their verdicts, as sentences use them. */
import { type Layer, type LayerVerdict } from "../evaluation/decision.ts";
import { type PolicyKind } from "../policy/policy.ts";
import { type Phrase, say } from "./phrase.ts";

const NAMES: Readonly<Record<Layer, string>> = {
  scp: "service control policy (SCP)",
  rcp: "resource control policy (RCP)",
  resource: "resource-based policy",
  identity: "identity-based policy",
  boundary: "permissions boundary",
  session: "session policy",
  "vpc-endpoint": "VPC endpoint policy",
  trust: "role trust policy",
  "key-policy": "KMS key policy",
};

export function layerName(layer: Layer): string {
  return NAMES[layer];
}

/** Policies of devices decide no request that IAM decides: they are no layer. */
export function kindInWords(kind: Exclude<PolicyKind, "unknown">): string {
  return kind === "iot" ? "AWS IoT Core policy" : NAMES[kind];
}

/** "a service control policy (SCP)", "an identity-based policy". */
export function layerWithArticle(layer: Layer): string {
  return `${layer === "identity" ? "an" : "a"} ${NAMES[layer]}`;
}

/** "The permissions boundary allows it." */
export function verdictInWords(layer: Layer, verdict: LayerVerdict): Phrase {
  switch (verdict) {
    case "allow":
      return say`The ${layerName(layer)} allows it.`;
    case "explicit-deny":
      return say`A Deny in the ${layerName(layer)} applies.`;
    case "implicit-deny":
      return say`No Allow in the ${layerName(layer)} applies.`;
    case "unknown":
      return say`What the ${layerName(layer)} says depends on facts that are not known.`;
    case "not-applicable":
      return say`The ${layerName(layer)} does not apply here.`;
  }
}
