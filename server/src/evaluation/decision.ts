/** What an evaluation says, with the trace that led to it. Words are made elsewhere. */
import { type Truth } from "../domains/truth.ts";
import { type ConditionEntry, type Policy, type Scalar, type Statement } from "../policy/policy.ts";
import { type PrincipalMatch } from "../policy/principal-match.ts";
import { POLICY_SLOTS, type PolicySlot } from "../policy/slots.ts";

export { type Truth } from "../domains/truth.ts";

/** What decides: each slot of the policy set, and apart from other resource policies those that must allow or delegate. */
export const LAYERS = [...POLICY_SLOTS, "trust", "key-policy"] as const;
export type Layer = (typeof LAYERS)[number];

/** Where the policies of a layer stand. */
export function slotOfLayer(layer: Layer): PolicySlot {
  return layer === "trust" || layer === "key-policy" ? "resource" : layer;
}

export type LayerVerdict = "allow" | "explicit-deny" | "implicit-deny" | "unknown" | "not-applicable";

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
  | "condition-unknown"
  | "key-unknown"
  | "path-unknown"
  | "either-way"
  | "value-unknown"
  | "variable-without-value"
  | "key-present"
  | "key-missing"
  | "unknown-operator"
  | "needs-set-operator"
  | "may-not-be-asked";

export interface ConditionTrace {
  readonly entry: ConditionEntry;
  readonly truth: Truth;
  readonly because: ConditionReason;
  /** The request's values for the key, where it carries any. */
  readonly requestValues: readonly string[];
}

/**
 * Does a statement have this effect on the request? One whose effect the file does not settle, or that AWS does not know,
 * may have either.
 */
export function hasEffect(
  wanted: "Allow" | "Deny",
  { effect, matches }: Pick<StatementTrace, "effect" | "matches">,
): Truth {
  if (effect === undefined) return matches === "no" ? "no" : "unknown";
  return effect === wanted ? matches : "no";
}

export interface StatementTrace {
  readonly slot: PolicySlot;
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
  /** How directly the statement names the caller; undefined with `principal`. */
  readonly principalMatch: PrincipalMatch | undefined;
  /** `open`: there may be further conditions, or others, that the file does not settle. */
  readonly condition: { readonly truth: Truth; readonly entries: readonly ConditionTrace[]; readonly open: boolean };
}

export interface LayerDecision {
  readonly layer: Layer;
  readonly verdict: LayerVerdict;
}

/** A fact that would settle an unknown decision. */
export interface Need {
  /** A context key, as written where it is first asked for; `aws:ResourceAccount` for the resource's unknown owner. */
  readonly key: string;
  /** The conditions on it that are undecided; empty where it is needed as a variable or as the owner. */
  readonly entries: readonly ConditionEntry[];
}

export interface Decision {
  readonly decision: "Allowed" | "ExplicitlyDenied" | "ImplicitlyDenied" | "Unknown";
  /** Is the request allowed? "no" also where it is open whether a statement or the lack of one denies it. */
  readonly allowed: Truth;
  /** The layers that deny for certain, those with an explicit deny first: lifting one alone need not be enough. */
  readonly deniedBy: readonly Layer[];
  /** Every layer in play, and the others as "not-applicable". */
  readonly layers: readonly LayerDecision[];
  readonly statements: readonly StatementTrace[];
  /** A smallest reasonable set of facts with which the request could turn out to be allowed. */
  readonly needs: readonly Need[];
}
