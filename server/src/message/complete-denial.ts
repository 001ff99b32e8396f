/** Adds to what the words say what stands around them: code, operation, request id, and a resource that they leave out. */
import { type Span } from "../text/span.ts";
import { accountOfArn, regionOfArn } from "./arn-fields.ts";
import { type AskedCall, commandLine, factsOfCall } from "./call-facts.ts";
import { isLineOfTransfer, neededByOptions } from "./command-options.ts";
import { type CompactText } from "./compact-text.ts";
import { type Denial } from "./denial.ts";
import { type EnclosingObjects } from "./enclosing-object.ts";
import { roleFellBackFrom } from "./fallback.ts";
import { type FoundDenial } from "./found-denial.ts";
import { NEARBY, readNearbyResource, roleOfTokenTool } from "./nearby-resource.ts";
import { actionInWords } from "./operation-in-words.ts";
import { codeRightBefore, FARTHEST_MENTION, nearest, withinRow, type Zone } from "./nearest-mention.ts";
import { causeOfCall, type NonPolicyCause, readNonPolicyCause } from "./non-policy-cause.ts";
import { namingOf } from "./resource-naming.ts";
import {
  isOfBucket,
  resourceOfFluentBit,
  resourceOfHadoop,
  resourceOfRedshift,
  resourceOfRequest,
  resourceOfProvider,
  resourceOfStep,
  resourceOfCommand,
  resourceOfPath,
  resourceOfTransfer,
} from "./resource-elsewhere.ts";
import { serviceOfSurroundings } from "./service-of-surroundings.ts";
import { withoutFullBreaks } from "./undo-wrapping.ts";
import { type Mention, type Wrappers } from "./wrappers.ts";

/** The service may have any name that a tool gives it: `CloudWatch Logs`, `ec2.amazonaws.com`. */
export type ActionOfOperation = (service: string | undefined, operation: string) => string | null;

export interface MessageSource {
  readonly readable: string;
  readonly compact: CompactText;
  readonly wrappers: Wrappers;
  readonly actionOfOperation: ActionOfOperation;
}

/** The errors next to one, whose codes and ids are not its own, and what tells them apart. */
export interface Neighbours {
  readonly before: Span | undefined;
  readonly after: Span | undefined;
  readonly objects: EnclosingObjects;
}

export function completeDenial(
  found: FoundDenial,
  { before, after, objects }: Neighbours,
  source: MessageSource,
): Denial {
  const { readable, compact, wrappers } = source;
  const zone: Zone = withinRow(readable, {
    from: before?.end ?? 0,
    start: found.start,
    end: found.end,
    to: after?.start ?? readable.length,
    isFirst: before === undefined,
    isLast: after === undefined,
  });
  const code = found.code ?? codeRightBefore(readable, zone) ?? nearest(wrappers.codes, zone, objects)?.value ?? null;
  const wrapped = nearest(wrappers.operations, zone, objects);
  const operation = found.operation ?? wrapped?.value ?? null;
  const service = found.service ?? wrapped?.service;
  const asked = actionsOf(found, { code, operation, service }, zone, source);
  const ofCall = causeOfCall(operation, asked.action, found);
  const cause = found.denyType === "unknown" ? (causeOf(readable, zone) ?? ofCall) : null;
  const authorizationId = readAuthorizationId(readable.slice(zone.end, Math.min(zone.to, zone.end + 600)));
  const fellBackFrom = roleFellBackFrom(readable.slice(Math.max(zone.from, zone.start - FAR_BEFORE), zone.start));
  const place = resourceOf(found, asked, operation, zone, readable);
  const action = place.action ?? asked.action;
  const nameless = found.nameless ?? (action === null && isAnswerOfS3(readable, zone) ? "web-client" : undefined);
  const needs = needsOf(found, { ...asked, action, code, operation, service }, zone, source);
  return {
    isAccessDenied: true,
    kind: "access-denied",
    principalArn: found.principalArn,
    principalType: cause?.cause === "root-assumes-role" ? "root" : found.principalType,
    action,
    actionFrom: place.action !== null ? "operation" : asked.actionFrom,
    resource: place.resource,
    resourceNaming: place.resourceNaming,
    denyType: found.denyType,
    policyType: found.policyType,
    policyArn: found.policyArn,
    encodedMessage: found.isEncoded || hasEncodedMessage(compact, zone),
    errorCode: code,
    operation,
    requestId: requestIdOf(nearest(wrappers.requestIds, zone, objects), code, zone, readable),
    account: accountOfArn(found.principalArn) ?? found.account,
    region: regionOfArn(place.resource),
    ...factsOf(found, { action, operation, resource: place.resource }, zone, readable),
    ...(asked.callAction === null ? {} : { callAction: asked.callAction }),
    ...(needs.length === 0 ? {} : { additionalActions: needs }),
    ...(found.speaker === undefined ? {} : { speaker: found.speaker }),
    ...(nameless === undefined ? {} : { nameless }),
    ...deliveryOf(found),
    ...(place.nearbyResource === null ? {} : { nearbyResource: place.nearbyResource }),
    ...(operation !== null && isLineOfTransfer(commandLine(beforeError(readable, zone))) ? { isTransfer: true } : {}),
    ...(place.isToolsOwn === undefined ? {} : { nearbyIsToolsOwn: place.isToolsOwn }),
    ...(cause === null ? {} : { notByPolicy: cause }),
    ...(authorizationId === null ? {} : { authorizationId }),
    ...(fellBackFrom === undefined ? {} : { fellBackFrom }),
    span: { start: found.start, end: found.end },
  };
}

