/** Holds a request and what AWS said of it against the policies that may bear on it. */
import { isThroughAccessPoint } from "../policy/access-point.ts";
import { type Layer, slotOfLayer } from "../evaluation/decision.ts";
import { once } from "../domains/once.ts";
import { evaluate, evaluateTraced } from "../evaluation/evaluate.ts";
import { type NamedPolicies, type OrganizationLevel, type PolicySet } from "../evaluation/policy-set.ts";
import { type Request } from "../evaluation/request.ts";
import { type Policy } from "../policy/policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type Denial } from "../message/denial.ts";
import { isBootstrapRole } from "./bootstrap-role.ts";
import { byFit, type CandidateFit, fitsOf } from "./candidate-fit.ts";
import { type IfAttached } from "./not-known.ts";
import { withGuessedKinds, withNamedKinds } from "./guessed-kinds.ts";
import { type PlayRules, policiesInPlay } from "./policies-in-play.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { asksAsLinkedRole } from "./linked-caller.ts";
import { beyondOrganization, type Evaluated, type Reconciled, reconcile } from "./reconcile.ts";
import { layerOfMessage } from "./denied-layer.ts";
import { layersThatCallerLacks } from "./other-layers.ts";
import { type CandidatePolicies, type CandidatePolicy, type PolicyElsewhere } from "../policy/attached-policy.ts";

export interface ElsewherePolicy {
  readonly slot: PolicySlot;
  readonly candidate: CandidatePolicy;
  /** What it is attached to, as stated or as its Resource says. */
  readonly holders: readonly string[];
}

export interface Attempt {
  readonly denial: Denial;
  readonly candidates: CandidatePolicies;
  /** The organization's management account, where the workspace says it. */
  readonly managementAccount: string | undefined;
  /** The caller's account with all that is above it in the organization; empty where the workspace does not say it. */
  readonly scpLevels: readonly string[];
  /** Policies that are stated to be attached to others than this request's caller, resource or account. */
  readonly elsewhere: (isAsked?: (policy: PolicyElsewhere) => boolean) => readonly ElsewherePolicy[];
  /** False for a policy whose statements are all about other actions for certain; such a one decides nothing. */
  readonly mayMatch: (policy: Policy) => boolean;
  /** False for one that is not even about anything like the action. */
  readonly mayNearlyMatch: (policy: Policy) => boolean;
}

export interface HeldAgainstFiles {
  /** With the candidates as they were looked at. */
  readonly attempt: Attempt;
  readonly evaluated: Evaluated;
  readonly reconciled: Reconciled;
  /** Those by which the policies were taken; asking again about edited policies takes the same. */
  readonly rules: PlayRules;
}

/** Policies of which nothing says that they are attached are looked at only if the others explain nothing. */
export function holdAgainstFiles(given: Attempt, request: Request): HeldAgainstFiles {
  const fitting = withFittingResourceFirst(withFittingRivalFirst(withoutDenyingUnits(given), request), request);
  const attempt = withoutRefutedLimits(fitting, request);
  const first = held(attempt, request, "if-none-is-known");
  const withOpen = heldWithOpenScps(first, request);
  if (withOpen !== undefined) return withOpen;
  if (first.reconciled.reason === "no-file-of-layer" && first.reconciled.denyType === "implicit") {
    const named = withNamedKinds(attempt, request, first.rules.messageSlot);
    return named === undefined ? first : held(named, request, "always");
  }
  if (first.reconciled.denyType !== "explicit" || first.reconciled.denying.length > 0) return first;
  const second = held(attempt, request, "always");
  if (second.reconciled.denying.length > 0) return second;
  const guessed = withGuessedKinds(attempt, request, first.rules.messageSlot);
  const third = guessed === undefined ? second : held(guessed, request, "always");
  return third.reconciled.denying.length > 0 ? third : first;
}

/**
 * No SCP allows it, by AWS's word, and every one that is known to apply does: one of those of which nobody said whether
 * they apply may allow less, as may those of a unit that nobody said to hold the account.
 */
