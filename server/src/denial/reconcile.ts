/** Reconciles what the message says with what the files say. The message is evidence of the highest rank. */
import {
  type Decision,
  hasEffect,
  type Layer,
  type LayerVerdict,
  slotOfLayer,
  type StatementTrace,
} from "../evaluation/decision.ts";
import { type Denial } from "../message/denial.ts";
import { hasFiles, hasKnownFiles, restsOnKnown } from "./files-of-layer.ts";
import { type PoliciesInPlay } from "./policies-in-play.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type LayerBasis, type Verdict, type VerdictReason } from "./explanation.ts";

export interface Reconciled {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  readonly layer: Layer | undefined;
  /** Who says that it is this layer. */
  readonly layerBasis: LayerBasis;
  readonly denyType: "explicit" | "implicit" | undefined;
  /** Statements that deny, or that may; empty unless the files hold such. */
  readonly denying: readonly StatementTrace[];
  /** The same in policies that are not the one that AWS names. */
  readonly alsoDenying: readonly StatementTrace[];
  /** The ARN that AWS names, where one policy alone may have it: the one that denies, whose ID no file says. */
  readonly presumedNamed?: string;
}

export interface Evaluated {
  readonly play: PoliciesInPlay;
  readonly decision: Decision;
  /** The candidate that a traced policy is; undefined for one that was added to make the evaluation whole. */
  readonly candidateOf: (trace: StatementTrace) => CandidatePolicy | undefined;
  /** Does the message leave it open which resource it is? */
  readonly isResourceOpen: boolean;
  /** Does the policy of a bucket count beside that of the access point? */
  readonly isThroughAccessPoint: boolean;
  /** Does the role that is asked for leave it to its account, by what made it, who may take it? */
  readonly isLeftToAccount: boolean;
}

export function verdictOf(decision: Decision, layer: Layer): LayerVerdict {
  return decision.layers.find((one) => one.layer === layer)?.verdict ?? "not-applicable";
}

/** An SCP or an RCP that AWS does not ask for this request, as RCPs for most services, decides nothing whatever is in it. */
export function isAsked(slot: PolicySlot, decision: Decision): boolean {
  return (slot !== "scp" && slot !== "rcp") || verdictIn(slot, decision) !== "not-applicable";
}

function verdictIn(slot: PolicySlot, { layers }: Decision): LayerVerdict {
  return layers.find((one) => slotOfLayer(one.layer) === slot)?.verdict ?? "not-applicable";
}

export function reconcile(denial: Denial, layer: Layer | undefined, evaluated: Evaluated): Reconciled {
  if (layer === undefined) return withoutNamedLayer(denial, evaluated);
  return denial.denyType === "explicit" ? explicitIn(layer, denial, evaluated) : implicitIn(layer, evaluated);
}

/**
 * What no policy of the organization restricts: SCPs do not restrict the management account, and neither SCPs nor RCPs
 * service-linked roles. Sources: "Service control policies (SCPs)" and "Resource control policies (RCPs)", on what they
 * do not restrict.
 */
export function beyondOrganization(
  { denyType }: Denial,
  layer: Layer,
  reason: Extract<VerdictReason, "scp-on-management-account" | "guardrail-on-linked-role">,
): Reconciled {
  return {
    verdict: "contradiction",
    reason,
    layer,
    layerBasis: "message",
    denyType: denyType === "explicit" ? "explicit" : "implicit",
    denying: [],
    alsoDenying: [],
  };
}

