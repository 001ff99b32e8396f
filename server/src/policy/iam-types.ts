/** What the last field of an ARN of IAM may begin with. */

/** Is it of a type that IAM does not have? A wildcard may stand for one that it has. */
export function hasUnknownIamType(resource: string): boolean {
  const type = /^[a-z-]+(?=\/)/.exec(resource)?.[0];
  return type !== undefined && !IAM_TYPES.has(type);
}

/** As IAM lists them where it refuses another: "IAM resource path must either be "*" or start with user/, …". */
const IAM_TYPES: ReadonlySet<string> = new Set([
  ...["user", "federated-user", "role", "group", "instance-profile", "mfa", "u2f", "sms-mfa", "server-certificate"],
  ...["policy", "saml-provider", "oidc-provider", "report", "access-report", "delegation-request"],
]);
