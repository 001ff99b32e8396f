/** A request as the simulator takes it. */
import { readAccountCaller } from "../policy/account-caller.ts";
import { readArn } from "../policy/arn.ts";
import { factsOfCall } from "../policy/following-facts.ts";
import { withoutSession } from "./principal.ts";
import { type Region } from "./session.ts";
import { isSimulated, type SimulatedKey, type SimulatedRequest } from "./simulate.ts";

/** What a denial asked for, as far as it is known. */
export interface AskedRequest {
  readonly principal: string | undefined;
  readonly action: string | undefined;
  readonly resource: string | undefined;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A sentence where the simulator cannot be asked. */
export function requestToSimulate({ principal, action, resource, context }: AskedRequest): SimulatedRequest | string {
  if (principal === undefined || action === undefined) {
    return `The simulator needs ${principal === undefined ? "the principal" : "the action"}, which the message does not name. Add it as a fact.`;
  }
  if (!isSimulated(action)) return notSimulated(action);
  const caller = readAccountCaller(principal);
  if (caller === undefined || caller.kind === "root") {
    return `The simulator knows users, groups and roles alone, and ${principal} is none of them.`;
  }
  return {
    ...{ principal: withoutSession(principal), action, resource: resource ?? "*" },
    context: Object.entries(context).map(([key, value]) => simulatedKey(key, value)),
  };
}

export function notSimulated(action: string): string {
  return `AWS's simulator does not decide ${action}: assuming a role is not among what it knows. Fetch the role, and look at its trust policy.`;
}

/** Keys of several values. Source: "Single-valued vs. multivalued context keys". */
const LISTS = /(?:tagkeys|calledvia|principalservicenameslist|orgpaths)$/i;

export function simulatedKey(key: string, value: string | readonly string[]): SimulatedKey {
  const isList = typeof value !== "string" || LISTS.test(key);
  const values = typeof value === "string" ? (isList ? value.split(",") : [value]) : value;
  const type = isList ? "stringList" : /ip$/i.test(key) ? "ip" : isTruth(values[0]) ? "boolean" : "string";
  return { key, type, values };
}

function isTruth(value: string | undefined): boolean {
  return /^(?:true|false)$/i.test(value ?? "");
}

export const REQUESTED_REGION = "aws:RequestedRegion";

/**
 * A key that is not given counts as absent, so the Region of the request is passed where something names it: the request
 * itself, the ARN, the service, or whoever asks. Where the session asks AWS is no fact of the request.
 */
export function withRegion(
  request: Pick<SimulatedRequest, "action" | "context" | "resource"> & Partial<Pick<SimulatedRequest, "principal">>,
  asked: Region,
): readonly SimulatedKey[] {
  const { context } = request;
  const region = isRegionSent(context) ? undefined : regionOf(request, asked);
  return region === undefined ? context : [...context, { key: REQUESTED_REGION, type: "string", values: [region] }];
}

export function isRegionSent(context: readonly SimulatedKey[]): boolean {
  return context.some(({ key }) => key.toLowerCase() === REQUESTED_REGION.toLowerCase());
}

function regionOf(
  { action, resource, principal }: Parameters<typeof withRegion>[0],
  { name, from }: Region,
): string | undefined {
  const { region = "", partition } = readArn(resource) ?? readArn(principal ?? "") ?? {};
  const call = { action, operation: undefined, callAction: undefined, region, partition: partition ?? "" };
  const ofService = factsOfCall(call).find(({ key }) => key === REQUESTED_REGION.toLowerCase())?.value;
  if (typeof ofService === "string") return ofService;
  if (/^[a-z0-9-]+$/.test(region)) return region;
  return from === "given" || from === "message" ? name : undefined;
}
