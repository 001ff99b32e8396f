/**
 * A refused AssumeRoleWithWebIdentity or AssumeRoleWithSAML of which tools print neither the role nor who asked. The
 * role's trust policy decides, so the trust policies here that accept such tokens are what there is to look at.
 * Sources: "Create a role for OpenID Connect federation"; "Available keys for AWS OIDC federation"; "Create a role for
 * SAML 2.0 federation"; "Available keys for SAML-based AWS STS federation".
 */
import { type StatementTrace } from "../evaluation/decision.ts";
import { traceStatements } from "../evaluation/evaluate.ts";
import { type CandidatePolicies, type CandidatePolicy } from "../policy/attached-policy.ts";
import { readArn } from "../policy/arn.ts";
import { type ActionLookup } from "./action-facts.ts";
import { type DeniedRequest, toRequest } from "./denied-request.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NearMiss } from "./near-miss.ts";
import { type TokenKind } from "./next-step.ts";
import { likeFixes } from "./fixes/like-for-tokens.ts";
import { type TokenFixSearch } from "./fixes/token-fix.ts";
import { fixesForSession } from "./fixes/session-of-token.ts";
import { findNearMisses, type TracedPolicy } from "./near-misses.ts";
import { CLAIM, providersOf, refersToProvider, type TokenProvider } from "./token-providers.ts";

export function asksByToken(subject: Pick<DeniedRequest, "principal" | "action" | "call">): boolean {
  return subject.principal === undefined && tokenOf(subject) !== undefined;
}

/** Which token the call takes, also where it is refused for what the session would carry. */
export function tokenOf({ action, call }: Pick<DeniedRequest, "action" | "call">): TokenKind | undefined {
  const lower = action?.toLowerCase() ?? "";
  switch (OF_SESSION.has(lower) ? call?.toLowerCase() : lower) {
    case "sts:assumerolewithwebidentity":
      return "web-identity";
    case "sts:assumerolewithsaml":
      return "saml";
    default:
      return undefined;
  }
}

/** What AssumeRole and its like need besides. Source: "Pass session tags in AWS STS"; "Monitor and control actions taken with assumed roles". */
const OF_SESSION: ReadonlySet<string> = new Set(["sts:tagsession", "sts:setsourceidentity"]);

/**
 * With the role of the one trust policy here that accepts such tokens, where the message names no role and somebody
 * states whose policy it is.
 */
export function withOnlyRole(
  subject: DeniedRequest,
  candidates: CandidatePolicies,
): { readonly subject: DeniedRequest; readonly candidates: CandidatePolicies } {
  const token = tokenOf(subject);
  if (token === undefined || subject.asked.arn !== undefined || subject.asked.said !== undefined)
    return { subject, candidates };
  const provider = subject.principal;
  const accepting = candidates.resource.filter((candidate) => {
    const providers = providersOf(candidate, { token, account: subject.resourceAccount });
    return provider === undefined ? providers.length > 0 : providers.some(({ arn }) => arn === provider);
  });
  const [only, ...others] = accepting;
  const role = only?.statedFor;
  const account = role === undefined ? undefined : readArn(role)?.account;
  if (only === undefined || others.length > 0 || role === undefined || account === undefined || /[*?]/.test(role))
    return { subject, candidates };
  return {
    subject: {
      ...subject,
      resource: role,
      asked: { arn: role, said: role, possible: [] },
      resourceAccount: account,
      assumptions: [...subject.assumptions, { assumption: "only-role", role, policyName: only.name }],
    },
    candidates: { ...candidates, resource: [{ ...only, basis: "stated" }] },
  };
}

/** With the provider as the caller, where a known claim of the token tells which of those named here it is. */
export function withTokenProvider(subject: DeniedRequest, candidates: CandidatePolicies): DeniedRequest {
  if (!asksByToken(subject)) return subject;
  const token = tokenOf(subject);
  const keys = [...subject.context.keys()];
  const hosts = new Set(keys.flatMap((key) => (CLAIM.test(key) ? [key.replace(CLAIM, "")] : [])));
  // The keys of an assertion are the same for every provider.
  const isTold = ({ arn }: TokenProvider): boolean =>
    token === "saml" ? keys.some((key) => key.startsWith("saml:")) : hosts.has(hostOf(arn).toLowerCase());
  const told = tokenProviders(subject, candidates).filter(isTold);
  const [provider, ...others] = told;
  if (provider?.isKnown !== true || others.length > 0) return subject;
  const assumption = { assumption: "token-provider", provider: provider.arn } as const;
  return { ...subject, principal: provider.arn, assumptions: [...subject.assumptions, assumption] };
}

