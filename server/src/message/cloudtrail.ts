/**
 * Reads denials out of CloudTrail events: one event, a file of `Records`, JSON Lines, an EventBridge event, the answer
 * of `lookup-events`, or a piece of these.
 * Source: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element".
 */
import { type Denial, type DenialPrincipalType } from "./denial.ts";
import { isDenialCode } from "./error-codes.ts";
import { encryptionContext, factsOfParameters, type Refused } from "./event-parameters.ts";
import { addressFacts, forwardingFacts, senderOf, type Signer } from "./event-sender.ts";
import { readEventRows } from "./event-tables.ts";
import { type LooseRecord, readLooseRecords, recordsAt, textAt, valueAt } from "./loose-records.ts";
import { isValueOf } from "./shown-value.ts";
import { accountOfArn, regionOfArn } from "./arn-fields.ts";
import { principalTypeOf } from "./principal-of-text.ts";
import { isOfBucket } from "./resource-elsewhere.ts";
import { namingOf } from "./resource-naming.ts";

export interface EventSurroundings {
  /** The denial that an `errorMessage` spells out. */
  readonly readText: (text: string) => Denial | null;
  readonly actionOfOperation: (service: string | undefined, operation: string) => string | null;
}

/** Says cheaply of most texts that they hold no event. */
export function mayBeCloudTrail(text: string): boolean {
  return /event(?:name|source|version)/i.test(text) && /errorcode/i.test(text) && !isRule(text);
}

/** A rule of a monitor (Sigma): what an event must have, and no event. */
function isRule(text: string): boolean {
  return /(?:^|\n)\s{0,20}detection:\s{0,9}\n/.test(text) && /\n\s{0,20}condition: /.test(text);
}

export function readCloudTrail(text: string, surroundings: EventSurroundings): Denial[] {
  return deniedIn(readLooseRecords(text), surroundings);
}

/** The same of events that are the rows of a table. */
export function readEventTable(text: string, surroundings: EventSurroundings): Denial[] {
  return deniedIn(readEventRows(text), surroundings);
}

function deniedIn(records: readonly LooseRecord[], surroundings: EventSurroundings): Denial[] {
  return records.filter(isEvent).flatMap((event) => readEvent(event, surroundings) ?? []);
}

function isEvent(record: LooseRecord): boolean {
  if (textAt(record, "errorCode") === null) return false;
  return ["eventName", "eventSource", "eventVersion"].some((key) => textAt(record, key) !== null);
}

function readEvent(event: LooseRecord, surroundings: EventSurroundings): Denial | null {
  const errorCode = textAt(event, "errorCode");
  const said = messageOf(event, "errorMessage", surroundings) ?? messageOf(event, "message", surroundings);
  const isCoded = errorCode !== null && isDenialCode(errorCode.replace(/^(?:Client|Server)\./, ""));
  if (!isCoded && (said === null || (said.action === null && said.principalArn === null))) return null;
  const operation = textAt(event, "eventName");
  const source = textAt(event, "eventSource");
  const saidAction = said?.action ?? null;
  const ofCall = operation === null ? null : surroundings.actionOfOperation(source ?? undefined, operation);
  const derived = saidAction === null ? ofCall : null;
  const identity = identityOf(event);
  const principalArn = said?.principalArn ?? identity.arn;
  const listed = said?.resource ?? firstResource(event);
  const asked = listed === null && said?.resourceNaming !== "masked" ? bucketAsked(event, operation) : null;
  const resource = listed ?? asked;
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn,
    principalType: said === null || said.principalArn === null ? identity.type : said.principalType,
    action: saidAction ?? derived,
    actionFrom: saidAction !== null ? "message" : derived === null ? null : "event",
    resource,
    resourceNaming:
      asked !== null
        ? "elsewhere"
        : said === null || said.resource === null
          ? namingOf(resource, said?.resourceNaming === "masked")
          : said.resourceNaming,
    denyType: said?.denyType ?? "unknown",
    policyType: said?.policyType ?? "unknown",
    policyArn: said?.policyArn ?? null,
    encodedMessage: said?.encodedMessage ?? false,
    errorCode,
    operation,
    requestId: textAt(event, "requestID"),
    account:
      accountOfArn(principalArn) ??
      shownAt(event, "aws:PrincipalAccount", ["userIdentity", "accountId"]) ??
      shownAt(event, "aws:PrincipalAccount", ["recipientAccountId"]),
    region: shownAt(event, "aws:RequestedRegion", ["awsRegion"]) ?? regionOfArn(resource),
    context: contextOf(event, identity, resource),
    ...parametersOf(event, { resource, isOfCall: isOfService(saidAction, ofCall ?? source) }),
    ...credentialsOf(event),
    ...(senderOf(event) === null || identity.type === "service" ? {} : { isSentByService: true }),
    ...assumptionOf(event),
    span: event.span,
  };
}

