/** Which requests a kind of policy is asked about, as far as it has no Principal that says so. */
import { type PolicyKind } from "../../policy/policy.ts";
import { CALLERS, type CallerKind, mayCarry, type Situation, SITUATIONS } from "./key-facts.ts";

/**
 * Policies that belong to users, groups and roles, and those of an organization's accounts, are asked about no request
 * that a service makes as itself, and none that is not signed. Source: "AWS global condition context keys":
 * `aws:PrincipalIsAWSService` is false "when the service uses a service role or service-linked role". Whom an identity
 * provider vouches for has no policies before a role is assumed.
 */
const ASKED_OF_PRINCIPALS: ReadonlySet<PolicyKind> = new Set(["identity", "boundary", "session", "scp"]);

const EVERYBODY: ReadonlySet<CallerKind> = new Set(CALLERS);
const PRINCIPALS: ReadonlySet<CallerKind> = new Set(
  CALLERS.filter((caller) => caller !== "service" && caller !== "anonymous" && caller !== "provider"),
);

export function callersOfKind(kind: PolicyKind): ReadonlySet<CallerKind> {
  return ASKED_OF_PRINCIPALS.has(kind) ? PRINCIPALS : EVERYBODY;
}

/** Undefined if they come from anywhere. */
export function networkOfKind(kind: PolicyKind): Situation["network"] | undefined {
  return kind === "vpc-endpoint" ? "endpoint" : undefined;
}

export function situationsOf(
  callers: ReadonlySet<CallerKind>,
  network: Situation["network"] | undefined,
): readonly Situation[] {
  return SITUATIONS.filter(
    (situation) => callers.has(situation.caller) && (network === undefined || situation.network === network),
  );
}

/** Is the policy asked about no request that carries the key, in lower case? */
export function isNeverCarried(key: string, kind: PolicyKind): boolean {
  return situationsOf(callersOfKind(kind), networkOfKind(kind)).every((situation) => !mayCarry(situation, key));
}
