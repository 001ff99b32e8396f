/** Fixes for a Deny after which the layer still lacks an Allow, because that may stand in another policy. */
import { type Layer } from "../../evaluation/decision.ts";
import { comesBeforeFactor } from "./before-factor.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";

/** Another caller has policies of its own, and those of the organization hold for it as well. */
export function isAskedOfOthers({ change }: FixProposal, layer: Layer): boolean {
  return change.change === "as-exempt" && layer !== "scp" && layer !== "rcp";
}

/**
 * Of the caller's own policies the one that AWS names may be the only one here. Nor is what comes before MFA allowed by the
 * policy that denies the rest, where that allows nothing at all.
 */
export function mayBeAllowedElsewhere({ change }: FixProposal, layer: Layer, { held, request }: FixQuestion): boolean {
  if (layer !== "identity") return false;
  const { identity } = held.evaluated.play.used;
  const [only, ...others] = held.reconciled.denying;
  const isBefore = only !== undefined && others.length === 0 && comesBeforeFactor(only, request);
  if (isBefore) return identity.every(({ policy }) => policy.statements.every(({ effect }) => effect?.text === "Deny"));
  return change.change === "satisfy" && identity.every(({ basis }) => basis === "message");
}
