/** Which layers could deny a request although no file of them is here. */
import { type Layer } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type Caller, readCaller } from "../policy/caller.ts";
import { RCP_SERVICES } from "../policy/rcp-services.ts";
import { hasFiles } from "./files-of-layer.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";

/** Layers of which a caller of the kind has none. Nothing is said of a caller of unknown form. */
export function layersThatCallerLacks(principal: string): readonly Layer[] {
  const { kind } = readCaller(principal);
  return kind === "other" ? [] : OF_CALLER.filter(([, kinds]) => !kinds.has(kind)).map(([layer]) => layer);
}

type Kind = Caller["kind"];

/**
 * The kinds of caller that can have a layer. Sources: IAM User Guide, "Policies and permissions in AWS Identity and Access
 * Management", "Permissions boundaries for IAM entities"; AWS Organizations User Guide, "Service control policies (SCPs)".
 */
const OF_CALLER: readonly (readonly [layer: Layer, kinds: ReadonlySet<Kind>])[] = [
  ["scp", new Set<Kind>(["user", "role", "session", "federated-user", "root"])],
  ["identity", new Set<Kind>(["user", "role", "session", "federated-user"])],
  ["boundary", new Set<Kind>(["user", "role", "session"])],
  ["session", new Set<Kind>(["session", "federated-user"])],
];

/**
 * Those that a caller of this kind and a resource of this service can have at all.
 * Source: "How AWS enforcement code logic evaluates requests to allow or deny access".
 */
export function layersWithoutFiles(play: PoliciesInPlay, { principal, action }: Request): readonly Layer[] {
  const { kind } = readCaller(principal);
  const service = action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
  const lacking = OF_CALLER.filter(([, kinds]) => !kinds.has(kind)).map(([layer]) => layer);
  return LAYERS.filter(
    (layer) => !lacking.includes(layer) && (layer !== "rcp" || RCP_SERVICES.has(service)) && !hasFiles(play, layer),
  );
}

const LAYERS: readonly Layer[] = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"];