function shownAt(event: LooseRecord, key: string, path: readonly string[]): string | null {
  const value = textAt(event, ...path);
  return value !== null && isValueOf(key, value) ? value : null;
}

/** A call may be refused for another service's permission, as one of AWS Lambda for `iam:PassRole`. */
function isOfService(action: string | null, called: string | null): boolean {
  return action === null || called === null || action.split(":", 1)[0] === called.split(/[:.]/, 1)[0];
}

function parametersOf(event: LooseRecord, refused: Refused): Pick<Denial, "parameters"> {
  const facts = factsOfParameters(event, refused);
  return facts.length === 0 ? {} : { parameters: Object.fromEntries(facts) };
}

function messageOf(event: LooseRecord, key: string, { readText }: EventSurroundings): Denial | null {
  const message = valueAt(event, key);
  return typeof message === "string" ? readText(message) : null;
}

/** Of STS: who came from which provider, and for which role. */
function assumptionOf(event: LooseRecord): Pick<Denial, "identityProvider" | "assumedRole"> {
  const identityProvider = textAt(event, "userIdentity", "identityProvider");
  const assumedRole = textAt(event, "requestParameters", "roleArn");
  const isAssumption = /^sts\./.test(textAt(event, "eventSource") ?? "");
  return {
    ...(identityProvider === null ? {} : { identityProvider }),
    ...(assumedRole === null || !isAssumption ? {} : { assumedRole }),
  };
}

interface Identity extends Signer {
  readonly arn: string | null;
}

const IDENTITY_TYPES: ReadonlyMap<string, DenialPrincipalType> = new Map([
  ["IAMUser", "user"],
  ["AssumedRole", "assumed-role"],
  ["Role", "role"],
  ["Root", "root"],
  ["FederatedUser", "federated-user"],
  ["AWSService", "service"],
  ["AWSAccount", "unknown"],
]);

function identityOf(event: LooseRecord): Identity {
  const type =
    textAt(event, "userIdentity", "type") ?? textAt(event, "userIdentity.type") ?? cutIdentity(event, "type");
  const issuer =
    textAt(event, "userIdentity", "sessionContext", "sessionIssuer", "arn") ??
    textAt(event, "sessionContext", "sessionIssuer", "arn") ??
    textAt(event, "userIdentity.sessionContext.sessionIssuer.arn");
  const service = type === "AWSService" ? textAt(event, "userIdentity", "invokedBy") : null;
  const own = textAt(event, "userIdentity", "arn") ?? textAt(event, "userIdentity.arn") ?? cutIdentity(event, "arn");
  const arn = own ?? service ?? issuer;
  const named = IDENTITY_TYPES.get(type ?? "");
  return {
    arn,
    policyArn: issuer ?? arn,
    type: named ?? (arn === null ? "unknown" : principalTypeOf(arn)),
  };
}

/** A member of an identity in which the paste begins: its own name is cut off. */
function cutIdentity(event: LooseRecord, member: "arn" | "type"): string | null {
  const value = valueAt(event, "userIdentity") === undefined ? textAt(event, member) : null;
  return member === "type" || value?.startsWith("arn:") === true ? value : null;
}

/** What the request was about, where the event lists no resources: the bucket, or an object in it. */
function bucketAsked(event: LooseRecord, operation: string | null): string | null {
  const bucket = textAt(event, "requestParameters", "bucketName");
  if (bucket === null || operation === null || textAt(event, "eventSource") !== "s3.amazonaws.com") return null;
  const region = textAt(event, "awsRegion") ?? "";
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  const key = isOfBucket(operation) ? null : textAt(event, "requestParameters", "key");
  return /^[\w.-]{3,63}$/.test(bucket) ? `arn:${partition}:s3:::${bucket}${key === null ? "" : `/${key}`}` : null;
}

/** Data events name the object before its bucket. */
function firstResource(event: LooseRecord): string | null {
  for (const resource of recordsAt(event, "resources")) {
    const arn = textAt(resource, "ARN") ?? textAt(resource, "ARNPrefix");
    if (arn !== null) return arn;
  }
  return null;
}

