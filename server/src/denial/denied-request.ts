/** The request that a denial tells of, completed with what follows from it and with what the user knows. */
import { serviceActingFor } from "./acting-service.ts";
import { onceForEach } from "../domains/once.ts";
import { servicePassedTo } from "../catalog/passed-to-service.ts";
import { creatingCall } from "./tags-on-creation.ts";
import { deriveContext } from "../evaluation/derive-context.ts";
import { type ContextEntry, contextOf, type Request } from "../evaluation/request.ts";
import { serviceLinkedRoleNamed, serviceLinkedRoleOf } from "../catalog/service-linked-roles.ts";
import { readArn } from "../policy/arn.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type CandidatePolicies } from "../policy/attached-policy.ts";
import { withoutBlanksAtColons } from "../message/arn-fields.ts";
import { type Denial } from "../message/denial.ts";
import { factsOfCall, type FollowingFact, TEMPORARY_CREDENTIAL_KEYS } from "../policy/following-facts.ts";
import { withoutMasks } from "../policy/masked-arn.ts";
import { isKeyOfOwner, isOfAnybody, isOfAws } from "../policy/resource-owner.ts";
import { type ActionLookup } from "./action-facts.ts";
import { type AskedResource, readAskedResource } from "./asked-resource.ts";
import { type Assumption } from "./not-known.ts";
import { type ExplainedRequest } from "./explanation.ts";
import { type LastStep, lastStepOf } from "./chain-of-roles.ts";
import { accountNamedFor } from "./masked-caller.ts";
import { withParametersCarried } from "./parameters-of-call.ts";

export type Facts = ReadonlyMap<string, string | readonly string[]>;

/** Facts by these names correct the message itself; all others are context keys. */
export const REQUEST_FACTS = ["principal", "action", "resource"] as const;

export interface DeniedRequest extends ExplainedRequest {
  /** As far as the message or the user says which resource it is. */
  readonly asked: AskedResource;
  /** The account that owns the resource, if its ARN or the user says so. */
  readonly resourceAccount: string | undefined;
  /** The action of the call, where the message names another one that the call needs. */
  readonly call?: string;
  /** Keys that the request did not carry, by what the message says. */
  readonly absent: readonly string[];
  readonly assumptions: readonly Assumption[];
}

export interface DenialFacts {
  /** The user's facts. */
  readonly told: Facts;
  /** Those that the workspace file says of every request. */
  readonly standing: Facts;
  /** ARNs of users and roles that the workspace knows, with their paths. */
  readonly identities: () => readonly string[];
  /** ARNs of resources of which the workspace has a policy. */
  readonly resources: () => readonly string[];
  readonly actions: ActionLookup;
}

