/** What a statement of a trust policy asks of the tokens of an identity provider. */
import {
  type ConditionEntry,
  isSettled,
  isSettledCondition,
  type Policy,
  type Scalar,
  type Statement,
} from "../policy/policy.ts";
import { writesAsTerraform } from "./terraform-condition.ts";
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";

/** Keys of an identity provider begin with its host, and not with its URL or ARN. Source: "Available keys for AWS OIDC federation". */
export const SCHEME = /^(?:https?:\/\/|arn:[^:]*:iam::[^:]*:oidc-provider\/)(?=[^/:.]+\.[^:]*:[a-z_]+$)/i;

/** A provider and its keys are written alike: where one has the scheme, so have the others, and it is one mistake. */
export function keysWithScheme({ condition }: Statement): readonly ConditionEntry[] {
  const entries = (condition?.operators ?? []).flatMap((block) => block.entries);
  return entries.filter(({ key, keyHoles }) => keyHoles.length === 0 && SCHEME.test(key));
}

export function hasProviderWithScheme({ principal }: Statement): boolean {
  if (principal?.form !== "typed") return false;
  return principal.types.some(
    ({ type, entries }) => type === "Federated" && entries.some((one) => isSettled(one) && WITH_SCHEME.test(one.text)),
  );
}

const WITH_SCHEME = /^arn:[^<>{}[\]$%]*:oidc-provider\/https?:\/\/[^<>{}[\]$%]+$/;

const ACTION = readAction("sts:AssumeRoleWithWebIdentity");

export function allowsTokens({ action }: Statement): boolean {
  return action?.entries.some((entry) => actionMatches(actionPattern(entry), ACTION) === "yes") ?? false;
}

/** Providers that are principals by their own names. Source: "AWS JSON policy elements: Principal", OIDC federated principals. */
const BY_NAME: ReadonlySet<string> = new Set(["accounts.google.com", "graph.facebook.com", "www.amazon.com"]);

const IN_ARN = ":oidc-provider/";

/**
 * The host and path of the provider, which is the prefix of its condition keys. Undefined for what is no OIDC provider, and
 * where the file does not settle it.
 */
export function hostOfProvider(provider: Scalar): string | undefined {
  return hostAsWritten(provider)?.toLowerCase();
}

function hostAsWritten({ text, holes }: Scalar): string | undefined {
  const at = text.indexOf(IN_ARN);
  const start = at < 0 ? 0 : at + IN_ARN.length;
  if (holes.some(({ end }) => end > start)) return undefined;
  // A finding of its own says that no scheme belongs there, nor before a key.
  const host = text.slice(start).replace(/^https?:\/\//i, "");
  // With a wildcard it names no provider, and another finding says so.
  return (at >= 0 && !/[*?]/.test(host)) || BY_NAME.has(host.toLowerCase()) ? host : undefined;
}

/** The one provider whose tokens the statement takes, by the prefix of its keys, as it is written. */
export function onlyHost({ principal }: Statement): string | undefined {
  if (principal?.form !== "typed") return undefined;
  const federated = principal.types.flatMap(({ type, entries }) => (type === "Federated" ? entries : []));
  const hosts = new Set(federated.map(hostAsWritten));
  return hosts.size === 1 ? [...hosts][0] : undefined;
}

/**
 * The key of the provider that another text was meant to be: the claim alone, or with something else before it than a
 * colon. Undefined for what is no such slip. Source: "Available keys for AWS OIDC federation".
 */
export function meantClaim(key: string, host: string): string | undefined {
  const [lower, own] = [key.toLowerCase(), host.toLowerCase()];
  const claim = lower.startsWith(own) ? lower.slice(own.length).replace(/^(?:[./]:?|::|: )/, "") : lower;
  return CLAIMS.has(claim) && lower !== `${own}:${claim}` ? `${host}:${claim}` : undefined;
}

const CLAIMS: ReadonlySet<string> = new Set(["amr", "aud", "azp", "email", "oaud", "sub"]);

/**
 * The claims of the provider's tokens that the statement has conditions on, in lower case, also under a key that was only
 * meant to be theirs: it has a finding of its own. Undefined where the file does not settle some of the conditions: each of
 * them may be about any claim.
 */
export function claimsAsked(statement: Statement, host: string): ReadonlySet<string> | undefined {
  const { condition, object } = statement;
  if (writesAsTerraform(statement)) return undefined;
  if (condition === undefined) return object.members.some(({ key }) => key === "Condition") ? undefined : new Set();
  if (condition.open || condition.misplaced !== undefined) return undefined;
  const claims = new Set<string>();
  for (const block of condition.operators) {
    if (block.open || !block.entries.every(isSettledCondition)) return undefined;
    for (const { key } of block.entries) {
      const lower = key.toLowerCase().replace(SCHEME, "");
      const meant = meantClaim(lower, host);
      if (meant !== undefined) claims.add(meant.slice(host.length + 1));
      else if (lower.startsWith(`${host}:`)) claims.add(lower.slice(host.length + 1));
    }
  }
  return claims;
}

/** Does a Deny of the policy keep tokens out by whose they are, or may it? Whether IAM counts that, AWS does not say. */
export function deniesByClaim({ statements }: Policy, host: string): boolean {
  return statements.some((statement) => {
    if (statement.effect?.text === "Allow" || !allowsTokens(statement)) return false;
    const claims = claimsAsked(statement, host);
    return claims === undefined || claims.size > 0;
  });
}
