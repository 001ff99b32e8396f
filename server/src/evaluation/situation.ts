/**
 * What the caller and the resource are to each other, before any policy is read: whose policies count and how.
 * Sources: "Policy evaluation for requests within a single account"; "Cross-account policy evaluation logic";
 * "Service control policies (SCPs)"; "Resource control policies (RCPs)"; "Key policies in AWS KMS".
 */
import { mayBeSameAccount } from "../policy/account-caller.ts";
import { accountOfCaller, type Caller } from "../policy/caller.ts";
import { not, type Truth, truthOf } from "../domains/truth.ts";
import { type Layer } from "./decision.ts";
import { type PolicySet } from "./policy-set.ts";
import { type PreparedRequest } from "./prepared-request.ts";
import { arnsOf } from "../policy/request-arn.ts";
import { RCP_SERVICES } from "../policy/rcp-services.ts";

export interface Situation {
  /** Do caller and resource belong to one account? */
  readonly relation: "same" | "cross" | "unknown";
  /** Whether identity-based policies speak for the caller: root has all rights of its account, others have none. */
  readonly identity: "policies" | "root" | "none";
  /**
   * In one account a resource's policy adds to the caller's own ("adds"), must allow or delegate ("governs"), or must allow
   * as the caller's own must ("beside").
   */
  readonly resource: "adds" | "governs" | "beside";
  readonly resourceLayer: Extract<Layer, "resource" | "trust" | "key-policy">;
  /** A principal named as itself may still be limited by a boundary or session policy: a role is, a session is not. */
  readonly namedIsLimited: boolean;
  /** The resource's own policy must allow or delegate, so it has one, and nobody told it. */
  readonly policyUnknown: boolean;
  /** Besides the resource's own policy that of another resource must allow, which nobody can tell. */
  readonly behindAnother: boolean;
  readonly scpsApply: Truth;
  readonly rcpsApply: Truth;
  /** What AWS answers without asking any policy. */
  readonly fixed: "allowed" | "denied" | undefined;
}

export function situationOf(request: PreparedRequest, policies: PolicySet): Situation {
  const { caller } = request.caller;
  const owner = ownerOf(request);
  const account = accountOfCaller(caller);
  const resourceLayer = resourceLayerOf(request);
  const governed = resourceLayer !== "resource";
  const exempt = isServiceLinked(request);
  return {
    relation:
      request.request.resource.isOfAnotherAccount === true && account !== undefined
        ? "cross"
        : relationOf(account, owner),
    identity: identityOf(caller),
    resource: governed ? "governs" : isBeside(request, policies) ? "beside" : "adds",
    resourceLayer,
    namedIsLimited: caller.kind === "role",
    policyUnknown: governed && policies.resource === undefined,
    behindAnother: isThroughAccessPoint(request),
    scpsApply: account === undefined || account === policies.managementAccount ? "no" : not(exempt),
    rcpsApply: rcpsReach(request, owner, policies.managementAccount) ? not(exempt) : "no",
    fixed: fixedAnswer(request),
  };
}

/** An account that a message hides may be any; hidden in the same way twice, it is the same. */
function relationOf(account: string | undefined, owner: string | undefined): Situation["relation"] {
  if (owner === undefined || account === undefined) return "unknown";
  if (owner === account) return "same";
  return mayBeSameAccount(owner, account) ? "unknown" : "cross";
}

