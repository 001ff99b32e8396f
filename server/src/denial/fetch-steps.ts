/** The commands that fetch the policies which a request passes. */
import { type Layer } from "../evaluation/decision.ts";
import { type AccessPoint, readAccessPoint } from "../policy/access-point.ts";
import { readArn } from "../policy/arn.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type AccountCaller } from "../policy/caller.ts";
import { otherHolderOf } from "../policy/policy-holder.ts";
import { serviceWithoutPolicies } from "../policy/without-own-policy.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type ExplainedRequest } from "./explanation.ts";
import { type NextStep } from "./next-step.ts";

/** The commands that fetch the policies of one layer for this request. */
export function fetchSteps(layer: Layer, request: ExplainedRequest): readonly NextStep[] {
  const principal = request.principal === undefined ? undefined : readAccountCaller(request.principal);
  switch (layer) {
    case "identity":
      return principal === undefined ? [] : identitySteps(principal);
    case "boundary":
      return principal === undefined ? [] : [{ step: "boundary", commands: getPrincipal(principal) }];
    case "scp":
      return [organizationStep("scp", principal?.account)];
    case "rcp":
      return [organizationStep("rcp", readArn(request.resource ?? "")?.account)];
    case "session":
      return [{ step: "session-policy", commands: [] }];
    case "vpc-endpoint":
      return [
        {
          step: "vpc-endpoint",
          commands: command(
            ...["ec2", "describe-vpc-endpoints", ...endpointOf(request)],
            ...["--query", "VpcEndpoints[].[VpcEndpointId,PolicyDocument]"],
          ),
        },
      ];
    case "resource":
      return [policyOfAnother(request) ?? inItsAccount(request.resource) ?? resourceStep(layer, request.resource)];
    case "key-policy":
    case "trust":
      return [resourceStep(layer, request.resource)];
  }
}

/** The one that the request went through, where that is known. */
function endpointOf({ context }: ExplainedRequest): readonly string[] {
  const endpoint = context.get("aws:sourcevpce");
  return typeof endpoint === "string" && /^vpce-[0-9a-f]+$/.test(endpoint) ? ["--vpc-endpoint-ids", endpoint] : [];
}

function identitySteps(principal: AccountCaller): readonly NextStep[] {
  const { kind, name } = principal;
  if (kind === "root") return [];
  if (kind === "federated-user") return [federatedStep(name)];
  const user = kind === "user";
  const of = user ? ["--user-name", name] : ["--role-name", name];
  const listings = user
    ? ["list-attached-user-policies", "list-user-policies", "list-groups-for-user"]
    : ["list-attached-role-policies", "list-role-policies"];
  const commands = listings.flatMap((listing) => command("iam", listing, ...of));
  return [{ step: "identity-policies", commands }];
}

/** Source: "GetFederationToken" (AWS STS API Reference), permissions; "lookup-events" (AWS CLI). */
function federatedStep(name: string): NextStep {
  const of = "AttributeKey=EventName,AttributeValue=GetFederationToken";
  const commands = command("cloudtrail", "lookup-events", "--lookup-attributes", of);
  return { step: "federated-user", name, commands };
}

function getPrincipal({ kind, name }: AccountCaller): readonly string[] {
  const user = kind === "user" || kind === "federated-user";
  const parts = user
    ? ["get-user", "--user-name", name, "--query", "User.PermissionsBoundary"]
    : ["get-role", "--role-name", name, "--query", "Role.PermissionsBoundary"];
  return command("iam", ...parts);
}

function organizationStep(layer: "scp" | "rcp", account: string | undefined): NextStep {
  const target = account !== undefined && isAccountId(account) ? account : "ACCOUNT_ID";
  const commands = listPolicies(layer, target);
  return layer === "rcp"
    ? { step: "rcp", commands }
    : { step: "scp", commands, account: target === account ? account : undefined };
}

export function listPolicies(layer: "scp" | "rcp", target: string): readonly string[] {
  const filter = layer === "scp" ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
  return command("organizations", "list-policies-for-target", "--target-id", target, "--filter", filter);
}

/**
 * Where the resource of the request has no policy. Source: AWS Organizations User Guide, "View a resource-based delegation
 * policy"; AWS CLI Command Reference, "get-backup-vault-access-policy".
 */