/** Condition keys by the paths of an event that hold their values. Source: IAM User Guide, "AWS global condition context keys". */
const FACTS: readonly (readonly [key: string, path: readonly string[]])[] = [
  ["aws:UserAgent", ["userAgent"]],
  ["aws:SourceVpce", ["vpcEndpointId"]],
  ["aws:VpceAccount", ["vpcEndpointAccountId"]],
  ["aws:RequestedRegion", ["awsRegion"]],
  ["aws:CurrentTime", ["eventTime"]],
  ["aws:userid", ["userIdentity", "principalId"]],
  ["aws:MultiFactorAuthPresent", ["userIdentity", "sessionContext", "attributes", "mfaAuthenticated"]],
  ["aws:TokenIssueTime", ["userIdentity", "sessionContext", "attributes", "creationDate"]],
  ["aws:SourceIdentity", ["userIdentity", "sessionContext", "sourceIdentity"]],
];

/** Of the resource that the refusal is about; data events of Amazon S3 name the account of an object's bucket alone. */
function ownerOf(event: LooseRecord, arn: string | null): string | null {
  const records = recordsAt(event, "resources");
  const isOf = (one: string | null): boolean => one === arn || (one !== null && isBucketOf(one, arn));
  const owners = records.flatMap((one) => (arn === null || isOf(textAt(one, "ARN")) ? [textAt(one, "accountId")] : []));
  const known = new Set(arn === null ? owners : owners.filter((one) => one !== null));
  return known.size === 1 ? ([...known][0] ?? null) : null;
}

function isBucketOf(bucket: string, arn: string | null): boolean {
  return /^arn:[^:]*:s3:::[^/]+$/.test(bucket) && arn?.startsWith(`${bucket}/`) === true;
}

/** Source: "IAM identifiers", unique ID prefixes. */
function credentialsOf(event: LooseRecord): Pick<Denial, "credentials"> {
  const id = textAt(event, "userIdentity", "accessKeyId") ?? "";
  return id.startsWith("AKIA") ? { credentials: "long-term" } : {};
}

function contextOf(
  event: LooseRecord,
  identity: Identity,
  resource: string | null,
): Record<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>([
    ...addressFacts(event),
    ...forwardingFacts(event, identity),
  ]);
  for (const [key, path] of FACTS) {
    const value = textAt(event, ...path);
    if (value !== null) facts.set(key, /^(?:True|False)$/.test(value) ? value.toLowerCase() : value);
  }
  const owner = ownerOf(event, resource);
  if (owner !== null) facts.set("aws:ResourceAccount", owner);
  if (valueAt(event, "tlsDetails") !== undefined && textAt(event, "tlsDetails", "tlsVersion") !== null) {
    facts.set("aws:SecureTransport", "true");
  }
  if (identity.policyArn?.startsWith("arn:") === true) facts.set("aws:PrincipalArn", identity.policyArn);
  const account = textAt(event, "userIdentity", "accountId");
  if (account !== null) facts.set("aws:PrincipalAccount", account);
  const user = textAt(event, "userIdentity", "userName");
  if (user !== null && identity.type === "user") facts.set("aws:username", user);
  for (const [key, value] of encryptionContext(event)) facts.set(`kms:EncryptionContext:${key}`, value);
  const claims = claimsOf(event);
  // Here the principal's id is made of the claims.
  if (claims.length > 0) facts.delete("aws:userid");
  for (const [key, value] of claims) facts.set(key, value);
  return Object.fromEntries([...facts].filter(([key, value]) => typeof value !== "string" || isValueOf(key, value)));
}

/**
 * The claims of a web identity, whose keys begin with the provider's name. The principal's id is the provider, the
 * audience and the subject. Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 */
function claimsOf(event: LooseRecord): readonly (readonly [key: string, value: string])[] {
  const provider = textAt(event, "userIdentity", "identityProvider");
  if (textAt(event, "userIdentity", "type") !== "WebIdentityUser" || provider === null) return [];
  const host = provider.replace(/^arn:[^:]*:iam::\d*:oidc-provider\//, "");
  const subject = textAt(event, "userIdentity", "userName");
  const id = textAt(event, "userIdentity", "principalId") ?? "";
  const audience =
    subject !== null && id.startsWith(`${provider}:`) && id.endsWith(`:${subject}`)
      ? id.slice(provider.length + 1, -subject.length - 1)
      : "";
  return [
    ...(subject === null ? [] : [[`${host}:sub`, subject] as const]),
    ...(audience === "" ? [] : [[`${host}:aud`, audience] as const]),
  ];
}
