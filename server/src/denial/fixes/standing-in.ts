/**
 * Where the caller's own layers have no Allow, and whether a statement of the resource's policy is enough without them is open.
 * Source: "Policy evaluation for requests within a single account".
 */
import { type Truth } from "../../domains/truth.ts";
import { type Decision, hasEffect, type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { readCaller } from "../../policy/caller.ts";
import { isAtLeast, type PrincipalKind } from "../../policy/principal-match.ts";
import { hasFiles } from "../files-of-layer.ts";
import { type FixRisk } from "../explanation.ts";
import { type Evaluated, verdictOf } from "../reconcile.ts";
import { type OpenQuestion } from "./still-open.ts";

interface StandInQuestion {
  readonly after: Evaluated;
  readonly principal: string;
  /** Those that the fix is for. */
  readonly layers: readonly Layer[];
  /** AWS found no Allow for this very request. */
  readonly wasWithoutAllow: boolean;
  readonly placeOf: OpenQuestion["placeOf"];
}

export interface StandIn {
  /** Layers of the caller without an Allow for which nothing stands in. */
  readonly denying: readonly Layer[];
  /** What has to be so, where something may stand in for them. */
  readonly onlyIf: readonly FixRisk[];
}

/** Of the layers of the caller that have files. Those that deny whatever is open are in the decision. */
export function standInOf({ after, principal, layers, wasWithoutAllow, placeOf }: StandInQuestion): StandIn {
  const { decision, candidateOf } = after;
  const lacking = layersWithoutAllow(after, principal);
  const owner = decision.layers.find(({ layer }) => slotOfLayer(layer) === "resource")?.layer;
  if (lacking.length === 0 || owner === undefined) return { denying: [], onlyIf: [] };
  // Had one of the statements that are open named the caller so that it is enough, AWS would have found an Allow.
  const hasNone = wasWithoutAllow && layers.some((layer) => layer === "identity" || slotOfLayer(layer) === "resource");
  if (hasNone) return { denying: lacking, onlyIf: [] };
  const places = grantsOf(decision)
    .filter((trace) => lacking.every((layer) => standsIn(trace, layer, principal) !== "no"))
    .flatMap((trace) => {
      const policy = candidateOf(trace);
      return policy === undefined ? [] : (placeOf({ trace, policy }) ?? []);
    });
  return { denying: [], onlyIf: [{ risk: "may-lack-allow", layer: owner, places, insteadOf: lacking }] };
}

/** Without what is only lacking if nothing stands in, or is known to be lacking. */
export function withStandIn(risks: readonly FixRisk[], { denying, onlyIf }: StandIn): readonly FixRisk[] {
  const lacking = onlyIf.flatMap((one) => (one.risk === "may-lack-allow" ? (one.insteadOf ?? []) : []));
  // What no boundary limits needs no Allow of the caller.
  const isUnlimited = lacking.some((layer) => layer !== "identity");
  const isMoot = (one: FixRisk): boolean => {
    if (one.risk !== "may-lack-allow") return false;
    // Where the caller's policies have to allow it anyway, that of a resource of the account need not.
    if (denying.length > 0) return one.layer === "resource" && one.ifOther === undefined;
    return (
      (lacking.length > 0 && slotOfLayer(one.layer) === "resource") || (isUnlimited && OF_CALLER.includes(one.layer))
    );
  };
  return [...risks.filter((one) => !isMoot(one)), ...onlyIf];
}

function layersWithoutAllow({ decision, play }: Evaluated, principal: string): readonly Layer[] {
  if (decision.allowed === "yes") return [];
  return OF_CALLER.filter(
    (layer) =>
      hasFiles(play, layer) &&
      verdictOf(decision, layer) === "implicit-deny" &&
      !decision.deniedBy.includes(layer) &&
      !grantsOf(decision).some((trace) => standsIn(trace, layer, principal) === "yes"),
  );
}

const OF_CALLER: readonly Layer[] = ["identity", "boundary", "session"];

function grantsOf({ statements }: Decision): readonly StatementTrace[] {
  return statements.filter((trace) => trace.slot === "resource" && hasEffect("Allow", trace) !== "no");
}

function standsIn(trace: StatementTrace, layer: Layer, principal: string): Truth {
  const least = leastFor(layer, principal);
  if (!isAtLeast(trace.principalMatch?.possibly, least)) return "no";
  return isAtLeast(trace.principalMatch?.surely, least) ? hasEffect("Allow", trace) : "unknown";
}

/** A session that is named is limited by nothing, a role that is named still by its boundary. */
function leastFor(layer: Layer, principal: string): PrincipalKind {
  if (layer === "identity") return "role-of-session";
  return readCaller(principal).kind === "role" ? "everyone" : "direct";
}
