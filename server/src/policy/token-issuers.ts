/** Who issues the tokens that trust policies accept, as far as the form of their subjects is documented. */

export type TokenIssuer = "github" | "gitlab" | "kubernetes" | "terraform" | "circleci" | "buildkite" | "bitbucket";

const HOSTS: readonly (readonly [host: RegExp, issuer: TokenIssuer])[] = [
  [/^token\.actions\.(?:githubusercontent\.com|[a-z0-9-]+\.ghe\.com)(?:\/|$)/, "github"],
  [/\/_services\/token$/, "github"],
  [/^gitlab\.[a-z0-9.-]+$/, "gitlab"],
  [/^oidc[.-]eks\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|api\.aws)\/id\//, "kubernetes"],
  [/^app\.terraform\.io$/, "terraform"],
  [/^oidc\.circleci\.com\/org\//, "circleci"],
  [/^agent\.buildkite\.com$/, "buildkite"],
  [/^api\.bitbucket\.org\/2\.0\/workspaces\//, "bitbucket"],
];

/** `host` is the prefix of the provider's condition keys. Undefined for a provider of somebody's own. */
export function issuerOf(host: string): TokenIssuer | undefined {
  const lower = host.toLowerCase();
  return HOSTS.find(([pattern]) => pattern.test(lower))?.[1];
}