function heldWithOpenScps(
  { attempt, rules, reconciled }: HeldAgainstFiles,
  request: Request,
): HeldAgainstFiles | undefined {
  const isInQuestion =
    rules.messageSlot === "scp" && reconciled.denyType === "implicit" && reconciled.verdict !== "explained";
  if (!isInQuestion || !attempt.candidates.scp.some(({ basis }) => basis === "none")) return undefined;
  const within = held(attempt, request, "always");
  return within.reconciled.verdict === "explained" ? within : undefined;
}

/** Of a unit that nobody said to hold the account. */
function isOfPossibleUnit({ basis, level }: CandidatePolicy): boolean {
  return basis === "none" && level !== undefined;
}

/** What only denies in a unit that may not hold the account says nothing of what that unit allows. */
function withoutDenyingUnits(attempt: Attempt): Attempt {
  const { candidates, denial } = attempt;
  if (denial.denyType !== "implicit" || !candidates.scp.some(isOfPossibleUnit)) return attempt;
  const allows = ({ policy }: CandidatePolicy): boolean =>
    policy.open || policy.statements.some(({ effect }) => effect?.text !== "Deny");
  const scp = candidates.scp.filter((one) => !isOfPossibleUnit(one) || allows(one));
  return { ...attempt, candidates: { ...candidates, scp } };
}

/**
 * A caller has one permissions boundary, and a request goes through one endpoint: of those that may be it, one that
 * allows the request is not the one that AWS says does not.
 */
function withoutRefutedLimits(attempt: Attempt, request: Request): Attempt {
  const { candidates, denial, mayMatch } = attempt;
  const layer = layerOfMessage(denial, resourceLayerOf(request));
  const slot = layer === undefined ? undefined : slotOfLayer(layer);
  if (denial.denyType !== "implicit" || (slot !== "boundary" && slot !== "session" && slot !== "vpc-endpoint"))
    return attempt;
  const all = candidates[slot];
  if (all.length < 2 || all.length > MOST_RANKED || all.some(({ basis }) => basis !== "none")) return attempt;
  const able = fitsOf(
    all.filter(({ policy }) => mayMatch(policy)),
    slot,
    request,
  );
  const refuted = new Set(able.flatMap(({ candidate, ifAttached }) => (ifAttached === "allows" ? [candidate] : [])));
  const left = all.filter((one) => !refuted.has(one));
  return left.length === 0 ? attempt : { ...attempt, candidates: { ...candidates, [slot]: left } };
}

/** A request has one resource policy: of those that may be it, the one that explains the denial best is looked at. */
function withFittingResourceFirst(attempt: Attempt, request: Request): Attempt {
  const { candidates, denial, mayMatch } = attempt;
  const isOpen = ({ basis, policy }: CandidatePolicy): boolean => basis === "none" && mayMatch(policy);
  const open = candidates.resource.filter(isOpen);
  if (open.length < 2 || open.length > MOST_RANKED) return attempt;
  const layer = layerOfMessage(denial, resourceLayerOf(request));
  const isNamed = layer !== undefined && slotOfLayer(layer) === "resource" && denial.denyType === "implicit";
  const denyType = denial.denyType === "unknown" ? undefined : denial.denyType;
  const fits = fitsOf(open, "resource", request);
  // By AWS's word the one that it has does not allow the request.
  const inOrder = isNamed ? inOrderOf(NOT_ALLOWING, fits) : byFit(fits, denyType);
  const ranked = inOrder.map(({ candidate }) => candidate);
  const resource = [...ranked, ...candidates.resource.filter((one) => !isOpen(one))];
  return { ...attempt, candidates: { ...candidates, resource } };
}

/** Of several files that are said to be the resource's one policy, the first that explains what AWS says of it. */
function withFittingRivalFirst(attempt: Attempt, request: Request): Attempt {
  const { candidates, denial } = attempt;
  const rivals = candidates.resource.filter(({ basis }) => basis === "stated" || basis === "declared");
  const layer = layerOfMessage(denial, resourceLayerOf(request));
  if (rivals.length < 2 || rivals.length > MOST_RANKED || layer === undefined || slotOfLayer(layer) !== "resource")
    return attempt;
  const order = denial.denyType === "explicit" ? DENYING : NOT_ALLOWING;
  const ranked = inOrderOf(order, fitsOf(rivals, "resource", request)).map(({ candidate }) => candidate);
  const others = candidates.resource.filter((one) => !rivals.includes(one));
  return { ...attempt, candidates: { ...candidates, resource: [...ranked, ...others] } };
}

