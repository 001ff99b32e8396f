/** Where the values of the context keys that an answer depends on can be read. */
import { type Denial } from "../message/denial.ts";
import { readAccountCaller } from "../policy/account-caller.ts";
import { type Arn, readArn } from "../policy/arn.ts";
import { isKnownToAwsAlone } from "../policy/resource-owner.ts";
import { sourceOf } from "../policy/source-arns.ts";
import { awsCommand as command } from "./aws-command.ts";
import { type DeniedRequest } from "./denied-request.ts";
import { eventSelection } from "./event-of-call.ts";
import { isMadeByCall } from "./what-a-call-makes.ts";
import { type NextQuestion } from "./next-steps.ts";
import { type ExplanationFix } from "./fixes/fix.ts";
import { type NextStep } from "./next-step.ts";
import { type Unknown } from "./not-known.ts";

/** `keys` are as the policies write them. A source of which the message does not say enough gives no step. */
export function valueSteps(keys: readonly string[], denial: Denial, request: DeniedRequest): readonly NextStep[] {
  return [...SOURCES].flatMap(([isFrom, stepFor]) => {
    const its = keys.filter((key) => isFrom.test(key));
    return its.length === 0 ? [] : stepFor(its, denial, request);
  });
}

/** Whether the first fix helps depends on what nothing here tells: those who know it get a better one. */
export function factsOfFirstFix([first]: readonly ExplanationFix[], unknowns: readonly Unknown[]): readonly NextStep[] {
  const asked = new Set(unknowns.flatMap((one) => (one.unknown === "context-key" ? [one.key.toLowerCase()] : [])));
  const open = (first?.risks ?? []).flatMap((one) => (one.risk === "only-if" ? one.facts : []));
  const keys = [...new Set(open.map(({ key }) => key))].filter((key) => !asked.has(key.toLowerCase()));
  return keys.map((key) => ({ step: "add-fact", key, commands: [] }));
}

/**
 * A service is let in for what it acts for, as soon as somebody says what that is. Source: IAM User Guide, "The confused deputy
 * problem", cross-service prevention.
 */
export function sourceToName({ layer, fixes, unknowns, request }: NextQuestion): readonly string[] {
  const { principal = "", context } = request;
  const change = fixes[0]?.change.change;
  const isOpen = change === "add-principal" || change === "add-statement";
  const isAsked = unknowns.some((one) => one.unknown === "context-key" && one.key.toLowerCase() === SOURCE);
  if (layer !== "resource" || !isOpen || isAsked || context.has(SOURCE) || sourceOf(principal) === undefined) return [];
  return ["aws:SourceArn"];
}

const SOURCE = "aws:sourcearn";

/** Without what nobody but AWS can look up. */
export function askableOf(unknowns: readonly Unknown[], { asked }: DeniedRequest): readonly Unknown[] {
  return unknowns.filter((one) => one.unknown !== "context-key" || !isKnownToAwsAlone(one.key, asked.arn));
}

type StepFor = (keys: readonly string[], denial: Denial, request: DeniedRequest) => readonly NextStep[];

/** Those that an event shows, whoever made the call. */
const EVENT_KEYS =
  /^aws:(?:(?:Vpc)?SourceIp|SourceVpce|UserAgent|SecureTransport|ViaAWSService|CalledVia(?:First|Last)?|MultiFactorAuthPresent|TokenIssueTime|SourceIdentity)$/i;

/** Source of the keys: "AWS global condition context keys". The CloudTrail reader takes the same keys out of an event. */
const SOURCES: ReadonlyMap<RegExp, StepFor> = new Map([
  [/^[a-z0-9-]+:ResourceTag\/.|^s3:ExistingObjectTag\/./i, resourceTags],
  [/^aws:PrincipalTag\/./i, principalTags],
  [/^aws:userid$/i, callerId],
  [/^iam:PassedToService$/i, passedService],
  [/^aws:SourceArn$/i, sourceOfCall],
  [/^aws:(?:Principal|Resource)Org(?:ID|Paths)$/i, organization],
  [/^aws:(?:RequestTag\/.|TagKeys$)/i, (keys) => [{ step: "tags-of-call", keys, commands: [] }]],
  [EVENT_KEYS, event],
  [/^kms:ViaService$/i, serviceOfKey],
  [/^kms:EncryptionContext/i, keyEvent],
]);