export function readDeniedRequest(
  written: Denial,
  { told, standing, identities, resources, actions }: DenialFacts,
): DeniedRequest {
  const step = lastStepOf({ ...written, resource: withoutBlanksAtColons(written.resource) });
  const denial = withParametersCarried(withNames(written, step), actions);
  const databaseUser = DATABASE_USER.test(denial.principalArn ?? "") ? denial.principalArn : null;
  const acting = serviceActingFor(denial.principalArn);
  const principal =
    textFact(told, "principal") ??
    (databaseUser === null ? (acting?.service ?? denial.principalArn) : "redshift.amazonaws.com") ??
    denial.identityProvider ??
    denial.speaker ??
    textFact(keysOf(told, denial, standing), "aws:principalarn");
  const [ofWords] = denial.additionalActions ?? [];
  const toldResource = textFact(told, "resource");
  const action = textFact(told, "action") ?? denial.action ?? ofWords ?? actionOfDestination(denial, toldResource);
  const arnTemplates = action === undefined ? undefined : actions(action)?.arnTemplates;
  const linkedRole = toldResource === undefined ? linkedRoleOf(denial, { principal, action }) : undefined;
  const elsewhere = denial.nearbyIsToolsOwn === true ? denial.nearbyResource : undefined;
  const asked = readAskedResource({
    said: isOfCall(toldResource, denial, arnTemplates)
      ? undefined
      : (toldResource ?? denial.resource ?? elsewhere ?? denial.assumedRole ?? linkedRole?.resource),
    isMasked: toldResource === undefined && denial.resourceNaming === "masked",
    isHolder: toldResource === undefined && denial.action === null,
    partition: principal === undefined ? undefined : readArn(principal)?.partition,
    account: accountOf(principal, denial),
    templates: arnTemplates,
    identities: () => (principal === undefined ? identities() : [principal, ...identities()]),
    resources,
  });
  const ofUser = databaseUser === null ? [] : [["sts:externalid", databaseUser] as const];
  const ofMessage = new Map([...ofUser, ...factsOfMessage(denial, { principal, action, resource: asked.arn })]);
  const ofStreams = externalIdOf({ principal, action, resource: asked.arn });
  const said = new Map([...keyed(standing), ...(acting?.context ?? []), ...ofStreams, ...ofMessage, ...keyed(told)]);
  const ofService = said.has("aws:principalarn") ? undefined : callersLinkedRole(denial, principal);
  const context: Facts = ofService === undefined ? said : new Map([...said, ["aws:principalarn", ofService]]);
  const owner = textFact(context, "aws:resourceaccount") ?? accountOfResource(asked);
  return {
    principal,
    action,
    ...(denial.callAction === undefined ? {} : { call: denial.callAction }),
    resource: asked.arn ?? asked.said,
    asked,
    resourceAccount: owner !== undefined && isAccountId(owner) ? owner : undefined,
    context,
    absent: absentKeys(denial, { action, resource: asked.arn }),
    assumptions: [
      ...ofWordsAround(denial, { action, resource: asked.arn, told }),
      ...(linkedRole === undefined ? [] : [linkedRole]),
      ...(step === undefined ? [] : [{ assumption: "last-step", ...step } as const]),
      ...(acting === undefined ? [] : [{ assumption: "acting-service", ...acting } as const]),
      ...ofCallersNames(asked, ofService),
      ...corrections(told, denial),
      ...differences(told, ofMessage, "user"),
      ...differences(standing, ofMessage, "workspace"),
    ],
  };
}

/**
 * Amazon Data Firehose assumes a role with the account as the external ID, which is the role's: no role of another account
 * can be passed to it. Source: "Controlling access with Amazon Data Firehose", on assuming an IAM role.
 */
function externalIdOf({
  principal,
  action,
  resource,
}: Pick<ExplainedRequest, "principal" | "action" | "resource">): readonly (readonly [string, string])[] {
  const account = readArn(resource ?? "")?.account ?? "";
  const isTaken = principal === "firehose.amazonaws.com" && action?.toLowerCase() === "sts:assumerole";
  return isTaken && isAccountId(account) ? [["sts:externalid", account]] : [];
}

function withNames(written: Denial, step: LastStep | undefined): Denial {
  return {
    ...written,
    principalArn: step?.by ?? withoutBlanksAtColons(written.principalArn),
    resource: step?.role ?? withoutBlanksAtColons(written.resource),
  };
}

/** What the words of the refusal leave out, and the call or the lines around it tell. */
function ofWordsAround(
  denial: Denial,
  { action, resource, told }: Pick<ExplainedRequest, "action" | "resource"> & { readonly told: Facts },
): readonly Assumption[] {
  const isNamed = denial.actionFrom === "message" || denial.actionFrom === "event" || told.has("action");
  const isElsewhere = denial.resourceNaming === "elsewhere" || denial.nearbyIsToolsOwn === true;
  return [
    ...(isNamed || action === undefined
      ? []
      : [{ assumption: denial.action === null ? "action-of-words" : "action-of-operation", action } as const]),
    ...(isElsewhere && textFact(told, "resource") === undefined && resource !== undefined
      ? [{ assumption: "resource-elsewhere", resource } as const]
      : []),
  ];
}

