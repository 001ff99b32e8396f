/** The policies here that may be the ones at fault, although nothing says that they are attached. */
import { slotOfLayer } from "../evaluation/decision.ts";
import { type Request } from "../evaluation/request.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { byFit, type CandidateFit, fitsOf, thatCouldAllow } from "./candidate-fit.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type Unknown } from "./not-known.ts";
import { type HeldAgainstFiles } from "./hold-against-files.ts";
import { layersThatCallerLacks } from "./other-layers.ts";

/** More of a layer are only counted. */
const MOST_SHOWN = 5;
/** Only so many are asked what they would do. */
const MOST_ASKED = 200;

/**
 * Of the layer that denied, or where the message names none also of the layers that limit the caller: the best fitting
 * first. A layer of which a policy is known to be attached is complete, unless its other policies were looked at too.
 */
export function candidatesOf(
  request: Request,
  held: HeldAgainstFiles,
  shown: readonly StatementPlace[],
): readonly Unknown[] {
  const { candidates, mayMatch } = held.attempt;
  return slotsInQuestion(held, request).flatMap((slot): readonly Unknown[] => {
    if (isAfterwards(slot, held)) return endpointsAfterwards(request, held);
    const placeOf = ({ file, name }: CandidatePolicy): number =>
      shown.findIndex((place) => place.file === file && place.policyName === name);
    const unbound = candidates[slot].filter(
      (one) =>
        one.basis === "none" &&
        one.alias === undefined &&
        (one.group !== undefined || !isSettled(slot, held) || placeOf(one) >= 0),
    );
    const possible = slot === "resource" ? unbound.filter(({ policy }) => mayBeOfService(policy, request)) : unbound;
    const unattached = inOrderOf(thatCouldAllow(slot, held.reconciled.denyType, possible), placeOf);
    const near = unattached.filter(({ policy }) => mayMatch(policy)).slice(0, MOST_ASKED);
    const far = unattached.filter(({ policy }) => !mayMatch(policy)).slice(0, MOST_SHOWN);
    const fits = [
      ...fitsOf(near, slot, request),
      ...far.map((candidate) => ({ candidate, ifAttached: "silent" }) as const),
    ];
    const matters = isOwn(slot, held)
      ? thatMatter(fits, slot, held)
      : fits.filter(({ ifAttached }) => ifAttached !== "allows");
    const more = unattached.length - fits.length + Math.max(0, matters.length - MOST_SHOWN);
    return [
      ...byFit(matters, held.reconciled.denyType)
        .slice(0, MOST_SHOWN)
        .map(({ candidate: { file, name, group, statedFor }, ifAttached }): Unknown => ({
          unknown: "attachment",
          file,
          policyName: name,
          slot,
          ...(group === undefined ? {} : { group }),
          ...(statedFor === undefined ? {} : { statedFor }),
          ifAttached,
          ...(ifAttached === "allows" && isOwn(slot, held) && refutesAllows(held) ? { isRefuted: true } : {}),
        })),
      ...(more > 0 ? [{ unknown: "more-candidates", slot, count: more } as const] : []),
    ];
  });
}

/** AWS names one layer at a time: is it this one that may be named next? */
function isAfterwards(slot: PolicySlot, { reconciled: { layer, layerBasis } }: HeldAgainstFiles): boolean {
  return slot === "vpc-endpoint" && layerBasis === "message" && layer !== "vpc-endpoint";
}

/** Of the endpoints that the workspace names, those through which the request does not pass. */
function endpointsAfterwards(request: Request, { attempt }: HeldAgainstFiles): readonly Unknown[] {
  const named = attempt.candidates["vpc-endpoint"].filter(
    ({ basis, statedFor, policy }) => basis === "none" && statedFor !== undefined && mayBeOfService(policy, request),
  );
  return fitsOf(named.slice(0, MOST_SHOWN), "vpc-endpoint", request)
    .filter(({ ifAttached }) => ifAttached === "denies" || ifAttached === "silent")
    .map(({ candidate: { file, name, statedFor }, ifAttached }) => ({
      unknown: "attachment",
      file,
      policyName: name,
      slot: "vpc-endpoint",
      ...(statedFor === undefined ? {} : { statedFor }),
      ifAttached,
    }));
}