function explicitIn(layer: Layer, denial: Denial, evaluated: Evaluated): Reconciled {
  const { play, decision, candidateOf } = evaluated;
  const slot = slotOfLayer(layer);
  const answer = (verdict: Verdict, reason: VerdictReason, denying: readonly StatementTrace[] = []): Reconciled => ({
    verdict,
    reason,
    layer,
    layerBasis: "message",
    denyType: "explicit",
    denying,
    alsoDenying: [],
  });
  const used = play.used[slot];
  const named = used.filter(({ basis }) => basis === "message");
  const isNamed = (trace: StatementTrace): boolean => candidateOf(trace)?.basis === "message";
  const all = denyingIn(slot, evaluated);
  if (denial.policyArn !== null && named.length === 0) {
    // A user or role has one boundary.
    const mayBeNamed = (one: CandidatePolicy | undefined): boolean =>
      one?.hasUnknownId === true && (slot !== "boundary" || (one.basis === "stated" && used.length === 1));
    const [presumed, ...others] = new Set(all.map(candidateOf).filter(mayBeNamed));
    if (presumed !== undefined && others.length === 0) {
      const its = all.filter((trace) => candidateOf(trace) === presumed);
      return { ...answer("explained", reasonOf(its), its), presumedNamed: denial.policyArn };
    }
    return { ...answer("not-covered", "named-policy-missing"), alsoDenying: all };
  }
  const denies = all.filter((trace) => named.length === 0 || isNamed(trace));
  if (denies.length > 0) {
    return answer("explained", reasonOf(denies), denies);
  }
  if ((named.length > 0 ? named : used).some(({ policy }) => policy.open)) return answer("not-covered", "policy-open");
  if (named.length > 0) return answer("contradiction", "named-policy-differs");
  if (used.length === 0) return answer("not-covered", "no-file-of-layer");
  if (decision.decision === "Allowed") return answer("workspace-allows", "files-allow");
  const known = used.some(({ basis }) => basis !== "none");
  // The policy of the bucket behind an access point may be the one that denies.
  const only = (slot === "resource" && !evaluated.isThroughAccessPoint) || slot === "boundary";
  return only && known
    ? answer("contradiction", "layer-does-not-deny")
    : answer("not-covered", "other-policy-of-layer");
}

function reasonOf(denies: readonly StatementTrace[]): VerdictReason {
  return denies.some((trace) => hasEffect("Deny", trace) === "yes") ? "deny-matches" : "deny-may-match";
}

function implicitIn(layer: Layer, evaluated: Evaluated): Reconciled {
  const { play, decision } = evaluated;
  const used = play.used[slotOfLayer(layer)];
  const answer = (verdict: Verdict, reason: VerdictReason, denying: readonly StatementTrace[] = []): Reconciled => ({
    verdict,
    reason,
    layer,
    layerBasis: "message",
    denyType: "implicit",
    denying,
    alsoDenying: [],
  });
  // A policy that is stated to be an alias's may be the key's, and may not.
  if (used.every(({ alias }) => alias !== undefined)) return answer("not-covered", "no-file-of-layer");
  const known = restsOnKnown(slotOfLayer(layer), evaluated);
  switch (verdictOf(decision, layer)) {
    case "implicit-deny":
    case "unknown":
      // Another policy may allow it all the same, as that of a resource which names the session.
      if (decision.decision === "Allowed" && known) return allowedIn(layer, evaluated, known, answer);
      // What is left is the bucket behind the access point.
      if (known && layer === "resource" && accessPointAllows(evaluated))
        return answer("not-covered", "other-policy-of-layer");
      if (allowsUnlessDenied(layer, decision)) return allowedIn(layer, evaluated, known, answer);
      return answer("explained", mayAllow(layer, decision) ? "allow-may-match" : "no-allow");
    case "explicit-deny":
      return known
        ? answer("contradiction", "files-deny-explicitly", denyingIn(slotOfLayer(layer), evaluated))
        : answer("explained", "no-allow");
    case "allow":
    case "not-applicable":
      // The message refutes that something beside the SCPs that only deny allows everything.
      if (restsOnFullAccess(layer, play)) return answer("not-covered", "other-policy-of-layer");
      return allowedIn(layer, evaluated, known, answer);
  }
}

/** Does its policy allow the request, so that the bucket's is to blame? */
export function accessPointAllows({ isThroughAccessPoint, decision }: Evaluated): boolean {
  const own = decision.statements.filter(({ slot }) => slot === "resource");
  return (
    isThroughAccessPoint &&
    own.some((trace) => hasEffect("Allow", trace) === "yes") &&
    own.every((trace) => hasEffect("Deny", trace) === "no")
  );
}

/** Behind an access point the layer is open whatever the policy here says, which may have nothing that allows it. */
function mayAllow(layer: Layer, { layers, statements }: Decision): boolean {
  const verdict = layers.find((one) => one.layer === layer)?.verdict;
  if (verdict !== "unknown") return false;
  const own = statements.filter(({ slot }) => slot === slotOfLayer(layer));
  return own.length === 0 || own.some((trace) => hasEffect("Allow", trace) !== "no");
}

/**
 * Does one of its statements allow the request for certain? Then only a Deny leaves the layer open, and that AWS found no
 * Allow tells that none matched. SCPs and RCPs have levels, each of which has to allow.
 */
function allowsUnlessDenied(layer: Layer, { layers, statements }: Decision): boolean {
  const slot = slotOfLayer(layer);
  const isOpen = layers.some((one) => one.layer === layer && one.verdict === "unknown");
  if (!isOpen || slot === "scp" || slot === "rcp") return false;
  return statements.some((trace) => trace.slot === slot && hasEffect("Allow", trace) === "yes");
}