function ofCallersNames({ assumedAccount }: AskedResource, linkedRole: string | undefined): readonly Assumption[] {
  return [
    ...(assumedAccount === undefined
      ? []
      : [{ assumption: "masked-account", account: assumedAccount, by: "ending" } as const]),
    ...(linkedRole === undefined ? [] : [{ assumption: "callers-linked-role", role: linkedRole } as const]),
  ];
}

/**
 * The role behind the session of a service, with its path. Not where AWS names a policy of the organization, which
 * restricts no such role. Source: "Service control policies (SCPs)", on tasks and entities that are not restricted.
 */
function callersLinkedRole({ policyType }: Denial, principal: string | undefined): string | undefined {
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (caller?.kind !== "session" || !isAccountId(caller.account)) return undefined;
  const role = policyType === "scp" || policyType === "rcp" ? undefined : serviceLinkedRoleNamed(caller.name);
  return role === undefined ? undefined : `arn:${caller.partition}:iam::${caller.account}:role/${role}`;
}

/** Where AWS refuses to make the role that a service needs for the call, and does not say which. */
function linkedRoleOf(
  { resource, callAction }: Denial,
  { principal, action }: Pick<ExplainedRequest, "principal" | "action">,
): Extract<Assumption, { readonly assumption: "service-linked-role" }> | undefined {
  if (resource !== null || callAction === undefined || action?.toLowerCase() !== "iam:createservicelinkedrole")
    return undefined;
  const role = serviceLinkedRoleOf(callAction);
  const caller = principal === undefined ? undefined : readAccountCaller(principal);
  if (role === undefined || caller === undefined || !isAccountId(caller.account)) return undefined;
  const arn = `arn:${caller.partition}:iam::${caller.account}:role/${role}`;
  return { assumption: "service-linked-role", resource: arn, call: callAction };
}

/**
 * The user names the resource of the call, as the object of GetObject, where AWS refused another service's action for
 * it, as kms:Decrypt of the object's key: of that one's resource nothing is said.
 */
function isOfCall(told: string | undefined, { operation }: Denial, templates: readonly string[] | undefined): boolean {
  const service = told === undefined ? undefined : readArn(told)?.service;
  if (service === undefined || operation === null || templates === undefined) return false;
  return templates.length > 0 && templates.every((template) => !template.includes(`:${service}:`));
}

/**
 * Amazon Redshift assumes a role in its own name, with the database user as the external ID. Source: "Authorizing Amazon
 * Redshift to access AWS services", on restricting access to IAM roles.
 */
const DATABASE_USER = /^arn:[^:]*:redshift:[^:]*:[^:]*:dbuser:/;

/** Undefined where the ARNs that are possible show more than one, or none. */
function accountOfResource({ arn, possible }: AskedResource): string | undefined {
  const accounts = new Set((arn === undefined ? possible : [arn]).map((one) => readArn(one)?.account));
  return accounts.size === 1 ? [...accounts][0] : undefined;
}

/** Context keys in lower case; names without a colon correct the message and are none. */
function keyed(facts: Iterable<readonly [string, string | readonly string[]]>): Facts {
  return new Map([...facts].filter(([key]) => key.includes(":")).map(([key, value]) => [key.toLowerCase(), value]));
}

function keysOf(told: Facts, denial: Denial, standing: Facts): Facts {
  return new Map([...keyed(standing), ...keyed(Object.entries(denial.context)), ...keyed(told)]);
}