/** An action without a resource acts on the caller's own account; so do AWS's own policies for whoever uses them. */
function ownerOf({ request, resource, caller, context }: PreparedRequest): string | undefined {
  if (request.resource.accountId !== undefined && request.resource.accountId !== AWS) return request.resource.accountId;
  const accounts = new Set(arnsOf(resource).map(({ fields }) => fields[4]));
  const account = accounts.size === 1 ? [...accounts][0] : undefined;
  if (("text" in resource && resource.text === "*") || account === AWS) return caller.account;
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

/** A session shows only its role's name, whose reserved beginning others may have too; the role's path is theirs alone. */
function isServiceLinked({ caller: { caller }, context }: PreparedRequest): Truth {
  if (caller.kind !== "session") return truthOf("serviceLinked" in caller && caller.serviceLinked);
  if (!caller.serviceLinked) return "no";
  const arn = context.entry("aws:PrincipalArn");
  if (arn.state !== "present") return "unknown";
  return truthOf(arn.values.some((value) => value.includes(":role/aws-service-role/")));
}

function resourceLayerOf({ action, resource }: PreparedRequest): Situation["resourceLayer"] {
  const isOf = (service: string, type: string): boolean => {
    const arns = arnsOf(resource);
    return arns.length > 0 && arns.every((arn) => arn.fields[2] === service && arn.resource.startsWith(type));
  };
  if (action.service === "sts" && isOf("iam", "role/")) return "trust";
  return isOf("kms", "key/") ? "key-policy" : "resource";
}

/**
 * Where a service of Amazon VPC Lattice has an auth policy, both that and the caller's own policies allow. Source: "Control
 * access to VPC Lattice services using auth policies".
 */
function isBeside({ action }: PreparedRequest, { resource }: PolicySet): boolean {
  return action.service === "vpc-lattice-svcs" && resource !== undefined;
}

/**
 * The bucket behind an access point must permit the request too (source: "Configuring IAM policies for using access
 * points"); of the two policies we are told one. Actions on the access point itself name it.
 */
function isThroughAccessPoint({ action, resource }: PreparedRequest): boolean {
  const arns = arnsOf(resource);
  const through = arns.length > 0 && arns.every((arn) => arn.resource.startsWith("accesspoint/"));
  return through && action.service === "s3" && !action.name.includes("accesspoint");
}

function rcpsReach({ action }: PreparedRequest, owner: string | undefined, management: string | undefined): boolean {
  if (!RCP_SERVICES.has(action.service) || action.text === "kms:retiregrant") return false;
  return owner === undefined || owner !== management;
}

function fixedAnswer({ action, resource, caller: { caller } }: PreparedRequest): Situation["fixed"] {
  if (action.service === "sts") return fixedAnswerOfSts(action.name, caller.kind);
  const [arn, ...others] = arnsOf(resource);
  if (arn === undefined || others.length > 0) return undefined;
  // Nobody but AWS can change an AWS managed policy (source: "Managed policies and inline policies").
  const managedByAws = action.service === "iam" && arn.fields[4] === AWS && arn.resource.startsWith("policy/");
  if (managedByAws && CHANGES_OF_A_POLICY.has(action.name)) return "denied";
  // The names that begin with `alias/aws/` belong to AWS managed keys (source: "CreateAlias").
  const reserved = action.service === "kms" && arn.resource.startsWith("alias/aws/");
  return reserved && /^(?:create|update|delete)alias$/.test(action.name) ? "denied" : undefined;
}

const CHANGES_OF_A_POLICY: ReadonlySet<string> = new Set([
  "createpolicyversion",
  "deletepolicy",
  "deletepolicyversion",
  "setdefaultpolicyversion",
  "tagpolicy",
  "untagpolicy",
]);

function fixedAnswerOfSts(name: string, caller: Caller["kind"]): Situation["fixed"] {
  switch (name) {
    // No permission is needed, and not even an explicit deny takes it away (source: "GetCallerIdentity").
    case "getcalleridentity":
      return caller === "anonymous" ? "denied" : "allowed";
    // The same, for those with long-term credentials (source: "Permissions for GetSessionToken").
    case "getsessiontoken":
      return caller === "user" || caller === "root" ? "allowed" : undefined;
    // The root user cannot assume roles (source: "AssumeRole").
    case "assumerole":
      return caller === "root" ? "denied" : undefined;
    default:
      return undefined;
  }
}
