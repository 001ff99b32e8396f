/** Actions on roles whose ARN the caller writes: AWS repeats in its refusal whatever was asked for, be it a role or not. */
import { readArn } from "../policy/arn.ts";

const ON_ROLES: ReadonlySet<string> = new Set([
  "iam:passrole",
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
]);

/** What an ARN of IAM or STS may name instead of a role. */
export const NO_ROLES = ["user", "group", "policy", "assumed-role", "federated-user", "instance-profile"] as const;
export type NoRole = (typeof NO_ROLES)[number];

/**
 * What the resource is where the action is on roles and that is none: no policy allows such a request. Undefined for a
 * role, and where it cannot be told.
 * Source: "AssumeRole" (AWS STS API Reference), `RoleArn`; "Grant a user permissions to pass a role to an AWS service".
 */
export function insteadOfRole(action: string, resource: string): NoRole | undefined {
  const arn = ON_ROLES.has(action.toLowerCase()) ? readArn(resource) : undefined;
  if (arn === undefined || (arn.service !== "iam" && arn.service !== "sts")) return undefined;
  return NO_ROLES.find((kind) => arn.resource.startsWith(`${kind}/`));
}
