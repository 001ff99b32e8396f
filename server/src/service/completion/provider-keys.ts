/** The condition keys of identity providers: a token has those of the provider that issued it, and no others. */
import { type ConditionKey } from "../../catalog/catalog.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";

/**
 * Without the keys of other providers than the statement's, whose own come first. All of them where it is not known who
 * issues the tokens. Source: "Available keys for AWS OIDC federation".
 */
export function keysOfProviders(
  keys: readonly ConditionKey[],
  statement: Statement | undefined,
): readonly ConditionKey[] {
  const prefixes = statement === undefined ? undefined : prefixesOf(statement);
  if (prefixes === undefined) {
    // Only a session that such a provider has begun has them.
    return isWithoutProviders(statement)
      ? [...keys.filter(({ name }) => !isOfProvider(name)), ...keys.filter(({ name }) => isOfProvider(name))]
      : keys;
  }
  const own = keys.filter(({ name }) => prefixes.some((prefix) => belongsTo(name, prefix)));
  const known = new Set(own.map(({ name }) => name.toLowerCase()));
  const usual = prefixes
    .filter((prefix) => prefix !== SAML)
    .flatMap((prefix) => ["aud", "sub"].map((claim) => claimOf(prefix, claim)))
    .filter(({ name }) => !known.has(name.toLowerCase()));
  return [...usual, ...own, ...keys.filter(({ name }) => !isOfProvider(name))];
}

const SAML = "saml";

/** What the keys of the statement's providers begin with; undefined if it is for others, too, or not settled. */
function prefixesOf({ principal }: Statement): readonly string[] | undefined {
  if (principal?.form !== "typed" || principal.types.length === 0) return undefined;
  const prefixes = principal.types.flatMap(({ type, typeHoles, entries, open }) =>
    type !== "Federated" || typeHoles.length > 0 || open || entries.length === 0
      ? [undefined]
      : entries.map((entry) => (isSettled(entry) ? prefixOf(entry.text) : undefined)),
  );
  const known = prefixes.filter((prefix) => prefix !== undefined);
  return known.length < prefixes.length ? undefined : [...new Set(known)];
}

/** Users, roles and services, but no identity provider. */
function isWithoutProviders(statement: Statement | undefined): boolean {
  const principal = statement?.principal;
  if (principal?.form !== "typed") return false;
  return principal.types.every(({ type, typeHoles }) => type !== "Federated" && typeHoles.length === 0);
}

/** `arn:aws:iam::111122223333:oidc-provider/HOST`, `…:saml-provider/NAME`, or the host of a provider that AWS knows. */
function prefixOf(provider: string): string | undefined {
  const resource = readArn(provider)?.resource;
  if (resource === undefined) return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(provider) ? provider : undefined;
  if (resource.startsWith("saml-provider/")) return SAML;
  return /^oidc-provider\/(.+)$/.exec(resource)?.[1];
}

function claimOf(prefix: string, claim: string): ConditionKey {
  return { name: `${prefix}:${claim}`, type: "String", multivalued: false, description: undefined };
}

/** Every host has a dot, and no service's prefix has one. */
function isOfProvider(name: string): boolean {
  const prefix = name.slice(0, name.lastIndexOf(":"));
  return prefix === SAML || prefix.includes(".");
}

/** The reference has placeholders in the hosts of some. */
function belongsTo(name: string, prefix: string): boolean {
  const listed = name.slice(0, name.lastIndexOf(":")).toLowerCase();
  const [start = "", end] = listed.split(/\$\{[^}]*\}/);
  const own = prefix.toLowerCase();
  return end === undefined ? own === listed : own.startsWith(start) && own.endsWith(end);
}