/** The providers of such tokens that trust policies here name, each once. */
function tokenProviders(subject: DeniedRequest, { resource }: CandidatePolicies): readonly TokenProvider[] {
  const token = tokenOf(subject);
  const { resourceAccount } = subject;
  if (token === undefined) return [];
  const found = resource.flatMap((candidate) => providersOf(candidate, { token, account: resourceAccount }));
  return [...new Map(found.map((one) => [one.arn, one])).values()];
}

/** The prefix of its condition keys: `token.actions.githubusercontent.com`. */
export function hostOf(provider: string): string {
  return provider.replace(/^arn:.*:oidc-provider\//, "");
}

export interface TrustSearch extends TokenFixSearch {
  readonly candidates: CandidatePolicies;
  readonly actions: ActionLookup;
}

export interface TrustsOfTokens {
  readonly nearMisses: readonly NearMiss[];
  readonly fixes: readonly ExplanationFix[];
}

/** The statements that let somebody with a token in, and what is wrong with them whoever that was. */
export function trustsOfTokens(subject: DeniedRequest, search: TrustSearch): TrustsOfTokens {
  const found = tokenProviders(subject, search.candidates).map((provider) => trustsOf(provider, subject, search));
  const nearMisses = found.flatMap((one) => one.nearMisses);
  return {
    // A statement may name several providers.
    nearMisses: [...new Map(nearMisses.map((one) => [keyOf(one), one])).values()],
    fixes: found.flatMap(({ fixes }) => fixes).slice(0, MOST_FIXES),
  };
}

function keyOf({ place: { file, policyName, index } }: NearMiss): string {
  return `${index} ${policyName} ${file}`;
}

function trustsOf({ arn }: TokenProvider, subject: DeniedRequest, search: TrustSearch): TrustsOfTokens {
  const { candidates, placer, actions, files } = search;
  const request = toRequest({ ...subject, principal: arn }, candidates, actions)?.request;
  if (request === undefined) return { nearMisses: [], fixes: [] };
  const isNamed = ({ principal, statement }: StatementTrace): boolean =>
    principal?.truth === "yes" || (principal?.truth === "unknown" && refersToProvider(statement));
  const all = candidates.resource.flatMap((policy) =>
    traceStatements(request, { identity: [], resource: policy }).map((trace) => ({ trace, policy: asFound(policy) })),
  );
  const named = all.filter(({ trace }) => trace.effect === "Allow" && isNamed(trace));
  const accepting = named.filter(({ trace }) => trace.action.truth !== "no");
  // Where none allows the action, another action beside the provider is the mistake.
  const traced = accepting.length > 0 ? accepting : named;
  const nearMisses = findNearMisses(traced, { request, placer, actions, files }).map(withoutCaller);
  const isShown = ({ policy, trace }: TracedPolicy): boolean =>
    nearMisses.some(({ place }) => place.file === policy.file && place.index === trace.statement.index);
  const denying = all.filter(({ trace }) => trace.effect === "Deny" && trace.matches === "yes");
  const denied = new Set(denying.map(({ trace }) => trace.policy));
  const lacking = accepting.length > 0 ? [] : named.filter((one) => isShown(one) && !denied.has(one.trace.policy));
  return {
    nearMisses,
    fixes: [
      ...likeFixes(accepting.filter(isShown), request, search),
      ...(subject.call === undefined || subject.action === undefined
        ? []
        : fixesForSession(lacking, { action: subject.action, call: subject.call, role: subject.asked.arn }, search)),
    ],
  };
}

const MOST_FIXES = 2;

/** It is shown for what it holds, so that its attachment is not the question. */
function asFound(policy: CandidatePolicy): CandidatePolicy {
  return policy.basis === "none" ? { ...policy, basis: "content" } : policy;
}

/** That the statement names a provider does not tell whose the token was. */
export function withoutCaller(miss: NearMiss): NearMiss {
  const elements = miss.elements.map((one) =>
    one.element === "principal" ? { ...one, truth: "unknown" as const, need: undefined } : one,
  );
  return { ...miss, elements };
}
