/** Which of the candidate policies are taken to apply, and the policy set made of them. */
import { once } from "../domains/once.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type NamedPolicy, type OrganizationLevel, type PolicySet } from "../evaluation/policy-set.ts";
import { type Policy } from "../policy/policy.ts";
import { policyOfJson } from "../policy/policy-of-json.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type Presumption } from "./not-known.ts";

export interface PoliciesInPlay {
  readonly set: PolicySet;
  readonly used: CandidatePolicies;
  /** Resource policies beyond the one that a request can have. */
  readonly otherResourcePolicies: readonly CandidatePolicy[];
  readonly assumptions: readonly Presumption[];
}

export interface PlayRules {
  /** The slot that the message names. */
  readonly messageSlot: PolicySlot | undefined;
  /** In that slot, also use policies that are not known to be attached although others are. */
  readonly withCandidates: "if-none-is-known" | "always";
  /** Of which the caller has none, whatever is here: nothing is guessed of them. */
  readonly lacking: readonly Layer[];
  /** The service of the request's action, lower case. */
  readonly service: string;
  /** Of a denial for want of an Allow: the root, the units and the account whose SCPs apply, where the workspace says it. */
  readonly scpLevels: readonly string[];
}

export function policiesInPlay(candidates: CandidatePolicies, rules: PlayRules): PoliciesInPlay {
  const take = (slot: PolicySlot): readonly CandidatePolicy[] => usedIn(slot, candidates[slot], rules);
  const used: CandidatePolicies = {
    scp: take("scp"),
    rcp: take("rcp"),
    resource: take("resource"),
    identity: take("identity"),
    boundary: take("boundary"),
    session: take("session"),
    "vpc-endpoint": take("vpc-endpoint"),
  };
  const [resource, ...others] = used.resource;
  const isPart = ({ partOf, basis }: CandidatePolicy): boolean =>
    partOf !== undefined && partOf === resource?.partOf && basis === resource.basis;
  const moreOfResource = others.filter(isPart);
  const otherResourcePolicies = others.filter((one) => !isPart(one));
  const scps = levelsOf("scp", used.scp);
  const rcps = levelsOf("rcp", used.rcp);
  const set: PolicySet = {
    identity: used.identity,
    ...(resource === undefined ? {} : { resource }),
    ...(moreOfResource.length === 0 ? {} : { moreOfResource }),
    ...(used.boundary.length === 0 ? {} : { boundary: used.boundary }),
    ...(used.session.length === 0 ? {} : { session: used.session }),
    ...(scps.levels.length === 0 ? {} : { scps: scps.levels }),
    ...(rcps.levels.length === 0 ? {} : { rcps: rcps.levels }),
    ...(used["vpc-endpoint"].length === 0 ? {} : { vpcEndpoint: used["vpc-endpoint"] }),
  };
  const assumptions = [...scps.assumptions, ...rcps.assumptions, ...levelsWithoutFile(used.scp, rules)];
  return { set, used, otherResourcePolicies, assumptions };
}

const TRUST: Readonly<Record<CandidatePolicy["basis"], number>> = {
  message: 0,
  stated: 1,
  declared: 2,
  content: 3,
  named: 4,
  none: 5,
};

function usedIn(
  slot: PolicySlot,
  candidates: readonly CandidatePolicy[],
  { messageSlot, withCandidates, lacking, service }: PlayRules,
): readonly CandidatePolicy[] {
  const byTrust = inOrderOfTrust(candidates);
  const known = byTrust.filter(({ basis }) => basis !== "none");
  const fitting =
    slot === "resource"
      ? byTrust.filter(({ basis, policy }) => basis !== "none" || speaksOf(policy, service))
      : byTrust;
  const tellsNoOthers = known.every(({ isOfAws }) => isOfAws === true);
  if (slot === messageSlot) return tellsNoOthers || withCandidates === "always" ? fitting : known;
  // Where the message names no layer, guardrails and grants that may apply are looked at, limits of one principal not.
  const isOfAll = slot === "identity" || slot === "scp" || slot === "rcp" || slot === "resource";
  const guessable = isOfAll && !lacking.includes(slot);
  return tellsNoOthers && messageSlot === undefined && guessable ? fitting : known;
}