function policyOfAnother({ action, resource }: ExplainedRequest): NextStep | undefined {
  const of = otherHolderOf(action, resource);
  if (of === undefined) return undefined;
  const commands =
    of === "organization"
      ? command("organizations", "describe-resource-policy")
      : ['aws backup get-backup-vault-access-policy --backup-vault-name "$VAULT"'];
  return { step: "resource-policy", commands, resource: undefined, of };
}

/** Where no resource of the service has a policy. */
function inItsAccount(resource: string | undefined): NextStep | undefined {
  const service = serviceWithoutPolicies(resource);
  const account = readArn(resource ?? "")?.account ?? "";
  return service === undefined || !isAccountId(account)
    ? undefined
    : { step: "in-its-account", commands: [], service, account };
}

/** Of a role that the message names without its ARN, or not at all. */
function trustPolicyOf(said: string | undefined): readonly string[] {
  const name = /^role ([\w+=,.@-]{1,64})$/.exec(said ?? "")?.[1];
  const query = ["--query", "Role.AssumeRolePolicyDocument"];
  return name === undefined
    ? ['aws iam get-role --role-name "$ROLE" --query Role.AssumeRolePolicyDocument']
    : command("iam", "get-role", "--role-name", name, ...query);
}

function resourceStep(layer: "resource" | "key-policy" | "trust", resource: string | undefined): NextStep {
  const arn = resource === undefined ? undefined : readArn(resource);
  const parts = resource === undefined || arn === undefined ? undefined : getResourcePolicy(resource, arn);
  const commands =
    parts !== undefined
      ? command(...parts)
      : layer === "trust" && arn === undefined
        ? trustPolicyOf(resource)
        : layer === "key-policy" && arn === undefined
          ? ['aws kms get-key-policy --key-id "$KEY_ID" --policy-name default']
          : [];
  const holder = resource === undefined ? undefined : (readAccessPoint(resource)?.arn ?? resource);
  if (layer === "resource") return { step: "resource-policy", commands, resource: holder };
  return { step: layer === "trust" ? "trust-policy" : "key-policy", commands };
}