function inOrderOf(order: readonly IfAttached[], fits: readonly CandidateFit[]): readonly CandidateFit[] {
  return [...fits].sort((a, b) => order.indexOf(a.ifAttached) - order.indexOf(b.ifAttached));
}

const DENYING: readonly IfAttached[] = ["denies", "may-deny", "silent", "may-allow", "allows"];
const NOT_ALLOWING: readonly IfAttached[] = ["silent", "may-allow", "may-deny", "denies", "allows"];

const MOST_RANKED = 200;

function held(attempt: Attempt, request: Request, withCandidates: PlayRules["withCandidates"]): HeldAgainstFiles {
  const layer = layerOfMessage(attempt.denial, resourceLayerOf(request));
  const rules: PlayRules = {
    messageSlot: layer === undefined ? undefined : slotOfLayer(layer),
    withCandidates,
    lacking: layersThatCallerLacks(request.principal),
    service: request.action.slice(0, Math.max(0, request.action.indexOf(":"))).toLowerCase(),
    scpLevels: attempt.denial.denyType === "implicit" ? attempt.scpLevels : [],
  };
  const evaluated = evaluateCandidates(attempt, request, rules);
  const isManaging =
    attempt.managementAccount !== undefined &&
    readAccountCaller(request.principal)?.account === attempt.managementAccount;
  const reconciled =
    layer === "scp" && isManaging
      ? beyondOrganization(attempt.denial, layer, "scp-on-management-account")
      : (layer === "scp" || layer === "rcp") && asksAsLinkedRole(request)
        ? beyondOrganization(attempt.denial, layer, "guardrail-on-linked-role")
        : reconcile(attempt.denial, layer, evaluated);
  return { attempt, evaluated, reconciled, rules };
}

export function evaluateCandidates(
  { candidates, managementAccount, mayNearlyMatch }: Omit<Attempt, "denial">,
  request: Request,
  rules: PlayRules,
): Evaluated {
  const play = policiesInPlay(candidates, rules);
  const set = managementAccount === undefined ? play.set : { ...play.set, managementAccount };
  const decision = evaluateTraced(request, narrowed(set, mayNearlyMatch));
  const byPolicy = once(
    () =>
      new Map<Policy, CandidatePolicy>(
        Object.values(play.used).flatMap((policies) => policies.map((one) => [one.policy, one] as const)),
      ),
  );
  return {
    play,
    decision,
    candidateOf: (trace) => byPolicy().get(trace.policy),
    isResourceOpen: request.resource.possible !== undefined,
    isThroughAccessPoint: isThroughAccessPoint(request.action, request.resource.arn),
    isLeftToAccount: isBootstrapRole(request),
  };
}

/** Of thousands of policies a few; a layer in which there is any stays in play. */
function narrowed(set: PolicySet, isWanted: (policy: Policy) => boolean): PolicySet {
  const some = (policies: NamedPolicies): NamedPolicies => {
    if ("firsts" in policies) return policies;
    const wanted = policies.filter(({ policy }) => isWanted(policy));
    return wanted.length === 0 ? policies.slice(0, 1) : wanted;
  };
  const ofLevels = (levels: readonly OrganizationLevel[]): readonly OrganizationLevel[] =>
    levels.map((level) => ({ ...level, policies: some(level.policies) }));
  const { identity, boundary, session, scps, rcps, vpcEndpoint } = set;
  return {
    ...set,
    identity: some(identity),
    ...(boundary === undefined ? {} : { boundary: some(boundary) }),
    ...(session === undefined ? {} : { session: some(session) }),
    ...(scps === undefined ? {} : { scps: ofLevels(scps) }),
    ...(rcps === undefined ? {} : { rcps: ofLevels(rcps) }),
    ...(vpcEndpoint === undefined ? {} : { vpcEndpoint: some(vpcEndpoint) }),
  };
}

/** The evaluation names the layer of a resource's own policy; which it is follows from the request alone. */
function resourceLayerOf(request: Request): Layer {
  const { layers } = evaluate(request, { identity: [] });
  return layers.find(({ layer }) => slotOfLayer(layer) === "resource")?.layer ?? "resource";
}
