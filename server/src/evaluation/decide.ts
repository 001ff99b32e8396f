/**
 * From the statements that match to the answer: an explicit deny anywhere ends it, otherwise every layer in play must
 * allow, and a resource's own policy may stand in for the layers of the caller.
 * Sources: "How AWS enforcement code logic evaluates requests to allow or deny access"; "Policy evaluation for requests
 * within a single account"; "Cross-account policy evaluation logic".
 */
import { and, eitherWay, not, or, type Truth } from "../domains/truth.ts";
import { isAtLeast, type PrincipalKind } from "../policy/principal-match.ts";
import { type Decision, hasEffect, type Layer, type LayerDecision, type LayerVerdict } from "./decision.ts";
import { type LayerOf, type LayersOf } from "./layers.ts";
import { type Situation } from "./situation.ts";
import { type MatchedStatement } from "./trace-statement.ts";

export type Answer = Pick<Decision, "decision" | "allowed" | "deniedBy" | "layers">;

/** Of every layer the statements that match or may match. */
export type MatchedLayers = LayersOf<MatchedStatement>;
type MatchedLayer = LayerOf<MatchedStatement>;

/** Does the statement match? Asked anew when unknown facts are tried out. */
export type MatchesOf = (statement: MatchedStatement) => Truth;

export function decide(layers: MatchedLayers, situation: Situation, matchesOf: MatchesOf): Answer {
  if (situation.fixed !== undefined) return fixedAnswer(situation.fixed);
  const weighed = weigh(layers, situation, matchesOf);
  let denied: Truth = "no";
  for (const { deny } of weighed.all) denied = or(denied, deny);
  const granted = access(weighed, situation);
  const allowed = and(not(denied), granted);
  return {
    decision: denied === "yes" ? "ExplicitlyDenied" : denied === "unknown" ? "Unknown" : NAMES[allowed],
    allowed,
    deniedBy: blockers(weighed, situation),
    layers: weighed.all.map(({ layer, verdict }) => ({ layer, verdict })),
  };
}

const NAMES = { yes: "Allowed", no: "ImplicitlyDenied", unknown: "Unknown" } as const;

const ORDER: readonly Layer[] = ["scp", "rcp", "resource", "identity", "boundary", "session", "vpc-endpoint"];

function fixedAnswer(fixed: "allowed" | "denied"): Answer {
  return {
    decision: fixed === "allowed" ? "Allowed" : "ImplicitlyDenied",
    allowed: fixed === "allowed" ? "yes" : "no",
    deniedBy: [],
    layers: ORDER.map((layer) => ({ layer, verdict: "not-applicable" })),
  };
}

/** What the statements of a layer come to. A layer that is not in play allows and does not deny. */
interface Weight {
  readonly allow: Truth;
  readonly deny: Truth;
}

interface LayerWeight extends Weight, LayerDecision {}

interface Weighed {
  readonly scp: LayerWeight;
  readonly rcp: LayerWeight;
  readonly resource: LayerWeight;
  readonly identity: LayerWeight;
  readonly boundary: LayerWeight;
  readonly session: LayerWeight;
  readonly vpcEndpoint: LayerWeight;
  readonly all: readonly LayerWeight[];
  readonly grants: ResourceGrants;
}

/** What a resource's policy allows the caller, by how directly it names the caller. */
interface ResourceGrants {
  /** At least the caller's account: a delegation to its administrators. */
  readonly account: Truth;
  /** At least the role or user behind the caller. */
  readonly named: Truth;
  /** In a way that neither boundary nor session policy limits. */
  readonly unlimited: Truth;
}