// eslint-disable-next-line max-lines-per-function -- a command for each service, one below the other
function getResourcePolicy(
  resource: string,
  arn: NonNullable<ReturnType<typeof readArn>>,
): readonly string[] | undefined {
  const last = arn.resource.split(/[/:]/).at(-1) ?? "";
  const region = arn.region === "" ? [] : ["--region", arn.region];
  switch (arn.service) {
    case "s3":
      return ofBucketOrAccessPoint(resource, arn.resource);
    case "kms":
      return ["kms", "get-key-policy", "--key-id", resource, "--policy-name", "default", ...region];
    case "iam":
      return arn.resource.startsWith("role/")
        ? ["iam", "get-role", "--role-name", last, "--query", "Role.AssumeRolePolicyDocument"]
        : undefined;
    case "sns":
      return ["sns", "get-topic-attributes", "--topic-arn", resource, "--query", "Attributes.Policy", ...region];
    case "secretsmanager":
      return ["secretsmanager", "get-resource-policy", "--secret-id", resource, ...region];
    case "lambda":
      return ofFunctionOrLayer(resource, region);
    case "ecr":
      return [
        ...["ecr", "get-repository-policy", "--repository-name", arn.resource.replace(/^repository\//, "")],
        ...region,
      ];
    case "sqs": {
      const host = `sqs.${arn.region}.amazonaws.com${arn.partition === "aws-cn" ? ".cn" : ""}`;
      const queue = ["--queue-url", `https://${host}/${arn.account}/${arn.resource}`];
      return isAccountId(arn.account) && arn.region !== ""
        ? ["sqs", "get-queue-attributes", ...queue, "--attribute-names", "Policy", ...region]
        : undefined;
    }
    case "dynamodb":
    case "kinesis":
      return [arn.service, "get-resource-policy", "--resource-arn", parentOf(resource, arn.service), ...region];
    case "elasticfilesystem":
      return arn.resource.startsWith("file-system/")
        ? ["efs", "describe-file-system-policy", "--file-system-id", last, ...region]
        : undefined;
    case "events":
      return ofEventBus(arn.resource, region);
    case "execute-api":
      return ofRestApi(arn.resource, region);
    case "backup":
      return arn.resource.startsWith("backup-vault:")
        ? ["backup", "get-backup-vault-access-policy", "--backup-vault-name", last, ...region]
        : undefined;
    case "glue":
      return ["glue", "get-resource-policy", ...region];
    case "es": {
      const domain = /^domain\/([a-z0-9-]+)/.exec(arn.resource)?.[1];
      const query = ["--query", "DomainConfig.AccessPolicies.Options"];
      return domain === undefined
        ? undefined
        : ["opensearch", "describe-domain-config", "--domain-name", domain, ...query, ...region];
    }
    case "codeartifact":
      return ofCodeArtifact(arn.resource, [...ownerOption(arn.account), ...region]);
    default:
      return undefined;
  }
}

function ofFunctionOrLayer(resource: string, region: readonly string[]): readonly string[] | undefined {
  const version = readLayerVersion(resource);
  if (version !== undefined) {
    const { layer, number } = version;
    return ["lambda", "get-layer-version-policy", "--layer-name", layer, "--version-number", number, ...region];
  }
  return /:function:/.test(resource) ? ["lambda", "get-policy", "--function-name", resource, ...region] : undefined;
}

export interface LayerVersion {
  /** Its ARN. */
  readonly layer: string;
  readonly number: string;
}

/** The layer and the number of a version in its ARN. */
export function readLayerVersion(arn: string): LayerVersion | undefined {
  const [, layer, number] = /^(arn:[^:]+:lambda:[^:]*:[^:]*:layer:[^:*?]+):(\d+)$/.exec(arn) ?? [];
  return layer === undefined || number === undefined ? undefined : { layer, number };
}

function ofEventBus(resource: string, region: readonly string[]): readonly string[] | undefined {
  const bus = /^event-bus\/(.+)$/.exec(resource)?.[1];
  return bus === undefined
    ? undefined
    : ["events", "describe-event-bus", "--name", bus, "--query", "Policy", ...region];
}

/** The resource of a call is a stage and a path of the API. */
function ofRestApi(resource: string, region: readonly string[]): readonly string[] | undefined {
  const api = /^([a-z0-9]{10})(?:\/|$)/.exec(resource)?.[1];
  return api === undefined
    ? undefined
    : ["apigateway", "get-rest-api", "--rest-api-id", api, "--query", "policy", ...region];
}

function ownerOption(account: string): readonly string[] {
  return isAccountId(account) ? ["--domain-owner", account] : [];
}

/** A package is decided by the policy of its repository. Source: "Repository policies" (AWS CodeArtifact User Guide). */
function ofCodeArtifact(resource: string, options: readonly string[]): readonly string[] | undefined {
  const [kind, domain = "", repository = ""] = resource.split("/");
  if (domain === "") return undefined;
  if (kind === "domain") return ["codeartifact", "get-domain-permissions-policy", "--domain", domain, ...options];
  return repository === ""
    ? undefined
    : [
        ...["codeartifact", "get-repository-permissions-policy", "--domain", domain],
        ...["--repository", repository, ...options],
      ];
}

function ofBucketOrAccessPoint(resource: string, named: string): readonly string[] | undefined {
  const accessPoint = readAccessPoint(resource);
  if (accessPoint !== undefined) return accessPointCommand("get-access-point-policy", accessPoint);
  return ["s3api", "get-bucket-policy", "--bucket", named.split("/")[0] ?? "", "--query", "Policy"];
}

/** Undefined for one of several Regions, whose ARN does not have its name. Source: AWS CLI Command Reference, "s3control". */
export function accessPointCommand(
  operation: string,
  { account, region, name }: AccessPoint,
): readonly string[] | undefined {
  if (region === "" || !isAccountId(account)) return undefined;
  return ["s3control", operation, "--account-id", account, "--name", name, "--region", region];
}

/** An index is under the policy of its table. Source: "Resource-based policies for DynamoDB". */
function parentOf(resource: string, service: string): string {
  return service === "dynamodb" ? resource.replace(/(:table\/[^/]+)\/.*$/, "$1") : resource;
}
