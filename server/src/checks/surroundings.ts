/**
 * The policies of the workspace that take part in the same decisions as the one under check, as far as it is stated
 * what they are attached to. What nobody stated is not here, so nothing rests on a guess.
 */
import { type Policy, type PolicyKind } from "../policy/policy.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

export interface NeighborPolicy {
  readonly policy: Policy;
  readonly kind: PolicyKind;
  /** Its file, as the workspace knows it. */
  readonly file: string;
}

/** A user or role that the policy under check is attached to. */
export interface PolicyHolder {
  readonly arn: string;
  readonly boundaries: readonly NeighborPolicy[];
  /** Others whose Deny counts for the holder as well: its boundary, its identity policies, SCPs of its account. */
  readonly denying: readonly NeighborPolicy[];
}

export interface Surroundings {
  /** Everybody the policy is attached to; empty unless all of them are known by their ARNs. */
  readonly holders: readonly PolicyHolder[];
  /** The policies that are stated to be those of a KMS key or of a role. */
  policiesOf(resource: string): readonly NeighborPolicy[];
  /** The policy is attached to the organization's management account and to nothing else. */
  readonly onlyManagementAccount: boolean;
}

export const NO_SURROUNDINGS: Surroundings = { holders: [], policiesOf: () => [], onlyManagementAccount: false };

const NAMES: Readonly<Record<PolicyKind, string>> = {
  identity: "identity-based policy",
  boundary: "permissions boundary",
  session: "session policy",
  scp: "SCP",
  rcp: "RCP",
  resource: "resource-based policy",
  trust: "trust policy",
  "vpc-endpoint": "VPC endpoint policy",
  iot: "AWS IoT Core policy",
  unknown: "policy",
};

/** "SCP 'guard.json'". */
export function neighborName({ kind, file }: Pick<NeighborPolicy, "kind" | "file">): Phrase {
  return say`${NAMES[kind]} ${name(file)}`;
}

/** `arn:aws:iam::111122223333:role/app` → `role/app`. */
export function holderName({ arn }: Pick<PolicyHolder, "arn">): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}