/** What an event or a decoded message tells, and what follows from the ARNs. */
function factsOfMessage(denial: Denial, { principal, action, resource }: Omit<ExplainedRequest, "context">): Facts {
  const facts = new Map<string, string | readonly string[]>();
  // The Region of a regional resource is the one the request went to. Source: "AWS global condition context keys".
  const ofResource = readArn(resource ?? "")?.region ?? "";
  const region = ofResource === "" ? denial.region : ofResource;
  if (region !== null && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) facts.set("aws:requestedregion", region);
  const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  if (account !== undefined && isAccountId(account)) facts.set("aws:principalaccount", account);
  for (const { key, value } of factsOfItsCall(denial, { action, resource })) {
    if (value !== undefined) facts.set(key, value);
  }
  const call = denial.callAction ?? denial.operation ?? "";
  const passedTo = action?.toLowerCase() === "iam:passrole" ? servicePassedTo(call) : undefined;
  if (passedTo !== undefined) facts.set("iam:passedtoservice", passedTo);
  const notifying = denial.delivery === "event-notifications" ? notifyingBucket(denial) : undefined;
  if (notifying !== undefined) facts.set("aws:sourcearn", notifying);
  const creating = creatingCall(action, denial);
  if (creating !== undefined) facts.set(creating.key.toLowerCase(), creating.operation);
  return new Map([...facts, ...keyed(Object.entries(denial.context))]);
}

function factsOfItsCall(
  { operation, callAction }: Denial,
  { action, resource }: Pick<ExplainedRequest, "action" | "resource">,
): readonly FollowingFact[] {
  const { region = "", partition = "aws" } = readArn(resource ?? "") ?? {};
  const call = { operation: operation ?? undefined, callAction, region, partition };
  return action === undefined ? [] : factsOfCall({ action, ...call });
}

/** Of long-term credentials and of the call; an event of a service's call tells of that itself. */
function absentKeys(denial: Denial, of: Pick<ExplainedRequest, "action" | "resource">): readonly string[] {
  const isEvent = denial.actionFrom === "event" || Object.keys(denial.context).length > 0;
  return [
    ...(denial.credentials === undefined ? [] : TEMPORARY_CREDENTIAL_KEYS),
    ...(isEvent ? [] : factsOfItsCall(denial, of)).flatMap(({ key, value }) => (value === undefined ? [key] : [])),
  ];
}

/** Source: "Granting permissions to publish event notification messages to a destination" (Amazon S3 User Guide). */
function notifyingBucket({ resource, nearbyResource }: Denial): string | undefined {
  return [resource, nearbyResource].find((one) => /^arn:[^:]+:s3:::[^/]+$/.test(one ?? "")) ?? undefined;
}

/** What Amazon S3 does to the destination of a notification, as soon as somebody says which it is. */
function actionOfDestination({ delivery }: Denial, resource: string | undefined): string | undefined {
  const service = delivery === "event-notifications" ? readArn(resource ?? "")?.service : undefined;
  return service === undefined ? undefined : NOTIFYING.get(service);
}

/** Source: Amazon S3 User Guide, "Granting permissions to publish event notification messages to a destination". */
const NOTIFYING: ReadonlyMap<string, string> = new Map([
  ["lambda", "lambda:InvokeFunction"],
  ["sqs", "sqs:SendMessage"],
  ["sns", "sns:Publish"],
]);

/** The user's principal, action or resource, where the message names another one in full. */
function corrections(told: Facts, denial: Denial): readonly Assumption[] {
  const { principalArn, action, resource, resourceNaming } = denial;
  const named: readonly (readonly [key: (typeof REQUEST_FACTS)[number], said: string | null])[] = [
    ["principal", principalArn !== null && withoutMasks(principalArn) === principalArn ? principalArn : null],
    ["action", denial.actionFrom === "message" ? action : null],
    ["resource", resourceNaming === "exact" ? resource : null],
  ];
  return named.flatMap(([key, said]) => {
    const value = textFact(told, key);
    if (said === null || value === undefined || said.toLowerCase() === value.toLowerCase()) return [];
    return [{ assumption: "fact-differs", key, told: value, said, by: "user" } as const];
  });
}

/** Facts that cannot be so if the message is right. */
function differences(facts: Facts, ofMessage: Facts, by: "user" | "workspace"): readonly Assumption[] {
  return [...facts].flatMap(([key, value]) => {
    const said = key.includes(":") ? ofMessage.get(key.toLowerCase()) : undefined;
    if (said === undefined || inWords(said).toLowerCase() === inWords(value).toLowerCase()) return [];
    return [{ assumption: "fact-differs", key, told: inWords(value), said: inWords(said), by } as const];
  });
}

