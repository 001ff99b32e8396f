/** What an evaluation says, with the trace that led to it. Words are made elsewhere. */
import { type ConditionEntry, type Policy, type Scalar, type Statement } from "../policy/policy.ts";

/** Three-valued truth: "unknown" when a fact we were not told decides. */
export type Truth = "yes" | "no" | "unknown";

export const LAYERS = [
  "scp",
  "rcp",
  "resource",
  "identity",
  "boundary",
  "session",
  "vpc-endpoint",
  "trust",
  "key-policy",
] as const;
export type Layer = (typeof LAYERS)[number];

export type LayerVerdict = "allow" | "explicit-deny" | "implicit-deny" | "unknown" | "not-applicable";

export type PolicyType = "identity" | "resource" | "boundary" | "session" | "scp" | "rcp" | "vpce";

/** Why an Action, Resource or Principal element holds or does not. */
export type ElementReason =
  | "entry-matches"
  | "no-entry-matches"
  | "excluded-by-entry"
  | "not-excluded"
  | "element-missing"
  | "not-applicable"
  | "depends-on-unknown";

export interface ElementTrace {
  readonly truth: Truth;
  readonly reason: ElementReason;
  /** The entry that decided, where one did; spans lead to it. */
  readonly entry: Scalar | undefined;
}

/** Why a condition on one key holds or does not. */
export type ConditionReason =
  | "value-matches"
  | "no-value-matches"
  | "excluded-value-matches"
  | "no-excluded-value-matches"
  | "key-absent-fails"
  | "key-absent-passes"
  | "key-unknown"
  | "value-unknown"
  | "key-present"
  | "key-missing"
  | "unknown-operator"
  | "needs-set-operator";

export interface ConditionTrace {
  readonly entry: ConditionEntry;
  readonly truth: Truth;
  readonly because: ConditionReason;
  /** The request's values for the key, where it carries any. */
  readonly requestValues: readonly string[];
}

export interface StatementTrace {
  readonly policyType: PolicyType;
  readonly policyName: string;
  readonly orgIdentifier: string | undefined;
  readonly policy: Policy;
  readonly statement: Statement;
  readonly effect: "Allow" | "Deny" | undefined;
  readonly matches: Truth;
  readonly action: ElementTrace;
  readonly resource: ElementTrace;
  /** Undefined where the kind of policy has no Principal. */
  readonly principal: ElementTrace | undefined;
  readonly condition: { readonly truth: Truth; readonly entries: readonly ConditionTrace[] };
}

export interface LayerDecision {
  readonly layer: Layer;
  readonly verdict: LayerVerdict;
}

/** A fact that would settle an unknown decision. */
export interface Need {
  readonly key: string;
  /** The conditions on it that are undecided. */
  readonly entries: readonly ConditionEntry[];
}

export interface Decision {
  readonly decision: "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied" | "Unknown";
  readonly deniedBy: readonly Layer[];
  readonly layers: readonly LayerDecision[];
  readonly statements: readonly StatementTrace[];
  readonly needs: readonly Need[];
}