function restsOnFullAccess(layer: Layer, { assumptions }: PoliciesInPlay): boolean {
  return layer === "scp" && assumptions.some(({ assumption }) => assumption === "full-access-attached");
}

/** The layer that the message blames allows it by the files: does another one explain the message? */
function allowedIn(
  layer: Layer,
  { play, decision }: Evaluated,
  known: boolean,
  answer: (verdict: Verdict, reason: VerdictReason) => Reconciled,
): Reconciled {
  if (!known) return answer("workspace-allows", "candidate-allows");
  // For a key or a role to be taken, AWS names the identity policies also where the resource's own policy is silent.
  const twin = layer === "identity" ? (["key-policy", "trust"] as const) : [];
  const silent = twin.find((one) => verdictOf(decision, one) === "implicit-deny" && play.used.resource.length > 0);
  if (silent !== undefined) return byAbsence("no-allow", silent);
  const open = twin.find((one) => verdictOf(decision, one) === "unknown" && play.used.resource.length > 0);
  if (open !== undefined) return byAbsence("allow-may-match", open);
  const missing = requiredWithoutFile({ play, decision });
  // Each level has SCPs of its own, so what AWS names may be others than those here.
  if (missing !== undefined && layer === "scp") return answer("not-covered", "other-policy-of-layer");
  if (missing !== undefined) return notCovered("no-file-of-layer", missing, "implicit");
  const blocking = decision.deniedBy.filter((one) => one !== layer && hasKnownFiles(play, one));
  return blocking.length > 0
    ? answer("contradiction", "other-layer-denies")
    : answer("workspace-allows", "files-allow");
}

function withoutNamedLayer(denial: Denial, evaluated: Evaluated): Reconciled {
  const { play, decision } = evaluated;
  const slots = (Object.keys(play.used) as PolicySlot[]).filter((slot) => isAsked(slot, decision));
  if (slots.every((slot) => play.used[slot].length === 0)) {
    return denial.denyType === "explicit"
      ? notCovered("no-file-at-all", undefined, "explicit")
      : unplaced("not-covered", "no-file-at-all");
  }
  const denies = slots.flatMap((slot) => denyingIn(slot, evaluated));
  // A decoded message names the statement, never its policy.
  const named = denies.filter(
    ({ statement }) => statement.sid?.text === denial.statementId && statement.sid !== undefined,
  );
  if (named.length > 0 && denial.denyType === "explicit") {
    return byDeny(
      named.some((trace) => hasEffect("Deny", trace) === "yes") ? "deny-matches" : "deny-may-match",
      named,
      decision,
    );
  }
  const denied = denies.filter(
    (trace) => hasEffect("Deny", trace) === "yes" && verdictIn(trace.slot, decision) !== "unknown",
  );
  // One that is known to apply comes before one of which nothing says that it is attached.
  const isUnbound = (trace: StatementTrace): boolean => evaluated.candidateOf(trace)?.basis === "none";
  const certain = [...denied.filter((one) => !isUnbound(one)), ...denied.filter(isUnbound)];
  if (certain.length > 0) return byDeny("deny-matches", certain, decision);
  const silent = denial.denyType === "explicit" ? undefined : decision.deniedBy.find((layer) => hasFiles(play, layer));
  if (silent !== undefined) return byAbsence("no-allow", silent);
  if (denies.length > 0) return byDeny("deny-may-match", denies, decision);
  const isOpen = slots.some((slot) => play.used[slot].some(({ policy }) => policy.open));
  if (denial.denyType === "explicit")
    return notCovered(isOpen ? "policy-open" : "other-policy-of-layer", undefined, "explicit");
  const undecided = decision.layers.find(({ layer, verdict }) => verdict === "unknown" && hasFiles(play, layer));
  if (undecided !== undefined) {
    return isAboutUnknownResource(undecided.layer, evaluated)
      ? notCovered("resource-unknown", undecided.layer, "implicit")
      : byAbsence("allow-may-match", undecided.layer);
  }
  const missing = requiredWithoutFile(evaluated);
  if (missing === "trust" && isLeftToCaller(evaluated)) return byAbsence("no-allow", "identity");
  if (missing !== undefined) return notCovered("no-file-of-layer", missing, "implicit");
  // Only an Allow of the resource's policy that may match could have stood in for it, and AWS says that none did.
  const absent =
    decision.decision === "Allowed"
      ? undefined
      : decision.layers.find(({ layer, verdict }) => verdict === "implicit-deny" && hasFiles(play, layer));
  if (absent !== undefined) return byAbsence("no-allow", absent.layer);
  return restsOnUnattached(evaluated)
    ? { ...unplaced("workspace-allows", "candidate-allows"), layer: "identity" }
    : unplaced("workspace-allows", "files-allow");
}