function deliveryOf({ delivery, logs }: FoundDenial): Pick<Denial, "delivery" | "logs"> {
  return { ...(delivery === undefined ? {} : { delivery }), ...(logs === undefined ? {} : { logs }) };
}

/** Its body as a browser shows it. Source: "REST error responses" (Amazon S3). */
function isAnswerOfS3(readable: string, { start, end, to }: Zone): boolean {
  return readable.slice(start, Math.min(to, end + LONGEST_ANSWER)).includes("<HostId>");
}

const LONGEST_ANSWER = 400;
/** The id behind another error of the same log is that error's. */
function requestIdOf(id: Mention | null, code: string | null, { end }: Zone, readable: string): string | null {
  if (id === null || id.start <= end) return id?.value ?? null;
  const between = readable.slice(end, id.start).matchAll(/\b[Ee]rror: ([A-Z][\w.]{5,60}): /g);
  return [...between].some(([, other]) => other !== code) ? null : id.value;
}

const FAR_BEFORE = 4000;
const LONGEST_SERVICE = 100;

/** What stands in the words, in front of them and behind. */
function factsOf(
  { context }: FoundDenial,
  call: AskedCall,
  zone: Zone,
  readable: string,
): Pick<Denial, "context" | "parameters"> {
  const behind = (): string => readable.slice(zone.end, Math.min(zone.to, zone.end + LONGEST_SERVICE));
  const facts = factsOfCall(call, { before: () => beforeError(readable, zone), behind });
  return { ...facts, context: { ...context, ...facts.context } };
}

function beforeError(readable: string, zone: Zone): string {
  const start = startOfError(readable, zone);
  return withoutFullBreaks(readable.slice(Math.max(zone.from, start - FAR_BEFORE), start)).text;
}

interface AskedActions extends Pick<Denial, "action" | "actionFrom"> {
  readonly callAction: string | null;
}

interface Call {
  readonly code: string | null;
  readonly operation: string | null;
  readonly service: string | undefined;
}