function weigh(layers: MatchedLayers, situation: Situation, matchesOf: MatchesOf): Weighed {
  const speaks = situation.identity === "policies";
  const grants = resourceGrants(layers.resource, situation, matchesOf);
  const resource = {
    allow: resourceAllows(grants, situation),
    deny: layers.resource === undefined ? "no" : weightOf(layers.resource, matchesOf).deny,
  } as const;
  // What the other resource's policy makes of it is not told; across accounts a refusal of the first is final.
  const open = situation.behindAnother && (situation.relation !== "cross" || resource.allow !== "no");
  const resourceInPlay = layers.resource !== undefined || situation.policyUnknown || situation.behindAnother;
  const seen: Weight | undefined = resourceInPlay
    ? { ...resource, allow: open ? "unknown" : resource.allow }
    : undefined;
  const weighed = {
    scp: inPlay("scp", asFarAs(situation.scpsApply, everyLevel(layers.scps, matchesOf))),
    rcp: inPlay("rcp", asFarAs(situation.rcpsApply, denyOfLevels(layers.rcps, matchesOf))),
    resource: { ...inPlay(situation.resourceLayer, seen), ...resource },
    identity: inPlay("identity", speaks ? weightOf(layers.identity, matchesOf) : undefined),
    boundary: inPlay("boundary", speaks ? weightOfOptional(layers.boundary, matchesOf) : undefined),
    session: inPlay("session", speaks ? weightOfOptional(layers.session, matchesOf) : undefined),
    vpcEndpoint: inPlay("vpc-endpoint", weightOfOptional(layers.vpcEndpoint, matchesOf)),
    grants,
  };
  const { scp, rcp, identity, boundary, session, vpcEndpoint } = weighed;
  return { ...weighed, all: [scp, rcp, weighed.resource, identity, boundary, session, vpcEndpoint] };
}

function inPlay(layer: Layer, weight: Weight | undefined): LayerWeight {
  if (weight === undefined) return { layer, verdict: "not-applicable", allow: "yes", deny: "no" };
  return { layer, verdict: verdictOf(weight), ...weight };
}

function verdictOf({ allow, deny }: Weight): LayerVerdict {
  if (deny === "yes") return "explicit-deny";
  if (deny === "unknown" || allow === "unknown") return "unknown";
  return allow === "yes" ? "allow" : "implicit-deny";
}

function weightOf({ statements, open }: MatchedLayer, matchesOf: MatchesOf): Weight {
  let allow: Truth = open ? "unknown" : "no";
  let deny: Truth = allow;
  for (const statement of statements) {
    const matches = matchesOf(statement);
    if (matches === "no") continue;
    const one = { effect: statement.effect, matches };
    allow = or(allow, hasEffect("Allow", one));
    deny = or(deny, hasEffect("Deny", one));
  }
  return { allow, deny };
}

function weightOfOptional(policies: MatchedLayer | undefined, matchesOf: MatchesOf): Weight | undefined {
  return policies === undefined ? undefined : weightOf(policies, matchesOf);
}

/** Of a layer that may be in play or not what holds either way. */
function asFarAs(applies: Truth, weight: Weight | undefined): Weight | undefined {
  if (applies !== "unknown" || weight === undefined) return applies === "no" ? undefined : weight;
  return { allow: eitherWay(weight.allow, "yes"), deny: eitherWay(weight.deny, "no") };
}

/** Every level from the root to the account must allow; the policies of one level are alternatives. */
function everyLevel(levels: readonly MatchedLayer[] | undefined, matchesOf: MatchesOf): Weight | undefined {
  if (levels === undefined) return undefined;
  const weights = levels.map((level) => weightOf(level, matchesOf));
  return {
    allow: weights.reduce<Truth>((truth, { allow }) => and(truth, allow), "yes"),
    deny: weights.reduce<Truth>((truth, { deny }) => or(truth, deny), "no"),
  };
}

/** The policy that allows everything is attached at every level and cannot be detached, so RCPs only deny. */
function denyOfLevels(levels: readonly MatchedLayer[] | undefined, matchesOf: MatchesOf): Weight | undefined {
  const weight = everyLevel(levels, matchesOf);
  return weight === undefined ? undefined : { allow: "yes", deny: weight.deny };
}