/** Thousands of which nothing is known are in order already, and each fix that is tried asks for it. */
function inOrderOfTrust(candidates: readonly CandidatePolicy[]): readonly CandidatePolicy[] {
  let least = 0;
  for (const { basis } of candidates) {
    if (TRUST[basis] < least) return [...candidates].sort((a, b) => TRUST[a.basis] - TRUST[b.basis]);
    least = TRUST[basis];
  }
  return candidates;
}

function speaksOf(policy: Policy, service: string): boolean {
  return policy.statements.some((statement) =>
    ((statement.action ?? statement.notAction)?.entries ?? []).some(
      ({ text }) => text === "*" || text.toLowerCase().startsWith(`${service}:`),
    ),
  );
}

interface Levels {
  readonly levels: readonly OrganizationLevel[];
  readonly assumptions: readonly Presumption[];
}

/**
 * A level whose files only deny must have a policy that allows beside them, or nothing would work there; AWS attaches
 * one from the start, and that of RCPs cannot be detached. Each policy whose level is not known has a level of its own.
 * Source: "Service control policies" and "Resource control policies".
 */
function levelsOf(slot: "scp" | "rcp", policies: readonly CandidatePolicy[]): Levels {
  const byLevel = new Map<string, { readonly level: string | undefined; readonly policies: CandidatePolicy[] }>();
  for (const policy of policies) {
    const key = policy.level === undefined ? `? ${policy.file} ${policy.policy.span.start}` : `= ${policy.level}`;
    const level = byLevel.get(key) ?? { level: policy.level, policies: [] };
    level.policies.push(policy);
    byLevel.set(key, level);
  }
  const groups = [...byLevel.values()];
  const needsFullAccess = (group: (typeof groups)[number]): boolean =>
    slot === "rcp" || group.policies.every(({ policy }) => !policy.statements.some(mayAllow));
  return {
    levels: groups.map((group) => ({
      orgIdentifier: group.level ?? "",
      policies: needsFullAccess(group) ? [...group.policies, fullAccess()[slot]] : group.policies,
    })),
    assumptions:
      slot === "rcp"
        ? []
        : groups
            .filter(needsFullAccess)
            // Of levels that are not known one is as good as all.
            .filter((group, at, open) => at === open.findIndex(({ level }) => level === group.level))
            .map((group) => ({ assumption: "full-access-attached", level: group.level, slot }) as const),
  };
}

/** Of a level of which no file is here nothing is known but what AWS attaches from the start. */
function levelsWithoutFile(
  scps: readonly CandidatePolicy[],
  { messageSlot, scpLevels }: PlayRules,
): readonly Presumption[] {
  if (messageSlot !== "scp" || scps.length === 0) return [];
  const withFile = new Set(scps.map(({ level }) => level));
  return scpLevels
    .filter((level) => !withFile.has(level))
    .map((level) => ({ assumption: "full-access-attached", level, slot: "scp", isWithoutFile: true }));
}

function mayAllow({ effect }: Policy["statements"][number]): boolean {
  return effect?.text !== "Deny";
}

const ALLOW_ALL = { Effect: "Allow", Action: "*", Resource: "*" };

const fullAccess = once((): Readonly<Record<"scp" | "rcp", NamedPolicy>> => ({
  scp: { name: "FullAWSAccess", policy: policyOfJson({ Version: "2012-10-17", Statement: ALLOW_ALL }) },
  rcp: {
    name: "RCPFullAWSAccess",
    policy: policyOfJson({ Version: "2012-10-17", Statement: { ...ALLOW_ALL, Principal: "*" } }),
  },
}));
