/**
 * What the caller and the resource are to each other, before any policy is read: whose policies count and how.
 * Sources: "Policy evaluation for requests within a single account"; "Cross-account policy evaluation logic";
 * "Service control policies (SCPs)"; "Resource control policies (RCPs)"; "Key policies in AWS KMS".
 */
import { accountOfCaller, type Caller } from "../policy/caller.ts";
import { type Layer } from "./decision.ts";
import { type PolicySet } from "./policy-set.ts";
import { type PreparedRequest } from "./prepared-request.ts";
import { RCP_SERVICES } from "../policy/rcp-services.ts";

export interface Situation {
  /** Do caller and resource belong to one account? */
  readonly relation: "same" | "cross" | "unknown";
  /** Whether identity-based policies speak for the caller: root has all rights of its account, others have none. */
  readonly identity: "policies" | "root" | "none";
  /** In one account a resource's policy adds to the caller's own ("adds"), or must allow or delegate ("governs"). */
  readonly resource: "adds" | "governs";
  readonly resourceLayer: Extract<Layer, "resource" | "trust" | "key-policy">;
  /** A principal named as itself may still be limited by a boundary or session policy: a role is, a session is not. */
  readonly namedIsLimited: boolean;
  readonly scpsApply: boolean;
  readonly rcpsApply: boolean;
  /** What AWS answers without asking any policy. */
  readonly fixed: "allowed" | "denied" | undefined;
}

export function situationOf(request: PreparedRequest, policies: PolicySet): Situation {
  const { caller } = request.caller;
  const owner = ownerOf(request);
  const account = accountOfCaller(caller);
  const resourceLayer = resourceLayerOf(request);
  const governed = resourceLayer === "key-policy" || (resourceLayer === "trust" && policies.resource !== undefined);
  return {
    relation: owner === undefined || account === undefined ? "unknown" : owner === account ? "same" : "cross",
    identity: identityOf(caller),
    resource: governed ? "governs" : "adds",
    resourceLayer,
    namedIsLimited: caller.kind === "role",
    scpsApply: account !== undefined && account !== policies.managementAccount && !isServiceLinked(caller),
    rcpsApply: rcpsApply(request, owner, policies.managementAccount),
    fixed: fixedAnswer(request),
  };
}

/** An action without a resource acts on the caller's own account; so do AWS's own policies for whoever uses them. */
function ownerOf({ request, resource, caller, context }: PreparedRequest): string | undefined {
  if (request.resource.accountId !== undefined && request.resource.accountId !== AWS) return request.resource.accountId;
  const account = resource.arn?.fields[4];
  if (resource.text === "*" || account === AWS) return caller.account;
  if (account !== undefined && /^\d{12}$/.test(account)) return account;
  const stated = context.entry("aws:resourceaccount");
  return stated.state === "present" && stated.form === "single" ? stated.values[0] : undefined;
}

const AWS = "aws";

function identityOf(caller: Caller): Situation["identity"] {
  switch (caller.kind) {
    case "root":
      return "root";
    case "user":
    case "role":
    case "session":
    case "federated-user":
    case "canonical-user":
    case "other":
      return "policies";
    case "anonymous":
    case "service":
    case "provider":
      return "none";
  }
}

function isServiceLinked(caller: Caller): boolean {
  return "serviceLinked" in caller && caller.serviceLinked;
}

function resourceLayerOf({ action, resource }: PreparedRequest): Situation["resourceLayer"] {
  const service = resource.arn?.fields[2];
  if (action.service === "sts") return "trust";
  return service === "kms" && resource.arn?.resource.startsWith("key/") === true ? "key-policy" : "resource";
}

function rcpsApply(
  { action, caller }: PreparedRequest,
  owner: string | undefined,
  management: string | undefined,
): boolean {
  if (!RCP_SERVICES.has(action.service) || action.text === "kms:retiregrant") return false;
  if (owner !== undefined && owner === management) return false;
  return !isServiceLinked(caller.caller);
}

function fixedAnswer({ action, resource, caller }: PreparedRequest): Situation["fixed"] {
  // No permission is needed, and not even an explicit deny takes it away (source: "GetCallerIdentity").
  if (action.text === "sts:getcalleridentity") return caller.caller.kind === "anonymous" ? "denied" : "allowed";
  const arn = resource.arn;
  if (arn === undefined) return undefined;
  // Nobody but AWS can change an AWS managed policy (source: "Managed policies and inline policies").
  const changes = !/^(?:get|list)/.test(action.name);
  if (action.service === "iam" && arn.fields[4] === AWS && arn.resource.startsWith("policy/") && changes)
    return "denied";
  // The names that begin with `alias/aws/` belong to AWS managed keys (source: "CreateAlias").
  const reserved = action.service === "kms" && arn.resource.startsWith("alias/aws/");
  return reserved && /^(?:create|update|delete)alias$/.test(action.name) ? "denied" : undefined;
}
