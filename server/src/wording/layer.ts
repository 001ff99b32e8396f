/** The names of the layers that take part in a decision, and their verdicts, as sentences use them. */
import { type Phrase, say } from "./phrase.ts";

/** The layers of an evaluation. */
export type LayerName =
  "scp" | "rcp" | "resource" | "identity" | "boundary" | "session" | "vpc-endpoint" | "trust" | "key-policy";

/** What a layer says of a request. */
export type VerdictName = "allow" | "explicit-deny" | "implicit-deny" | "unknown" | "not-applicable";

const NAMES: Readonly<Record<LayerName, string>> = {
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

export function layerName(layer: LayerName): string {
  return NAMES[layer];
}

/** "a service control policy (SCP)", "an identity-based policy". */
export function layerWithArticle(layer: LayerName): string {
  return `${layer === "identity" ? "an" : "a"} ${NAMES[layer]}`;
}

/** "The permissions boundary allows it." */
export function verdictInWords(layer: LayerName, verdict: VerdictName): Phrase {
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
      return say`The ${layerName(layer)} has no say here.`;
  }
}
