/** What policies of which nothing says that they are attached would do, each by itself, if they were. */
import { or, type Truth } from "../domains/truth.ts";
import { hasEffect, type StatementTrace } from "../evaluation/decision.ts";
import { tracerOf } from "../evaluation/evaluate.ts";
import { type PolicySet } from "../evaluation/policy-set.ts";
import { type Request } from "../evaluation/request.ts";
import { type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { type IfAttached } from "./not-known.ts";

export interface CandidateFit {
  readonly candidate: CandidatePolicy;
  readonly ifAttached: IfAttached;
}

/** In the order given; each is asked by itself. */
export function fitsOf(
  candidates: readonly CandidatePolicy[],
  slot: PolicySlot,
  request: Request,
): readonly CandidateFit[] {
  const traces = tracerOf(request);
  return candidates.map((candidate) => ({ candidate, ifAttached: fitOf(candidate, slot, traces) }));
}

/** Those that could be what does not allow the request: beside an SCP that only denies there is one that allows. */
export function thatCouldAllow<C extends Pick<CandidatePolicy, "policy">>(
  slot: PolicySlot,
  denyType: "explicit" | "implicit" | undefined,
  policies: readonly C[],
): readonly C[] {
  if (slot !== "scp" || denyType !== "implicit") return policies;
  const allowing = policies.filter((one) => mayHave("Allow", one));
  return allowing.length === 0 ? policies : allowing;
}

/** Does the policy have a statement of that effect, as far as the file settles it? */
export function mayHave(wanted: "Allow" | "Deny", { policy }: Pick<CandidatePolicy, "policy">): boolean {
  const other = wanted === "Allow" ? "Deny" : "Allow";
  return policy.open || policy.statements.some(({ effect }) => effect?.text !== other);
}

/** Those that explain a denial of this type first; those that fit as well keep their order. */
export function byFit(
  fits: readonly CandidateFit[],
  denyType: "explicit" | "implicit" | undefined,
): readonly CandidateFit[] {
  const order = denyType === "explicit" ? EXPLICIT : IMPLICIT;
  return [...fits].sort((a, b) => order.indexOf(a.ifAttached) - order.indexOf(b.ifAttached));
}

const EXPLICIT: readonly IfAttached[] = ["denies", "may-deny", "silent", "may-allow", "allows"];
const IMPLICIT: readonly IfAttached[] = ["allows", "may-allow", "denies", "may-deny", "silent"];

function fitOf(
  candidate: CandidatePolicy,
  slot: PolicySlot,
  traces: (policies: PolicySet) => readonly StatementTrace[],
): IfAttached {
  let allow: Truth = candidate.policy.open ? "unknown" : "no";
  let deny: Truth = allow;
  for (const trace of traces(policySetOf(slot, candidate))) {
    allow = or(allow, hasEffect("Allow", trace));
    deny = or(deny, hasEffect("Deny", trace));
  }
  if (deny !== "no") return deny === "yes" ? "denies" : "may-deny";
  return allow === "yes" ? "allows" : allow === "unknown" ? "may-allow" : "silent";
}

/** The set with this policy alone. */
export function policySetOf(slot: PolicySlot, policy: CandidatePolicy): PolicySet {
  switch (slot) {
    case "identity":
      return { identity: [policy] };
    case "resource":
      return { identity: [], resource: policy };
    case "boundary":
      return { identity: [], boundary: [policy] };
    case "session":
      return { identity: [], session: [policy] };
    case "scp":
      return { identity: [], scps: [{ orgIdentifier: "", policies: [policy] }] };
    case "rcp":
      return { identity: [], rcps: [{ orgIdentifier: "", policies: [policy] }] };
    case "vpc-endpoint":
      return { identity: [], vpcEndpoint: [policy] };
  }
}
