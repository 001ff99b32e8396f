/** The caller as policies name it: a session by its role. */
import { type Request } from "../../evaluation/request.ts";
import { isAccountId } from "../../policy/account-caller.ts";
import { type PossibleArns, readPossibleArns } from "../../policy/request-arn.ts";
import { readCaller } from "../../policy/caller.ts";
import { ASSUME_ACTIONS, assumeActionOf } from "../../policy/trust-actions.ts";

export interface NamedCaller {
  readonly type: "AWS" | "Service" | "Federated";
  readonly text: string;
  /** The ARN of a session's role was put together from the session's, which shows no path. */
  readonly pathUnknown: boolean;
}

export interface PermissionSetRoles {
  readonly name: string;
  /** For conditions: the role of the permission set in any Region, also when it is made anew. */
  readonly pattern: string;
  /** What the ARN of the caller's own role may be. */
  readonly possible: PossibleArns;
}

/**
 * The roles that IAM Identity Center makes of the caller's permission set. Source: "Referencing permission sets in
 * resource policies, Amazon EKS Cluster config maps, and AWS KMS key policies".
 */
export function rolesOfPermissionSet({ principal }: Request): PermissionSetRoles | undefined {
  const caller = readCaller(principal);
  if (caller.kind !== "session" || !isAccountId(caller.account)) return undefined;
  const [, set, name] = /^(AWSReservedSSO_([\w+=,.@-]+)_)[0-9a-f]{16}$/.exec(caller.name) ?? [];
  if (set === undefined || name === undefined) return undefined;
  const path = `arn:${caller.partition}:iam::${caller.account}:role/aws-reserved/sso.amazonaws.com/`;
  return {
    name,
    pattern: `${path}*${set}*`,
    possible: readPossibleArns([`${path}${caller.name}`, `${path}*/${caller.name}`]),
  };
}

/**
 * Undefined for callers that no statement can name for good: masked accounts, sessions of IAM Identity Center (whose
 * roles have a path that depends on the Region) and of roles that belong to a service; and for those who cannot make the
 * call, as a role with AssumeRoleWithSAML, which takes the assertion of a provider.
 */
export function callerForPolicies(request: Request): NamedCaller | undefined {
  const named = namedCaller(request);
  const own = named === undefined ? undefined : assumeActionOf(named.type, named.text);
  const asked = ASSUME_ACTIONS.find((one) => one.toLowerCase() === request.action.toLowerCase());
  return own === undefined || asked === undefined || own === asked ? named : undefined;
}

function namedCaller({ principal, context, action }: Request): NamedCaller | undefined {
  const caller = readCaller(principal);
  // The access policy of a log destination lists accounts. Source: "Cross-account cross-Region subscriptions".
  if (caller.kind === "root" && isAccountId(caller.account) && /^logs:PutSubscriptionFilter$/i.test(action))
    return { type: "AWS", text: caller.account, pathUnknown: false };
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
    case "provider":
      // The conditions of a provider of OpenID Connect are on keys of its own.
      return /:saml-provider\//.test(caller.text)
        ? { type: "Federated", text: caller.text, pathUnknown: false }
        : undefined;
    case "anonymous":
    case "canonical-user":
    case "other":
      return undefined;
  }
}
