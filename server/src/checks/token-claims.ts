/** What a statement of a trust policy asks of the tokens of an identity provider. */
import { isSettledCondition, type Scalar, type Statement } from "../policy/policy.ts";
import { SCHEME } from "./likely-keys.ts";
import { actionMatches, actionPattern, readAction } from "../policy/action-pattern.ts";

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
export function hostOfProvider({ text, holes }: Scalar): string | undefined {
  const at = text.indexOf(IN_ARN);
  const start = at < 0 ? 0 : at + IN_ARN.length;
  if (holes.some(({ end }) => end > start)) return undefined;
  // A finding of its own says that no scheme belongs there, nor before a key.
  const host = text
    .slice(start)
    .toLowerCase()
    .replace(/^https?:\/\//, "");
  // With a wildcard it names no provider, and another finding says so.
  return (at >= 0 && !/[*?]/.test(host)) || BY_NAME.has(host) ? host : undefined;
}

/**
 * The claims of the provider's tokens that the statement has conditions on, in lower case. Undefined where the file does
 * not settle some of the conditions: each of them may be about any claim.
 */
export function claimsAsked({ condition, object }: Statement, host: string): ReadonlySet<string> | undefined {
  if (condition === undefined) return object.members.some(({ key }) => key === "Condition") ? undefined : new Set();
  if (condition.open || condition.misplaced !== undefined) return undefined;
  const claims = new Set<string>();
  for (const block of condition.operators) {
    if (block.open || !block.entries.every(isSettledCondition)) return undefined;
    for (const { key } of block.entries) {
      const lower = key.toLowerCase().replace(SCHEME, "");
      if (lower.startsWith(`${host}:`)) claims.add(lower.slice(host.length + 1));
    }
  }
  return claims;
}
