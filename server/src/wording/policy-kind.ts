/** What each kind of policy is, for those who choose one. */
import { type PolicyKind } from "../policy/policy.ts";

export interface KindWords {
  readonly name: string;
  readonly meaning: string;
}

export const KIND_WORDS: Readonly<Record<PolicyKind, KindWords>> = {
  identity: {
    name: "Identity policy",
    meaning: "Attached to a user, group or role: what they may do.",
  },
  resource: {
    name: "Resource policy",
    meaning: "Attached to a resource such as a bucket, queue, topic or key: who may use it.",
  },
  trust: {
    name: "Role trust policy",
    meaning: "Attached to a role: who may assume it.",
  },
  scp: {
    name: "Service control policy (SCP)",
    meaning: "The most that accounts of the organization may do.",
  },
  rcp: {
    name: "Resource control policy (RCP)",
    meaning: "The most that may be done to resources of the organization's accounts.",
  },
  boundary: {
    name: "Permissions boundary",
    meaning: "The most that a user or role may do.",
  },
  session: {
    name: "Session policy",
    meaning: "Passed when a session is made: the most that the session may do.",
  },
  "vpc-endpoint": {
    name: "VPC endpoint policy",
    meaning: "Attached to a VPC endpoint: what may be done through it.",
  },
  iot: {
    name: "AWS IoT Core policy",
    meaning: "Attached to a device's certificate, a thing group or an identity: what devices may do.",
  },
  unknown: {
    name: "Unknown",
    meaning: "Checks that depend on the kind are skipped.",
  },
};
