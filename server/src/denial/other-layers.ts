/** Which layers could deny a request although no file of them is here. */
import { type Layer } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { readCaller } from "../policy/caller.ts";
import { RCP_SERVICES } from "../policy/rcp-services.ts";
import { hasFiles } from "./files-of-layer.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";

/**
 * Those that a caller of this kind and a resource of this service can have at all.
 * Source: "How AWS enforcement code logic evaluates requests to allow or deny access".
 */
export function layersWithoutFiles(play: PoliciesInPlay, { principal, action }: Request): readonly Layer[] {
  const { kind } = readCaller(principal);
  const service = action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
  const ofAccount = kind === "user" || kind === "role" || kind === "session" || kind === "federated-user";
  const possible: readonly (readonly [layer: Layer, applies: boolean])[] = [
    ["scp", ofAccount || kind === "root"],
    ["rcp", RCP_SERVICES.has(service)],
    ["resource", true],
    ["identity", ofAccount],
    ["boundary", kind === "user" || kind === "role" || kind === "session"],
    ["session", kind === "session" || kind === "federated-user"],
    ["vpc-endpoint", true],
  ];
  return possible.filter(([layer, applies]) => applies && !hasFiles(play, layer)).map(([layer]) => layer);
}