function inWords(value: string | readonly string[]): string {
  return typeof value === "string" ? value : value.join(", ");
}

function textFact(facts: Facts, name: string): string | undefined {
  const value = facts.get(name);
  return typeof value === "string" ? value : value?.[0];
}

function accountOf(principal: string | undefined, denial: Denial): string | undefined {
  return (principal === undefined ? undefined : readAccountCaller(principal)?.account) ?? denial.account ?? undefined;
}

export interface AskedRequest {
  readonly request: Request;
  readonly assumptions: readonly Assumption[];
}

/**
 * A token has the keys of the provider that issued it, and of no other. Source: "Available keys for AWS OIDC federation".
 */
function isOfOtherProvider(key: string, principal: string): boolean {
  const host = /:oidc-provider\/(.+)$/.exec(principal)?.[1]?.toLowerCase();
  const ofKey = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/.*)?):(?:sub|aud|amr)$/.exec(key.toLowerCase())?.[1];
  return host !== undefined && ofKey !== undefined && ofKey !== host;
}

/** Whose the resource is, where nothing says it. */
export type Owner = "callers-account" | "another-account" | "unknown";

/**
 * Undefined unless it is known who asked for what. A key that nobody told is unknown, and absent only where the
 * reference lists it for other actions of its service and not for this one.
 */
export function toRequest(
  { principal, action, asked, resourceAccount, context, absent }: DeniedRequest,
  candidates: CandidatePolicies,
  actions: ActionLookup,
  owner: Owner = "callers-account",
): AskedRequest | undefined {
  if (principal === undefined || action === undefined) return undefined;
  const caller = readAccountCaller(principal);
  const isHidden = caller !== undefined && !isAccountId(caller.account);
  const account = isHidden ? (resourceAccount ?? accountNamedFor(caller, candidates)) : undefined;
  const assumptions: Assumption[] =
    account === undefined ? [] : [{ assumption: "masked-account", account, by: "policies" }];
  const isOpen = asked.arn !== "*" && resourceAccount === undefined && caller !== undefined;
  const isOfAnother = isOpen && owner === "another-account";
  const isUnknown = isOpen && owner === "unknown";
  if (isOpen && owner === "callers-account") {
    assumptions.push({ assumption: "callers-account", resource: asked.arn ?? asked.said });
  }
  const plain: Request = {
    principal: account === undefined ? principal : principal.replace(`:${caller?.account ?? ""}:`, `:${account}:`),
    action,
    resource: {
      arn: asked.arn ?? asked.said ?? "",
      ...(asked.arn === undefined ? { possible: asked.possible } : {}),
      accountId: isOfAnother || isUnknown ? undefined : (resourceAccount ?? account ?? caller?.account),
      ...(isOfAnother ? { isOfAnotherAccount: true } : {}),
    },
    context: contextOf(context, { unlisted: "unknown", absent }),
  };
  const derived = deriveContext(plain);
  const carries = actions(action)?.carriesKey;
  // Nobody knows whether it is the caller's own.
  const hidesOwner = asked.arn !== undefined && (isOfAws(asked.arn) || isOfAnybody(asked.arn));
  const entryOf = (key: string): ContextEntry => {
    const known = hidesOwner && isKeyOfOwner(key) ? plain.context.entry(key) : derived.entry(key);
    if (known.state !== "unknown") return known;
    if (carries?.(key, undefined) === false) return { state: "absent", isOfNone: true };
    const isAbsent = carries?.(key, asked.arn) === false || isOfOtherProvider(key, principal);
    return isAbsent ? { state: "absent" } : known;
  };
  // Thousands of statements ask for the same few keys.
  return { request: { ...plain, context: { entry: onceForEach(entryOf) } }, assumptions };
}
