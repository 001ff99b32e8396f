/** Files that may be of a kind that looks like another one, where AWS names a layer of which no file is known. */
import { type Denial } from "../message/denial.ts";
import { type Request } from "../evaluation/request.ts";
import { isSettled, type Policy } from "../policy/policy.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { byFit, fitsOf } from "./candidate-fit.ts";
import { type IfAttached } from "./not-known.ts";

/** More are not asked what they would do. */
const MOST_RANKED = 200;

/** Kinds that look like another one, and are told apart only by what somebody states. */
export const LOOKS_LIKE: Readonly<Partial<Record<PolicySlot, PolicySlot>>> = {
  scp: "identity",
  boundary: "identity",
  session: "identity",
  rcp: "resource",
  "vpc-endpoint": "resource",
};

export interface Guessable {
  readonly denial: Denial;
  readonly candidates: CandidatePolicies;
  readonly mayMatch: (policy: Policy) => boolean;
}

/** Files that would deny, were they of the kind that AWS names; nothing says of which they are. */
export function withGuessedKinds<G extends Guessable>(
  attempt: G,
  request: Request,
  slot: PolicySlot | undefined,
): G | undefined {
  return withThose(attempt, request, slot, "explicit", attempt.mayMatch);
}

/**
 * Where none allows it. Nearly every file allows less than all, so that only those count whose names speak of the kind:
 * `session.json`, `guardrails/services.json`.
 */
export function withNamedKinds<G extends Guessable>(
  attempt: G,
  request: Request,
  slot: PolicySlot | undefined,
): G | undefined {
  const words = slot === undefined ? undefined : WORDS[slot];
  if (words === undefined) return undefined;
  const speaks = (_: Policy, { file }: CandidatePolicy): boolean => words.test(file);
  return withThose(attempt, request, slot, "implicit", speaks);
}

/** A policy for Session Manager is none of a session, and one that is about the organization none of it. */
const WORDS: Readonly<Partial<Record<PolicySlot, RegExp>>> = {
  scp: /(?:^|\/)guard-?rails?\/|(?:^|[-_./])(?:guard-?rails?|allow-?list(?:ed)?|allowed-(?:actions|services)|org(?:anization)?-polic(?:y|ies))(?=[-_.])[^/]*$/i,
  session: /(?:^|[-_./])session(?![-_]?manager)(?=[-_.])[^/]*$/i,
};

function withThose<G extends Guessable>(
  attempt: G,
  request: Request,
  slot: PolicySlot | undefined,
  denyType: "explicit" | "implicit",
  isWanted: (policy: Policy, one: CandidatePolicy) => boolean,
): G | undefined {
  const { candidates, denial } = attempt;
  const like = slot === undefined ? undefined : LOOKS_LIKE[slot];
  if (slot === undefined || like === undefined || denial.policyArn !== null) return undefined;
  const guessable = candidates[like].filter(
    (one) =>
      one.basis === "none" &&
      one.kindBasis === "content" &&
      isWanted(one.policy, one) &&
      (slot !== "rcp" || mayBeControl(one.policy)),
  );
  const wanted = denyType === "explicit" ? DENYING : NOT_DENYING;
  const fits = fitsOf(guessable.slice(0, MOST_RANKED), slot, request);
  const guessed = byFit(fits, "explicit").filter(({ ifAttached }) => wanted.includes(ifAttached));
  if (guessed.length === 0) return undefined;
  const own = [...candidates[slot], ...guessed.map(({ candidate }) => candidate)];
  return { ...attempt, candidates: { ...candidates, [slot]: own } };
}

const DENYING: readonly IfAttached[] = ["denies", "may-deny"];
const NOT_DENYING: readonly IfAttached[] = ["silent", "may-allow", "allows"];

/** An RCP denies, and denies everyone. Source: "RCP syntax". */
function mayBeControl({ statements }: Policy): boolean {
  return statements.every(({ effect, principal, notPrincipal, resource, notResource }) => {
    const mayDeny = effect === undefined || !isSettled(effect) || effect.text === "Deny";
    const mayBeEveryone =
      notPrincipal === undefined &&
      principal?.form !== "text" &&
      (principal?.form !== "typed" ||
        principal.types.every(({ type, entries }) => type === "AWS" && entries.every(({ text }) => text === "*")));
    return mayDeny && mayBeEveryone && (resource !== undefined || notResource !== undefined);
  });
}
