/**
 * A service-linked role asks. AWS alone writes its policies, so what they do not allow only the policy of the resource can.
 * Source: IAM User Guide, "Create a service-linked role": its permissions policy cannot be attached to anything else, and
 * nobody can edit it.
 */
import { serviceLinkedRoleNamed } from "../catalog/service-linked-roles.ts";
import { type Request } from "../evaluation/request.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type NextStep } from "./next-step.ts";
import { type NextQuestion } from "./next-steps.ts";

/** Is it the ARN of such a role? */
export function isLinkedRole(arn: string | undefined): arn is string {
  return arn !== undefined && IS_LINKED.test(arn);
}

const IS_LINKED = /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//;

/** By the role's path, where that is known, and else by a name that AWS gives such roles alone. */
export function asksAsLinkedRole({ principal, context }: Request): boolean {
  const arn = context.entry("aws:PrincipalArn");
  if (isLinkedRole(principal)) return true;
  if (arn.state === "present") return arn.values.some(isLinkedRole);
  const caller = readAccountCaller(principal);
  return caller?.kind === "session" && serviceLinkedRoleNamed(caller.name) !== undefined;
}

/** Which policy may name the role instead; undefined for a service whose resources have none. */
export function layerInstead(action: string, resource: string | undefined): "key-policy" | "resource" | undefined {
  if (action.toLowerCase().startsWith("kms:")) return "key-policy";
  return WITH_POLICIES.has(readArn(resource ?? "")?.service ?? "") ? "resource" : undefined;
}

const WITH_POLICIES: ReadonlySet<string> = new Set(["ecr", "s3", "secretsmanager", "sns", "sqs"]);

/** Where what lacks the permission is a policy of the caller. */
export function linkedRoleSteps({ denial, layer, request }: NextQuestion): readonly NextStep[] {
  const { action, asked, context, principal } = request;
  const told = context.get("aws:principalarn") ?? principal;
  const role = typeof told === "string" ? told : undefined;
  if (layer !== "identity" || denial.denyType === "explicit" || !isLinkedRole(role) || action === undefined) return [];
  return [{ step: "linked-role", commands: [], role, layer: layerInstead(action, asked.arn) }];
}

/** Where AWS names a policy that restricts no such role: another role of that name may have asked. */
export function linkedCallerSteps({ principal }: NextQuestion["request"]): readonly NextStep[] {
  const name = principal === undefined ? undefined : readAccountCaller(principal)?.name;
  if (name === undefined) return [];
  return [
    {
      step: "linked-caller",
      role: name,
      commands: command("iam", "get-role", "--role-name", name, "--query", "Role.Path"),
    },
  ];
}