/** Sources: "get-resources" (Resource Groups Tagging API), "get-object-tagging", "list-role-tags" (AWS CLI). */
function resourceTags(keys: readonly string[], _denial: Denial, request: DeniedRequest): readonly NextStep[] {
  const { asked, action = "" } = request;
  if (isMadeByCall(action, asked.arn)) return [{ step: "tags-of-call", keys, commands: [] }];
  const arn = readArn(asked.arn ?? "");
  if (asked.arn === undefined || arn === undefined) return [];
  const slash = arn.resource.indexOf("/");
  const isObject = arn.service === "s3" && arn.region === "" && slash > 0;
  const ofBucket = keys.filter((key) => isObject && OF_BUCKET.test(key));
  const others = keys.filter((key) => !ofBucket.includes(key));
  const bucket = arn.resource.slice(0, slash);
  const ofIt = command(...tagsOf(asked.arn, arn));
  const ofItsBucket = command("s3api", "get-bucket-tagging", "--bucket", bucket);
  return [
    ...(others.length === 0
      ? []
      : [{ step: "tags-of-resource", keys: others, resource: asked.arn, commands: ofIt } as const]),
    ...(ofBucket.length === 0
      ? []
      : [
          {
            step: "tags-of-resource",
            keys: ofBucket,
            resource: `arn:${arn.partition}:s3:::${bucket}`,
            commands: ofItsBucket,
          } as const,
        ]),
  ];
}

/** In requests for objects as well. Source: "Using tags with S3 general purpose buckets". */
const OF_BUCKET = /^aws:ResourceTag\//i;

function tagsOf(written: string, { service, region, resource }: Arn): readonly string[] {
  const slash = resource.indexOf("/");
  const last = resource.slice(resource.lastIndexOf("/") + 1);
  if (service === "s3" && slash > 0) {
    return ["s3api", "get-object-tagging", "--bucket", resource.slice(0, slash), "--key", resource.slice(slash + 1)];
  }
  if (service === "iam" && resource.startsWith("role/")) return ["iam", "list-role-tags", "--role-name", last];
  if (service === "iam" && resource.startsWith("user/")) return ["iam", "list-user-tags", "--user-name", last];
  const inRegion = region === "" ? [] : ["--region", region];
  return ["resourcegroupstaggingapi", "get-resources", "--resource-arn-list", written, ...inRegion];
}

/** Source: "Pass session tags in AWS STS": a session may have tags beside those of its role. */
function principalTags(keys: readonly string[], _denial: Denial, { principal }: DeniedRequest): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  switch (caller?.kind) {
    case "user": {
      const commands = command("iam", "list-user-tags", "--user-name", caller.name);
      return [{ step: "tags-of-caller", keys, caller: caller.name, is: "user", commands }];
    }
    case "session":
    case "role": {
      const commands = command("iam", "list-role-tags", "--role-name", caller.name);
      return [{ step: "tags-of-caller", keys, caller: caller.name, is: "role", commands }];
    }
    case "root":
    case "federated-user":
    case undefined:
      return [];
  }
}

/** Source: "IAM identifiers", unique identifiers; "IAM policy elements: Variables and tags", on what aws:userid holds. */
function callerId(keys: readonly string[], _denial: Denial, { principal }: DeniedRequest): readonly NextStep[] {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (caller?.kind === "user") {
    const commands = command("iam", "get-user", "--user-name", caller.name, "--query", "User.UserId");
    return [{ step: "id-of-caller", keys, caller: caller.name, is: "user", commands }];
  }
  if (caller?.kind !== "session") return [];
  const commands = command("iam", "get-role", "--role-name", caller.name, "--query", "Role.RoleId");
  return [{ step: "id-of-caller", keys, caller: caller.name, is: "role", commands }];
}

