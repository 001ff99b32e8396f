/**
 * What a request's condition keys must be because of other things that are known of it: its ARN and action, the call
 * that it belongs to, other keys. One table for rows, unknowns, fixes and decisions; proofs take its groups of keys.
 * Keys in lower case; a fact without a value says that the request does not carry the key.
 */
import { keysOnlyIf } from "../catalog/global-keys.ts";
import { readArn } from "./arn.ts";

export interface FollowingFact {
  readonly key: string;
  readonly value: string | readonly string[] | undefined;
}

/** Only in requests through a VPC endpoint, which lack `aws:SourceIp`. */
export const ENDPOINT_KEYS: readonly string[] = keysOnlyIf("through-endpoint");

/** Only in requests that a service makes with its caller's credentials. */
export const FORWARDED_KEYS: readonly string[] = keysOnlyIf("through-service");

/** Only in requests of a role's session. */
export const ROLE_SESSION_KEYS: readonly string[] = keysOnlyIf("by-role-session");

/** Only with temporary credentials. */
export const TEMPORARY_CREDENTIAL_KEYS: readonly string[] = keysOnlyIf("with-temporary-credentials");

/** Of a request for an action on the resource with this ARN, made by a caller of this account. */
export function factsOfArn(action: string, arn: string, account: string | undefined): readonly FollowingFact[] {
  const { service = "", region = "", resource = "" } = readArn(arn) ?? {};
  const inCluster = service === "ecs" && OF_CLUSTER.test(action) ? IN_CLUSTER.exec(resource)?.[1] : undefined;
  const asked = action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
  const facts: (FollowingFact | undefined)[] = [
    service === "iam" ? valueOf("iam:awsservicename", SERVICE_LINKED_ROLE.exec(resource)?.[1]) : undefined,
    asked === "ec2" && service === "ec2" ? valueOf("ec2:region", isPlain(region) ? region : undefined) : undefined,
    service === "ec2" ? idOf(resource) : undefined,
    service === "elasticbeanstalk" && OF_APPLICATION.test(action) ? applicationOf(arn, resource) : undefined,
    inCluster === undefined ? undefined : { key: "ecs:cluster", value: clusterOf(arn, resource, inCluster) },
    asked === "kms" ? valueOf("kms:calleraccount", account) : undefined,
  ];
  return facts.filter((fact) => fact !== undefined);
}

function valueOf(key: string, value: string | undefined): FollowingFact | undefined {
  return value === undefined ? undefined : { key, value };
}

function isPlain(text: string): boolean {
  return text !== "" && !/[*?$]/.test(text);
}

/** `resource` is the last field of the ARN. */
function clusterOf(arn: string, resource: string, name: string): string {
  return `${arn.slice(0, arn.length - resource.length)}cluster/${name}`;
}

/** Sources: the resource types and `ecs:cluster` in "Actions, resources, and condition keys for Amazon ECS". */
const IN_CLUSTER = /^(?:task|service|container-instance)\/([A-Za-z0-9_-]+)\/[A-Za-z0-9_-]+$/;
const OF_CLUSTER =
  /^ecs:(?:StopTask|ExecuteCommand|DescribeTasks|CreateService|UpdateService|DeleteService|DescribeServices|DescribeContainerInstances|DeregisterContainerInstance)$/i;

/** Source: "Create a service-linked role": its path names the service. */
const SERVICE_LINKED_ROLE = /^role\/aws-service-role\/([a-z0-9.-]+\.amazonaws\.com)\//;
/** What one of these types is called in its ARN. */
function idOf(resource: string): FollowingFact | undefined {
  const [type = "", id = "", ...more] = resource.split("/");
  const key = more.length === 0 && /^[a-z]+-[0-9a-z]+$/.test(id) ? KEYS_OF_IDS.get(type) : undefined;
  return key === undefined ? undefined : { key, value: id };
}

/** Source: "Actions, resources, and condition keys for Amazon EC2", resource types and condition keys. */
const KEYS_OF_IDS: ReadonlyMap<string, string> = new Map([
  ["image", "ec2:imageid"],
  ["instance", "ec2:instanceid"],
  ["internet-gateway", "ec2:internetgatewayid"],
  ["network-acl", "ec2:networkaclid"],
  ["network-interface", "ec2:networkinterfaceid"],
  ["route-table", "ec2:routetableid"],
  ["security-group", "ec2:securitygroupid"],
  ["snapshot", "ec2:snapshotid"],
  ["subnet", "ec2:subnetid"],
  ["volume", "ec2:volumeid"],
  ["vpc", "ec2:vpcid"],
  ["vpc-peering-connection", "ec2:vpcpeeringconnectionid"],
]);

