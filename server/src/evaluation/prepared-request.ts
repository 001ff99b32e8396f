/** A request taken apart once, so that every statement can be held against it without reading it again. */
import { type RequestAction, readAction } from "../policy/action-pattern.ts";
import { readCaller } from "../policy/caller.ts";
import { type CallerNames, callerNames } from "../policy/principal-match.ts";
import { readPossibleArns, readRequestArn, type RequestedResource } from "../policy/request-arn.ts";
import { readArnText } from "../policy/arn-pattern.ts";
import { type PolicySlot } from "../policy/slots.ts";
import { deploymentKey, type VariableLookup, type VariableValue } from "../policy/text-pattern.ts";
import { type Request, type RequestContext } from "./request.ts";

export interface PreparedRequest {
  readonly request: Request;
  readonly action: RequestAction;
  readonly resource: RequestedResource;
  readonly caller: CallerNames;
  readonly context: RequestContext;
  /** What policies of a slot are filled in with. */
  readonly lookupFor: (slot: PolicySlot) => VariableLookup;
}

export function prepareRequest(request: Request): PreparedRequest {
  return {
    request,
    action: readAction(request.action),
    resource:
      request.resource.possible === undefined
        ? readRequestArn(request.resource.arn)
        : readPossibleArns(request.resource.possible),
    caller: callerNames(readCaller(request.principal)),
    context: request.context,
    lookupFor: lookups(request),
  };
}

const OF_RESOURCES: ReadonlySet<PolicySlot> = new Set(["resource"]);
const OF_PRINCIPALS: ReadonlySet<PolicySlot> = new Set(["identity", "boundary", "session"]);

function lookups(request: Request): PreparedRequest["lookupFor"] {
  const lookupWith =
    (deployed: ReadonlyMap<string, VariableValue>): VariableLookup =>
    (key) =>
      deployed.get(key) ?? variableValue(request.context, key);
  const [ofResource, ofPrincipal, ofOthers] = (["resource", "principal", "others"] as const).map((place) =>
    lookupWith(deploymentOf(place, request)),
  );
  const fallback: VariableLookup = (key) => variableValue(request.context, key);
  return (slot) => (OF_RESOURCES.has(slot) ? ofResource : OF_PRINCIPALS.has(slot) ? ofPrincipal : ofOthers) ?? fallback;
}

/**
 * A policy stands in the account of who or what has it, and a resource's own in its Region. Partitions share nothing.
 * Sources: "Identity-based policies and resource-based policies"; "Amazon Resource Names (ARNs)", partitions.
 */
function deploymentOf(
  place: "resource" | "principal" | "others",
  { principal, resource, context, filled, filledOfCaller, filledOfResource }: Request,
): ReadonlyMap<string, VariableValue> {
  const arn = resource.possible === undefined ? readArnText(resource.arn) : undefined;
  const partition = readArnText(principal)?.fields[1] ?? arn?.fields[1];
  const owner = { resource: "aws:ResourceAccount", principal: "aws:PrincipalAccount", others: undefined }[place];
  const account = owner === undefined ? UNKNOWN : variableValue(context, owner);
  const region = place === "resource" ? arn?.fields[3] : filled?.get(deploymentKey("region"));
  const own = { resource: filledOfResource, principal: filledOfCaller, others: undefined }[place];
  const known = place === "others" ? [] : [...(filled ?? []), ...(own ?? [])];
  return new Map([
    ...known.map(([key, text]) => [key, { state: "text", text }] as const),
    [deploymentKey("partition"), textOr(partition)],
    [deploymentKey("account"), account.state === "text" && /^\d{12}$/.test(account.text) ? account : UNKNOWN],
    [deploymentKey("region"), textOr(region)],
  ]);
}

function textOr(text: string | undefined): VariableValue {
  return text === undefined || !/^[a-z0-9-]+$/.test(text) ? UNKNOWN : { state: "text", text };
}

const NONE: VariableValue = { state: "none" };
const UNKNOWN: VariableValue = { state: "unknown" };

/** A list cannot stand for a variable, even with one value. Source: "IAM policy elements: Variables and tags". */
function variableValue(context: RequestContext, key: string): VariableValue {
  const entry = context.entry(key);
  if (entry.state === "unknown") return UNKNOWN;
  if (entry.state === "absent" || entry.form === "list") return NONE;
  return { state: "text", text: entry.values[0] ?? "" };
}