function actionsOf(found: FoundDenial, call: Call, zone: Zone, source: MessageSource): AskedActions {
  const ofCall = call.operation === null ? null : actionOfCall(call, call.operation, zone, source);
  // The words say what the call needs of somebody else.
  const saysNeeds = found.additionalActions.length > 0 || found.delivery !== undefined;
  if (found.action === null && found.operation === null && saysNeeds)
    return { action: null, actionFrom: null, callAction: ofCall };
  if (found.action === null)
    return { action: ofCall, actionFrom: ofCall === null ? null : "operation", callAction: null };
  const callAction = found.callAction ?? ofCall ?? callInWords(found, call, zone, source);
  const isOther = callAction !== null && callAction.toLowerCase() !== found.action.toLowerCase();
  return { action: found.action, actionFrom: "message", callAction: isOther ? callAction : null };
}

/**
 * A role is passed by some call, which says to which service, and a session is tagged where somebody assumes a role: a tool
 * may tell either in words alone.
 */
function callInWords(
  { action, service, principalArn }: FoundDenial,
  { code }: Call,
  zone: Zone,
  { readable, actionOfOperation }: MessageSource,
): string | null {
  const before = readable.slice(zone.from, zone.start);
  switch (action?.toLowerCase()) {
    case "iam:passrole":
      return actionInWords(before, service ?? serviceOfCode(code), actionOfOperation);
    case "sts:tagsession":
    case "sts:setsourceidentity":
      return principalArn === null && WITH_OIDC.test(before) ? "sts:AssumeRoleWithWebIdentity" : null;
    default:
      return null;
  }
}

/** As the action that gets credentials for a workflow of GitHub says it. */
const WITH_OIDC = /\bassume role with OIDC\b[^\n]{0,100}$/i;

/** What the call needs by the words; where they name neither an action nor an operation, by what the tool was doing. */
function needsOf(
  { additionalActions, delivery, service }: FoundDenial,
  call: Call & AskedActions,
  zone: Zone,
  { readable, actionOfOperation }: MessageSource,
): readonly string[] {
  const isOpen = call.action === null && call.operation === null && call.callAction === null && delivery === undefined;
  if (call.action !== null && call.operation !== null && call.actionFrom === "operation") {
    const line = commandLine(beforeError(readable, zone));
    const ofOptions = neededByOptions(line, { action: call.action, operation: call.operation });
    return [...new Set([...additionalActions, ...ofOptions])];
  }
  if (!isOpen || additionalActions.length > 0) return additionalActions;
  const before = readable.slice(zone.from, zone.start);
  const step = actionInWords(before, service ?? serviceOfCode(call.code), actionOfOperation);
  return step === null ? [] : [step];
}

/** Of all services only EC2 has this code. */
function serviceOfCode(code: string | null): string | undefined {
  return code !== null && /^(?:Client\.)?UnauthorizedOperation$/.test(code) ? "ec2" : undefined;
}

function actionOfCall({ code, service }: Call, operation: string, zone: Zone, source: MessageSource): string | null {
  const named = service ?? serviceOfCode(code);
  const action = source.actionOfOperation(named, operation);
  if (action !== null || named !== undefined) return action;
  const near = serviceOfSurroundings(source.readable, zone, code);
  return near === null ? null : source.actionOfOperation(near, operation);
}

interface ResourceAround extends Pick<Denial, "resource" | "resourceNaming"> {
  readonly nearbyResource: string | null;
  readonly isToolsOwn?: true;
  /** What the line with the resource tells of the call. */
  readonly action: string | null;
}

