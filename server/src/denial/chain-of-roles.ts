/**
 * Amazon Redshift is given several roles, each of which assumes the next one, and prints them all where one step is refused.
 * Source: "Chaining IAM roles in Amazon Redshift".
 */
import { type Denial } from "../message/denial.ts";
import { readArn } from "../policy/arn.ts";

export interface LastStep {
  /** The role that assumes the last one. */
  readonly by: string;
  readonly role: string;
  /** Which the cluster itself assumes. */
  readonly first: string;
}

/** The step to the role whose permissions were wanted; undefined of anything but a list of roles that Amazon Redshift prints. */
export function lastStepOf({
  resource,
  speaker,
  principalArn,
}: Pick<Denial, "resource" | "speaker" | "principalArn">): LastStep | undefined {
  const isOfRedshift = speaker === "redshift.amazonaws.com" || readArn(principalArn ?? "")?.service === "redshift";
  if (!isOfRedshift) return undefined;
  const roles = resource?.split(/\s*,\s*/) ?? [];
  const [first, ...others] = roles;
  const [by, role] = roles.slice(-2);
  if (first === undefined || others.length === 0 || by === undefined || role === undefined) return undefined;
  return roles.every(isRole) ? { by, role, first } : undefined;
}

function isRole(text: string): boolean {
  const { service, resource = "" } = readArn(text) ?? {};
  return service === "iam" && resource.startsWith("role/");
}