/** Source: "Grant a user permissions to pass a role to an AWS service": the role's trust policy names the service. */
function passedService(_keys: readonly string[], _denial: Denial, { asked }: DeniedRequest): readonly NextStep[] {
  const arn = readArn(asked.arn ?? "");
  if (arn?.service !== "iam" || !arn.resource.startsWith("role/")) return [];
  const role = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
  const commands = command("iam", "get-role", "--role-name", role, "--query", "Role.AssumeRolePolicyDocument");
  return [{ step: "passed-service", role, commands }];
}

/**
 * For what a service acted. Sources: "list-rule-names-by-target", "describe-alarms" and "list-subscriptions" (AWS CLI).
 */
function sourceOfCall(
  _keys: readonly string[],
  _denial: Denial,
  { principal = "", asked: { arn = "" } }: DeniedRequest,
): readonly NextStep[] {
  const source = sourceOf(principal);
  if (source === undefined) return [];
  const region = readArn(arn)?.region ?? "";
  const by = SOURCES_OF_CALLS.get(principal)?.(arn) ?? [];
  const commands = by.length === 0 ? [] : command(...by, ...(region === "" ? [] : ["--region", region]));
  return [{ step: "source-of-call", service: principal, thing: source.thing, commands }];
}

const SOURCES_OF_CALLS: ReadonlyMap<string, (target: string) => readonly string[]> = new Map([
  ["events.amazonaws.com", (target) => ["events", "list-rule-names-by-target", "--target-arn", target]],
  [
    "cloudwatch.amazonaws.com",
    (target) => [
      ...["cloudwatch", "describe-alarms", "--query"],
      `MetricAlarms[?contains(AlarmActions, '${target}')].AlarmArn`,
    ],
  ],
  [
    "sns.amazonaws.com",
    (target) => ["sns", "list-subscriptions", "--query", `Subscriptions[?Endpoint=='${target}'].TopicArn`],
  ],
]);

/** Source: "describe-organization" (AWS CLI), which any account of the organization may call. */
function organization(keys: readonly string[]): readonly NextStep[] {
  const commands = command("organizations", "describe-organization", "--query", "Organization.Id");
  return [{ step: "organization-id", keys, commands }];
}

/** Not the event of the call that used the key, but that of the key. Source: "Logging AWS KMS API calls with AWS CloudTrail". */
function keyEvent(keys: readonly string[], denial: Denial, request: DeniedRequest): readonly NextStep[] {
  const operation = request.action?.slice(request.action.indexOf(":") + 1) ?? denial.operation;
  const region = readArn(request.asked.arn ?? "")?.region ?? denial.region;
  return event(keys, { ...denial, operation, region }, request);
}

/** Sources: "AWS KMS condition keys", on kms:ViaService; "CloudTrail userIdentity element", on invokedBy. */
function serviceOfKey(_keys: readonly string[], denial: Denial, request: DeniedRequest): readonly NextStep[] {
  const operation = request.action?.slice(request.action.indexOf(":") + 1) ?? denial.operation;
  const region = readArn(request.asked.arn ?? "")?.region ?? "";
  if (denial.actionFrom === "event" || region === "") return [];
  const selection = eventSelection(operation, request.action);
  const commands =
    selection.length === 0 ? [] : command("cloudtrail", "lookup-events", ...selection, "--region", region);
  return [{ step: "service-of-key", region, commands }];
}

/** Source: "Logging data events" (AWS CloudTrail User Guide): the event history has none of those. */
function event(keys: readonly string[], denial: Denial, { asked }: DeniedRequest): readonly NextStep[] {
  const isEvent = Object.keys(denial.context).some((key) => key.toLowerCase() === "aws:useragent");
  if (isEvent || denial.actionFrom === "event") return [];
  const selection = eventSelection(denial.operation, denial.action ?? undefined);
  const isOfObject = /^arn:[^:]*:s3:::[^/]*\//.test(asked.arn ?? "");
  if (selection.length === 0 || isOfObject) return [{ step: "event-of-call", keys, isData: isOfObject, commands: [] }];
  const inRegion = denial.region === null ? [] : ["--region", denial.region];
  const commands = command("cloudtrail", "lookup-events", ...selection, ...inRegion);
  return [{ step: "event-of-call", keys, isData: false, commands }];
}