function resourceOf(
  found: FoundDenial,
  { action, callAction }: AskedActions,
  operation: string | null,
  zone: Zone,
  readable: string,
): ResourceAround {
  const between = (start: number, end: number): string => withoutFullBreaks(readable.slice(start, end)).text;
  const said = { resource: found.resource, resourceNaming: found.naming, nearbyResource: null, action: null };
  if (found.naming !== "none") return said;
  // The object is not what KMS was asked about.
  const service = /^[a-z0-9-]+(?=:)/i.exec(action ?? "")?.[0].toLowerCase();
  const isOfS3 = service === undefined || service === "s3";
  const from = Math.max(zone.from, zone.start - NEARBY);
  const isOfRequest = service === undefined || service === "s3" || service === "sts";
  const request = isOfRequest ? resourceOfRequest(between(from, zone.end)) : null;
  if (request !== null) return { ...said, resource: request, resourceNaming: namingElsewhere(request) };
  const group = service === "logs" ? resourceOfFluentBit(between(from, zone.end), operation) : null;
  if (group !== null) return { ...said, resource: group, resourceNaming: namingOf(group, false) };
  if (found.resource === null && isOfS3) {
    const before = between(zone.from, startOfError(readable, zone));
    const transfer = resourceOfTransfer(before, operation) ?? resourceOfCommand(before, operation);
    if (transfer !== null) return { ...said, resource: transfer, resourceNaming: namingElsewhere(transfer) };
    const start = Math.max(zone.from, zone.start - LONGEST_HADOOP_ERROR);
    const until = Math.min(zone.to, zone.end + NEARBY);
    const line =
      resourceOfStep(between(start, zone.start)) ??
      resourceOfHadoop(between(start, until)) ??
      resourceOfRedshift(between(zone.end, until)) ??
      resourceOfPath(between(start, zone.start), between(zone.end, until));
    if (line !== null)
      return {
        ...said,
        resource: line.resource,
        resourceNaming: namingElsewhere(line.resource),
        action: action === null ? line.action : null,
      };
  }
  const before = between(Math.max(zone.from, zone.start - FAR_BEFORE), zone.start);
  const ofTool = BY_TOKEN.test(callAction ?? action ?? "")
    ? roleOfTokenTool(before)
    : isOfS3
      ? resourceOfProvider(before, operation)
      : null;
  if (ofTool !== null) return { ...said, nearbyResource: ofTool, isToolsOwn: true };
  const around = between(from, Math.min(zone.to, zone.end + NEARBY));
  // What is being made is not what the role of it may not reach.
  if (found.nameless !== undefined) return said;
  const nearby = readNearbyResource(around, service);
  const bucket =
    operation !== null && isOfBucket(operation) ? /^arn:aws[a-z-]{0,20}:s3:::[^/]+/.exec(nearby ?? "")?.[0] : undefined;
  return { ...said, nearbyResource: bucket ?? nearby };
}

/** What such a call needs to know is which role, so a role that stands in a tool's settings is that. */
const BY_TOKEN = /^sts:AssumeRoleWith(?:WebIdentity|SAML)$/i;

/** Between the file and the code may stand the whole request. */
const LONGEST_HADOOP_ERROR = 2000;

function namingElsewhere(resource: string): Denial["resourceNaming"] {
  return namingOf(resource, false) === "masked" ? "masked" : "elsewhere";
}

/** A tool's line about a file ends where its error begins. */
function startOfError(readable: string, { from, start }: Zone): number {
  const before = readable.slice(Math.max(from, start - 200), start);
  const head = before.search(
    /An\s{1,3}error\s{1,3}occurred\s{1,3}\([^()\n]{1,60}\)\s{1,3}when\s{1,3}calling\s{1,3}the\s{1,3}\w{1,60}\s{1,3}operation\b[^]{0,60}$/,
  );
  return head < 0 ? start : start - before.length + head;
}

/** Behind the words may stand what they leave out: `(Your organization must first enable …)`. */
const CAUSE_BEHIND = 300;
const CAUSE_BEFORE = 40;

function causeOf(readable: string, { from, start, end, to }: Zone): NonPolicyCause | null {
  return readNonPolicyCause(readable.slice(Math.max(from, start - CAUSE_BEFORE), Math.min(to, end + CAUSE_BEHIND)));
}

function hasEncodedMessage(compact: CompactText, zone: Zone): boolean {
  const from = compact.fromReadable(zone.end);
  const to = Math.min(compact.fromReadable(zone.to), from + FARTHEST_MENTION);
  return compact.text.slice(from, to).includes("encodedauthorizationfailuremessage:");
}

function readAuthorizationId(after: string): string | null {
  return (
    /authorization-details\/\s?([0-9A-Za-z]{10,60})|authorization\s+id:\s{0,3}([0-9A-Za-z]{10,60})/.exec(after)?.[1] ??
    null
  );
}
