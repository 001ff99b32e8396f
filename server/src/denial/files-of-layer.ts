/** Does a layer have files here, and are they known to be attached? */
import { type Layer, slotOfLayer } from "../evaluation/decision.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";

export function hasFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].length > 0;
}

export function hasKnownFiles(play: PoliciesInPlay, layer: Layer): boolean {
  return play.used[slotOfLayer(layer)].some(({ basis }) => basis !== "none");
}
