/** Does a layer have files here, and are they known to be attached? */
import { type Layer, slotOfLayer } from "../evaluation/decision.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";
import { type Evaluated } from "./reconcile.ts";

export function hasFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].length > 0;
}

export function hasKnownFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].some(({ basis }) => basis !== "none");
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
