/** Does a layer have files here, and are they known to be attached? */
import { hasEffect, type Layer, slotOfLayer } from "../evaluation/decision.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";
import { type Evaluated } from "./reconcile.ts";

export function hasFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].length > 0;
}

export function hasKnownFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].some(({ basis }) => basis !== "none");
}

/**
 * Is it known of its policies here that they apply? AWS's own policies tell nothing of what else is attached: one that only
 * may be attached is then no more in force than beside none.
 */
export function restsOnKnown(slot: PolicySlot, { play, decision, candidateOf }: Evaluated): boolean {
  const isKnown = (one: CandidatePolicy | undefined): boolean => one !== undefined && one.basis !== "none";
  if (play.used[slot].some((one) => isKnown(one) && one.isOfAws !== true)) return true;
  return decision.statements.some(
    (trace) => trace.slot === slot && hasEffect("Allow", trace) === "yes" && isKnown(candidateOf(trace)),
  );
}

/** That have files, and of which it is open whether they let the request pass. */
export function otherLayers(
  { decision, play }: Pick<Evaluated, "decision" | "play">,
  layers: readonly Layer[],
): readonly Layer[] {
  return decision.layers.flatMap(({ layer, verdict }) =>
    verdict === "unknown" && !layers.includes(layer) && hasFiles(play, layer) ? [layer] : [],
  );
}