/** A resource takes a policy about actions of its own service alone. */
function mayBeOfService(policy: Policy, { action }: Request): boolean {
  const service = `${action.split(":")[0]?.toLowerCase() ?? ""}:`;
  const entries = policy.statements.map(({ action: own, notAction }) => (own ?? notAction)?.entries ?? []);
  return (
    policy.open ||
    entries.some((list) => list.length === 0) ||
    entries.flat().some(({ text, holes }) => holes.length > 0 || text === "*" || text.toLowerCase().startsWith(service))
  );
}

/**
 * Where one would deny what AWS says that a Deny denied, those that have none change nothing; but a resource has one
 * policy, which is one or the other.
 */
function thatMatter(
  fits: readonly CandidateFit[],
  slot: PolicySlot,
  { reconciled }: HeldAgainstFiles,
): readonly CandidateFit[] {
  if (slot === "resource") return fits;
  const denies = ({ ifAttached }: CandidateFit): boolean => ifAttached === "denies" || ifAttached === "may-deny";
  const isByOne = reconciled.denyType === "explicit" && reconciled.verdict === "explained" && fits.some(denies);
  return isByOne ? fits.filter(denies) : fits;
}

/** Those that the answer shows come first, in its order. */
function inOrderOf(
  policies: readonly CandidatePolicy[],
  placeOf: (policy: CandidatePolicy) => number,
): readonly CandidatePolicy[] {
  const placed = policies.flatMap((policy) => {
    const place = placeOf(policy);
    return place < 0 ? [] : [{ policy, place }];
  });
  const first = placed.sort((a, b) => a.place - b.place).map(({ policy }) => policy);
  return first.length === 0 ? policies : [...new Set([...first, ...policies])];
}

/** Limits of one principal or one network, which are not looked at where the message does not name them. Not all have each. */
const LIMITS: readonly PolicySlot[] = ["boundary", "session", "vpc-endpoint"];

function slotsInQuestion(
  { reconciled: { verdict, denyType, layer, layerBasis } }: HeldAgainstFiles,
  { principal }: Request,
): readonly PolicySlot[] {
  const own = layer === undefined ? [] : [slotOfLayer(layer)];
  // Where AWS found no Allow, a request that then passes may go through an endpoint whose policy lacks one as well.
  if (layerBasis === "message")
    return verdict === "explained" && denyType === "implicit" ? [...new Set([...own, "vpc-endpoint" as const])] : own;
  const lacking = layersThatCallerLacks(principal);
  return [...new Set([...own, ...LIMITS.filter((slot) => !lacking.includes(slot))])];
}

function isOwn(slot: PolicySlot, { reconciled: { layer } }: HeldAgainstFiles): boolean {
  return layer !== undefined && slotOfLayer(layer) === slot;
}

/**
 * AWS found no Allow in the layer. Of a key or a role that is taken it says so of the caller's policies also where the
 * resource's own policy is silent.
 */
function refutesAllows({ reconciled, evaluated }: HeldAgainstFiles): boolean {
  const { layer, layerBasis, denyType } = reconciled;
  const hasTwin = evaluated.decision.layers.some((one) => one.layer === "key-policy" || one.layer === "trust");
  return layerBasis === "message" && denyType === "implicit" && !(layer === "identity" && hasTwin);
}

function isSettled(slot: PolicySlot, { evaluated: { play } }: HeldAgainstFiles): boolean {
  const used: readonly CandidatePolicy[] = play.used[slot];
  return used.length > 0 && used.every(({ basis }) => basis !== "none");
}
