/**
 * A refused AssumeRoleWithWebIdentity of which tools print neither the role nor who asked. The role's trust policy
 * decides, so the trust policies here that accept web identities are what there is to look at.
 * Sources: "Create a role for OpenID Connect federation"; "Available keys for AWS OIDC federation".
 */
import { traceStatements } from "../evaluation/evaluate.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { readCaller } from "../policy/caller.ts";
import { type Policy } from "../policy/policy.ts";
import { type ActionLookup } from "./action-facts.ts";
import { type DeniedRequest, toRequest } from "./denied-request.ts";
import { type StatementPlacer } from "./element-findings.ts";
import { type NearMiss } from "./explanation.ts";
import { findNearMisses } from "./near-misses.ts";

export function asksByToken({ principal, action }: Pick<DeniedRequest, "principal" | "action">): boolean {
  return principal === undefined && action?.toLowerCase() === "sts:assumerolewithwebidentity";
}

/** With the provider as the caller, where a known claim of the token tells which of those named here it is. */
export function withTokenProvider(subject: DeniedRequest, candidates: CandidatePolicies): DeniedRequest {
  if (!asksByToken(subject)) return subject;
  const hosts = new Set(
    [...subject.context.keys()].flatMap((key) => (CLAIM.test(key) ? [key.replace(CLAIM, "")] : [])),
  );
  const told = tokenProviders(candidates).filter((provider) => hosts.has(hostOf(provider).toLowerCase()));
  const [provider, ...others] = told;
  if (provider === undefined || others.length > 0) return subject;
  const assumption = { assumption: "token-provider", provider } as const;
  return { ...subject, principal: provider, assumptions: [...subject.assumptions, assumption] };
}

/** Claims that are condition keys for every provider. */
const CLAIM = /:(?:sub|aud|amr|email|oaud)$/;

/** The providers of web identities that trust policies here name, each once. */
export function tokenProviders({ resource }: CandidatePolicies): readonly string[] {
  return [...new Set(resource.flatMap(({ policy }) => providersOf(policy)))];
}

function providersOf({ statements }: Policy): readonly string[] {
  return statements
    .flatMap(({ principal }) =>
      principal?.form !== "typed"
        ? []
        : principal.types.flatMap(({ type, entries }) => (type === "Federated" ? entries.map(({ text }) => text) : [])),
    )
    .filter((text) => readCaller(text).kind === "provider" && !text.includes(":saml-provider/"));
}

/** The prefix of its condition keys: `token.actions.githubusercontent.com`. */
export function hostOf(provider: string): string {
  return provider.replace(/^arn:.*:oidc-provider\//, "");
}

export interface TrustSearch {
  readonly candidates: CandidatePolicies;
  readonly placer: StatementPlacer;
  readonly actions: ActionLookup;
}

/** The statements that let somebody with a token in; nothing is said of who it was. */
export function trustsOfTokens(subject: DeniedRequest, search: TrustSearch): readonly NearMiss[] {
  const { candidates, placer, actions } = search;
  return tokenProviders(candidates).flatMap((provider) => {
    const request = toRequest({ ...subject, principal: provider }, candidates, actions)?.request;
    if (request === undefined) return [];
    const traced = candidates.resource.flatMap((policy) =>
      traceStatements(request, { identity: [], resource: policy })
        .filter(
          ({ effect, action, principal }) => effect === "Allow" && action.truth !== "no" && principal?.truth === "yes",
        )
        .map((trace) => ({ trace, policy: asFound(policy) })),
    );
    return findNearMisses(traced, { request, placer, actions }).map(withoutCaller);
  });
}

/** It is shown for what it holds, so that its attachment is not the question. */
function asFound(policy: CandidatePolicy): CandidatePolicy {
  return policy.basis === "none" ? { ...policy, basis: "content" } : policy;
}

/** That the statement names a provider does not tell whose the token was. */
function withoutCaller(miss: NearMiss): NearMiss {
  const elements = miss.elements.map((one) =>
    one.element === "principal" ? { ...one, truth: "unknown" as const, need: undefined } : one,
  );
  return { ...miss, elements };
}