/** The application that an environment, a version or a template belongs to. */
function applicationOf(arn: string, resource: string): FollowingFact | undefined {
  const [, name] = /^(?:environment|applicationversion|configurationtemplate)\/([^/*?$]+)\/[^/]+$/.exec(resource) ?? [];
  return name === undefined
    ? undefined
    : {
        key: "elasticbeanstalk:inapplication",
        value: `${arn.slice(0, arn.length - resource.length)}application/${name}`,
      };
}

/** Sources: "Resources and conditions for Elastic Beanstalk actions"; "Actions, resources, and condition keys for AWS Elastic Beanstalk". */
const OF_APPLICATION =
  /^elasticbeanstalk:(?:AbortEnvironmentUpdate|ApplyEnvironmentManagedAction|CreateApplicationVersion|CreateConfigurationTemplate|CreateEnvironment|DeleteApplicationVersion|DeleteConfigurationTemplate|DeleteEnvironmentConfiguration|Describe(?:ApplicationVersions|ConfigurationOptions|ConfigurationSettings|Environments|EnvironmentResources|Events)|RebuildEnvironment|RequestEnvironmentInfo|RestartAppServer|RetrieveEnvironmentInfo|SwapEnvironmentCNAMEs|TerminateEnvironment|UpdateApplicationVersion|UpdateConfigurationTemplate|UpdateEnvironment|ValidateConfigurationSettings)$/i;

/** A call that needs the action: its operation, and the action of the call itself where that is another. */
export interface Call {
  readonly action: string;
  readonly operation: string | undefined;
  readonly callAction: string | undefined;
  /** Of the resource. */
  readonly region: string;
  readonly partition: string;
}

export function factsOfCall({ action, operation, callAction, region, partition }: Call): readonly FollowingFact[] {
  const lower = action.toLowerCase();
  const service = lower.slice(0, Math.max(0, lower.indexOf(":")));
  const caller = callAction?.slice(0, Math.max(0, callAction.indexOf(":"))).toLowerCase();
  const facts: FollowingFact[] = [];
  // Source: "Grant permission to tag Amazon EC2 resources during creation".
  if (lower === "ec2:createtags" && operation !== undefined && operation.toLowerCase() !== "createtags") {
    facts.push({ key: "ec2:createaction", value: operation });
  }
  // Source: "AWS KMS condition keys", kms:ViaService.
  if (service === "kms" && caller !== undefined && VIA_SERVICES.has(caller) && isPlain(region)) {
    facts.push({ key: "kms:viaservice", value: `${caller}.${region}.amazonaws.com` });
  }
  // The same page: only requests that a service makes have it.
  if (service === "kms" && caller === undefined && lower === `kms:${operation?.toLowerCase() ?? ""}`) {
    facts.push({ key: "kms:viaservice", value: undefined });
  }
  // Source: "AWS KMS condition keys", kms:GrantIsForAWSResource.
  if (lower === "kms:creategrant" && caller === "ec2" && operation?.toLowerCase() === "attachvolume") {
    facts.push({ key: "kms:grantisforawsresource", value: "true" });
  }
  // Source: "AWS: Denies access to AWS based on the requested Region". A role is passed in the call of another service.
  if (partition === "aws" && GLOBAL_SERVICES.has(service) && lower !== "iam:passrole")
    facts.push({ key: "aws:requestedregion", value: "us-east-1" });
  return facts;
}

/** Services that use a customer's key under their own endpoint's name. */
const VIA_SERVICES: ReadonlySet<string> = new Set([
  "codeartifact",
  "dynamodb",
  "ec2",
  "ecr",
  "elasticfilesystem",
  "es",
  "firehose",
  "fsx",
  "glue",
  "kafka",
  "kinesis",
  "kinesisvideo",
  "lambda",
  "rds",
  "redshift",
  "s3",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
]);

/** Every request goes to `us-east-1`. */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set(["cloudfront", "iam", "organizations", "route53"]);

/** What is known of a key: its values, that the request does not carry it, or nothing. */
export type KnownKey =
  | { readonly state: "present"; readonly values: readonly string[] }
  /** With `absentOr`, it is not there, or is one of these. */
  | { readonly state: "absent" | "unknown"; readonly absentOr?: readonly string[] };

/** What other keys say of one; undefined for nothing. */
export function factOfOtherKeys(key: string, known: (key: string) => KnownKey): FollowingFact | undefined {
  const has = (one: string): boolean => known(one).state === "present";
  const textOf = (one: string): string | undefined => {
    const entry = known(one);
    return entry.state === "present" ? entry.values[0] : undefined;
  };
  const absent: FollowingFact = { key, value: undefined };
  if (key === "aws:sourceip") return ENDPOINT_KEYS.some(has) ? absent : undefined;
  if (ENDPOINT_KEYS.includes(key)) return has("aws:sourceip") ? absent : undefined;
  if (key === "aws:viaawsservice") return FORWARDED_KEYS.some(has) ? { key, value: "true" } : undefined;
  if (FORWARDED_KEYS.includes(key)) return forwardedFact(key, known("aws:calledvia")) ?? notForwarded();
  // Source: "Secure API access with MFA".
  if (key === "aws:multifactorauthage") {
    const present = known("aws:multifactorauthpresent");
    const values = present.state === "present" ? present.values.slice(0, 1) : present.absentOr;
    return present.state === "absent" || values?.every((text) => text === "false") === true ? absent : undefined;
  }
  return undefined;

  function notForwarded(): FollowingFact | undefined {
    return textOf("aws:viaawsservice") === "false" ? absent : undefined;
  }
}

/** The first and the last of the services that passed a request on. */
function forwardedFact(key: string, calledVia: KnownKey): FollowingFact | undefined {
  if (key === "aws:calledvia" || calledVia.state !== "present") return undefined;
  const value = key === "aws:calledviafirst" ? calledVia.values[0] : calledVia.values.at(-1);
  return value === undefined ? undefined : { key, value };
}
