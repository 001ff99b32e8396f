/**
 * Where the caller's own layers have no Allow, and whether a statement of the resource's policy is enough without them is open.
 * Source: "Policy evaluation for requests within a single account".
 */
import { type Truth } from "../../domains/truth.ts";
import { type Decision, hasEffect, type Layer, slotOfLayer, type StatementTrace } from "../../evaluation/decision.ts";
import { readCaller } from "../../policy/caller.ts";
import { isAtLeast, type PrincipalKind } from "../../policy/principal-match.ts";
import { hasFiles } from "../files-of-layer.ts";
import { type FixRisk } from "./fix-risk.ts";
import { type StatementPlace } from "../statement-place.ts";
import { type Evaluated, verdictOf } from "../reconcile.ts";
import { type OpenQuestion } from "./still-open.ts";

interface StandInQuestion {
  readonly after: Evaluated;
  readonly principal: string;
  /** Those that the fix is for. */
  readonly layers: readonly Layer[];
  /** AWS found no Allow for this very request. */
  readonly wasWithoutAllow: boolean;
  /** Caller and resource belong to one account, if only as is presumed. */
  readonly isOneAccount: boolean;
  readonly placeOf: OpenQuestion["placeOf"];
}

export interface StandIn {
  /** Layers of the caller without an Allow for which nothing stands in. */
  readonly denying: readonly Layer[];
  /** What has to be so, where something may stand in for them. */
  readonly onlyIf: readonly FixRisk[];
  /** For each layer of the caller that is open itself, and that the resource's policy may do without. */
  readonly instead: ReadonlyMap<Layer, Instead>;
}

/** `settled`: it need not allow the request, or what else has to be so says as much. Otherwise one of these may do for it. */
type Instead = "settled" | readonly StatementPlace[];

/** Of the layers of the caller that have files. Those that deny whatever is open are in the decision. */
export function standInOf(question: StandInQuestion): StandIn {
  const { after, principal, layers, wasWithoutAllow } = question;
  const { decision } = after;
  const lacking = layersWithoutAllow(after, principal);
  const owner = decision.layers.find(({ layer }) => slotOfLayer(layer) === "resource")?.layer;
  if (owner === undefined) return { denying: [], onlyIf: [], instead: new Map() };
  // Had one of the statements that are open named the caller so that it is enough, AWS would have found an Allow.
  const hasNone = wasWithoutAllow && layers.some((layer) => layer === "identity" || slotOfLayer(layer) === "resource");
  const grants = grantsOf(decision).filter((trace) => !hasNone || hasEffect("Allow", trace) === "yes");
  const enough = grants.filter((trace) => lacking.every((layer) => standsIn(trace, layer, principal) !== "no"));
  const isNeededFor = (layer: Layer): boolean =>
    enough.length === 0
      ? lacking.some((one) => one !== "identity")
      : enough.every((trace) => standsIn(trace, layer, principal) !== "no");
  const instead = insteadOfOpen(question, grants, (layer) => lacking.length > 0 && isNeededFor(layer));
  if (lacking.length === 0) return { denying: [], onlyIf: [], instead };
  if (hasNone) return { denying: lacking, onlyIf: [], instead };
  const places = placesOf(enough, question);
  return { denying: [], onlyIf: [{ risk: "may-lack-allow", layer: owner, places, insteadOf: lacking }], instead };
}

/** `isImplied`: one of those that are enough without the layer has to match anyway. */
function insteadOfOpen(
  question: StandInQuestion,
  grants: readonly StatementTrace[],
  isImplied: (layer: Layer) => boolean,
): StandIn["instead"] {
  const { after, principal, isOneAccount } = question;
  const open = isOneAccount ? OF_CALLER.filter((layer) => verdictOf(after.decision, layer) === "unknown") : [];
  return new Map(
    open.flatMap((layer): readonly (readonly [Layer, Instead])[] => {
      const doing = (trace: StatementTrace): Truth => standsIn(trace, layer, principal);
      if (isImplied(layer) || grants.some((trace) => doing(trace) === "yes")) return [[layer, "settled"]];
      const places = placesOf(
        grants.filter((trace) => doing(trace) !== "no"),
        question,
      );
      return places.length === 0 ? [] : [[layer, places]];
    }),
  );
}

function placesOf(traces: readonly StatementTrace[], { after, placeOf }: StandInQuestion): readonly StatementPlace[] {
  return traces.flatMap((trace) => {
    const policy = after.candidateOf(trace);
    return policy === undefined ? [] : (placeOf({ trace, policy }) ?? []);
  });
}

/** Without what is only lacking if nothing stands in, or is known to be lacking. */
export function withStandIn(risks: readonly FixRisk[], { denying, onlyIf, instead }: StandIn): readonly FixRisk[] {
  const lacking = onlyIf.flatMap((one) => (one.risk === "may-lack-allow" ? (one.insteadOf ?? []) : []));
  const needed = (one: FixRisk): readonly FixRisk[] => {
    if (one.risk !== "may-lack-allow") return [one];
    // Where the caller's policies have to allow it anyway, that of a resource of the account need not.
    if (denying.length > 0 && one.layer === "resource" && one.ifOther === undefined) return [];
    if (lacking.length > 0 && slotOfLayer(one.layer) === "resource") return [];
    const doing = instead.get(one.layer);
    if (doing === "settled") return [];
    // Either of the two does: for the caller's policies and the resource's that is said already.
    const isAlone = doing === undefined || one.layer === "identity" || one.places.length === 0;
    return isAlone ? [one] : [{ ...one, places: [...one.places, ...doing] }];
  };
  return [...risks.flatMap(needed), ...onlyIf];
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