function resourceGrants(
  policies: MatchedLayer | undefined,
  situation: Situation,
  matchesOf: MatchesOf,
): ResourceGrants {
  let account: Truth =
    policies?.open === true || (policies === undefined && situation.policyUnknown) ? "unknown" : "no";
  let named: Truth = account;
  let unlimited: Truth = account;
  for (const statement of policies?.statements ?? []) {
    if (statement.effect === "Deny" || statement.principalMatch === undefined) continue;
    const matches = statement.effect === undefined ? and(matchesOf(statement), "unknown") : matchesOf(statement);
    if (matches === "no") continue;
    const { surely, possibly } = statement.principalMatch;
    const reaches = (least: PrincipalKind): Truth =>
      isAtLeast(surely, least) ? matches : isAtLeast(possibly, least) ? "unknown" : "no";
    account = or(account, reaches("account"));
    named = or(named, reaches("role-of-session"));
    unlimited = or(unlimited, reaches(situation.namedIsLimited ? "everyone" : "direct"));
  }
  return { account, named, unlimited };
}

/** Does the resource's policy do its part? To name an account is a grant only where its own policies count too. */
function resourceAllows(grants: ResourceGrants, situation: Situation): Truth {
  if (situation.identity === "none") return grants.named;
  if (situation.resource !== "adds" || situation.relation === "cross") return grants.account;
  return situation.relation === "same" ? grants.named : eitherWay(grants.named, grants.account);
}

function access(weighed: Weighed, situation: Situation): Truth {
  const others = situation.behindAnother ? "unknown" : "yes";
  const guards = and(and(weighed.scp.allow, weighed.rcp.allow), and(weighed.vpcEndpoint.allow, others));
  if (situation.identity === "none") return and(guards, weighed.grants.named);
  if (situation.relation === "same") return and(guards, sameAccount(weighed, situation));
  if (situation.relation === "cross") return and(guards, crossAccount(weighed));
  return and(guards, eitherWay(sameAccount(weighed, situation), crossAccount(weighed)));
}

function sameAccount(weighed: Weighed, { resource }: Situation): Truth {
  if (resource === "beside") return crossAccount(weighed);
  const { grants, identity, boundary, session } = weighed;
  const limits = and(boundary.allow, session.allow);
  const own = resource === "governs" ? and(identity.allow, grants.account) : identity.allow;
  return or(grants.unlimited, and(or(grants.named, own), limits));
}

/** Both decide: the caller's account through its own policies, the resource's through the resource's policy. */
function crossAccount({ grants, identity, boundary, session }: Weighed): Truth {
  return and(grants.account, and(identity.allow, and(boundary.allow, session.allow)));
}

/** Layers that stand in the way whatever the unknown facts are, explicit denies first. */
function blockers(weighed: Weighed, situation: Situation): readonly Layer[] {
  const explicit = weighed.all.filter(({ deny }) => deny === "yes").map(({ layer }) => layer);
  const missing = new Set<Layer>();
  const needs = ({ layer, allow }: LayerWeight): void => {
    if (allow === "no") missing.add(layer);
  };
  const { grants } = weighed;
  needs(weighed.scp);
  needs(weighed.rcp);
  needs(weighed.vpcEndpoint);
  const ownPoliciesCount = situation.identity !== "none";
  if (!ownPoliciesCount || situation.relation === "cross")
    needs({ ...weighed.resource, allow: resourceAllows(grants, situation) });
  else if (situation.relation === "same" && situation.resource !== "adds") needs(weighed.resource);
  const bothAllow = situation.relation === "cross" || situation.resource === "beside";
  if (ownPoliciesCount && (bothAllow || grants.unlimited === "no")) {
    needs(weighed.boundary);
    needs(weighed.session);
    // It does so for certain across accounts only: the owner that nobody told may be the caller's account.
    const standsIn = !bothAllow && grants.named !== "no";
    const moot = !bothAllow && missing.has(situation.resourceLayer);
    if (!standsIn && !moot) needs(weighed.identity);
  }
  return [...explicit, ...[...missing].filter((layer) => !explicit.includes(layer))];
}