/** What its trust policy leaves to the account is decided by the caller's own policies. */
function isLeftToCaller({ isLeftToAccount, play, decision }: Evaluated): boolean {
  return isLeftToAccount && hasKnownFiles(play, "identity") && verdictOf(decision, "identity") === "implicit-deny";
}

/** Do policies alone allow the request of which nothing says that they are the caller's? */
function restsOnUnattached(evaluated: Evaluated): boolean {
  const { play, decision } = evaluated;
  const isAllowedByResource = decision.statements.some(
    (trace) => trace.slot === "resource" && hasEffect("Allow", trace) === "yes",
  );
  return play.used.identity.length > 0 && !restsOnKnown("identity", evaluated) && !isAllowedByResource;
}

/**
 * A layer that has to allow the request and of which there is no file: a trust policy or a key policy always, across
 * accounts every resource's policy, and the caller's own policies unless the resource's policy names the caller.
 */
function requiredWithoutFile({ play, decision }: Pick<Evaluated, "play" | "decision">): Layer | undefined {
  const governing = decision.layers.find(
    ({ layer, verdict }) =>
      (layer === "trust" || layer === "key-policy") && verdict === "unknown" && !hasFiles(play, layer),
  );
  return decision.deniedBy.find((layer) => !hasFiles(play, layer)) ?? governing?.layer;
}

/** Would an Allow of the layer match, did it name the resource, of which the message does not say enough? */
function isAboutUnknownResource(layer: Layer, { decision, isResourceOpen }: Evaluated): boolean {
  if (!isResourceOpen) return false;
  const undecided = decision.statements.filter(
    (trace) => trace.slot === slotOfLayer(layer) && trace.effect === "Allow" && trace.matches === "unknown",
  );
  // What a variable of the policy leaves open is no question of which resource was asked for.
  const hasVariables = ({ statement }: StatementTrace): boolean =>
    (statement.resource ?? statement.notResource)?.entries.some(({ text }) => text.includes("${")) === true;
  return undecided.some((trace) => trace.resource.truth === "unknown" && !hasVariables(trace));
}

function unplaced(verdict: Verdict, reason: VerdictReason): Reconciled {
  return { verdict, reason, layer: undefined, layerBasis: "files", denyType: undefined, denying: [], alsoDenying: [] };
}

function byDeny(reason: VerdictReason, denying: readonly StatementTrace[], decision: Decision): Reconciled {
  const slot = denying[0] === undefined ? undefined : denying[0].slot;
  const layer = decision.layers.find(
    (one) => slotOfLayer(one.layer) === slot && one.verdict !== "not-applicable",
  )?.layer;
  return {
    verdict: "explained",
    reason,
    layer: layer ?? slot,
    layerBasis: "files",
    denyType: "explicit",
    denying,
    alsoDenying: [],
  };
}

function byAbsence(reason: VerdictReason, layer: Layer): Reconciled {
  return {
    verdict: "explained",
    reason,
    layer,
    layerBasis: "files",
    denyType: "implicit",
    denying: [],
    alsoDenying: [],
  };
}

function notCovered(reason: VerdictReason, layer: Layer | undefined, denyType: "explicit" | "implicit"): Reconciled {
  return { verdict: "not-covered", reason, layer, layerBasis: "files", denyType, denying: [], alsoDenying: [] };
}

/** Deny statements of the slot that match or may, the surest first. */
function denyingIn(slot: PolicySlot, { decision, candidateOf }: Evaluated): readonly StatementTrace[] {
  const found = decision.statements.filter(
    (trace) => trace.slot === slot && hasEffect("Deny", trace) !== "no" && candidateOf(trace) !== undefined,
  );
  const rank = (trace: StatementTrace): number =>
    (hasEffect("Deny", trace) === "yes" ? 0 : 2) + (candidateOf(trace)?.basis === "none" ? 1 : 0);
  const sorted = found.sort((a, b) => rank(a) - rank(b));
  // A policy that is attached at several levels of the organization denies it once.
  return [...new Map(sorted.toReversed().map((trace) => [trace.statement, trace])).values()].toReversed();
}
