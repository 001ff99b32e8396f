/** The caller as policies name it: a session by its role. */
import { type Request } from "../../evaluation/request.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { readCaller } from "../../policy/caller.ts";

export interface NamedCaller {
  readonly type: "AWS" | "Service";
  readonly text: string;
  /** The ARN of a session's role was put together from the session's, which shows no path. */
  readonly pathUnknown: boolean;
}

/**
 * Undefined for callers that no statement can name for good: masked accounts, sessions of IAM Identity Center (whose
 * roles have a path that depends on the Region) and of roles that belong to a service.
 */
export function callerForPolicies({ principal, context }: Request): NamedCaller | undefined {
  const caller = readCaller(principal);
  switch (caller.kind) {
    case "service":
      return { type: "Service", text: caller.text, pathUnknown: false };
    case "root":
    case "user":
    case "role":
    case "federated-user":
      return isAccountId(caller.account) ? { type: "AWS", text: caller.text, pathUnknown: false } : undefined;
    case "session": {
      const told = context.entry("aws:PrincipalArn");
      const [role] = told.state === "present" ? told.values : [];
      if (role !== undefined) return { type: "AWS", text: role, pathUnknown: false };
      if (!isAccountId(caller.account) || caller.serviceLinked || /^AWSReservedSSO_/i.test(caller.name))
        return undefined;
      const arn = `arn:${caller.partition}:iam::${caller.account}:role/${caller.name}`;
      return { type: "AWS", text: arn, pathUnknown: true };
    }
    case "anonymous":
    case "provider":
    case "canonical-user":
    case "other":
      return undefined;
  }
}
