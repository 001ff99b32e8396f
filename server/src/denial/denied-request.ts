/** The request that a denial tells of, completed with what follows from it and with what the user knows. */
import { deriveContext } from "../evaluation/derive-context.ts";
import { contextOf, type Request } from "../evaluation/request.ts";
import { readArn } from "../policy/arn.ts";
import { isAccountId, readAccountCaller } from "../policy/account-caller.ts";
import { type Denial } from "../message/denial.ts";
import { type Assumption, type ExplainedRequest } from "./explanation.ts";

export type Facts = ReadonlyMap<string, string | readonly string[]>;

/** Facts by these names correct the message itself; all others are context keys. */
export const REQUEST_FACTS = ["principal", "action", "resource"] as const;

export interface DeniedRequest extends ExplainedRequest {
  /** The account that owns the resource, if its ARN or the user says so. */
  readonly resourceAccount: string | undefined;
  /** Told by the message, the workspace file or the user; the later of these wins. Keys in lower case. */
  readonly context: Facts;
  readonly assumptions: readonly Assumption[];
}

/**
 * `told` are the user's facts, `standing` those that the workspace file says of every request. The resource is an ARN or
 * `*`; words such as `user app` become the ARN they stand for, and what names no resource becomes undefined.
 */
export function readDeniedRequest(denial: Denial, told: Facts, standing: Facts): DeniedRequest {
  const principal =
    textFact(told, "principal") ??
    denial.principalArn ??
    denial.identityProvider ??
    textFact(keysOf(told, denial, standing), "aws:principalarn");
  const action = textFact(told, "action") ?? denial.action ?? undefined;
  const said = textFact(told, "resource") ?? denial.resource ?? denial.assumedRole;
  const place = {
    account: accountOf(principal, denial),
    region: denial.region ?? "",
    partition: partitionOf(principal),
  };
  const resource = said === undefined ? undefined : arnOfResource(said, place);
  const ofMessage = factsOfMessage(denial, { principal, resource });
  const context = new Map([...keyed(standing), ...ofMessage, ...keyed(told)]);
  const owner = textFact(context, "aws:resourceaccount") ?? readArn(resource ?? "")?.account;
  return {
    principal,
    action,
    resource,
    resourceAccount: owner !== undefined && isAccountId(owner) ? owner : undefined,
    context,
    assumptions: [
      ...(denial.actionFrom === "operation" && action !== undefined && !told.has("action")
        ? [{ assumption: "action-of-operation", action } as const]
        : []),
      ...differences(told, ofMessage, "user"),
      ...differences(standing, ofMessage, "workspace"),
    ],
  };
}

/** Context keys in lower case; names without a colon correct the message and are none. */
function keyed(facts: Iterable<readonly [string, string | readonly string[]]>): Facts {
  return new Map([...facts].filter(([key]) => key.includes(":")).map(([key, value]) => [key.toLowerCase(), value]));
}

function keysOf(told: Facts, denial: Denial, standing: Facts): Facts {
  return new Map([...keyed(standing), ...keyed(Object.entries(denial.context)), ...keyed(told)]);
}

/** What an event or a decoded message tells, and what follows from the ARNs. */
function factsOfMessage(
  denial: Denial,
  { principal, resource }: { readonly principal: string | undefined; readonly resource: string | undefined },
): Facts {
  const facts = new Map<string, string | readonly string[]>();
  // The Region of a regional resource is the one the request went to. Source: "AWS global condition context keys".
  const ofResource = readArn(resource ?? "")?.region ?? "";
  const region = ofResource === "" ? denial.region : ofResource;
  if (region !== null && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region)) facts.set("aws:requestedregion", region);
  const account = principal === undefined ? undefined : readAccountCaller(principal)?.account;
  if (account !== undefined && isAccountId(account)) facts.set("aws:principalaccount", account);
  return new Map([...facts, ...keyed(Object.entries(denial.context))]);
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

function accountOf(principal: string | undefined, denial: Denial): string {
  return (principal === undefined ? undefined : readAccountCaller(principal)?.account) ?? denial.account ?? "";
}

function partitionOf(principal: string | undefined): string {
  return (principal === undefined ? undefined : readArn(principal)?.partition) ?? "aws";
}

interface ResourcePlace {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** IAM names its own resources in words, and SQS queues by their URLs. */
function arnOfResource(said: string, { account, partition }: ResourcePlace): string | undefined {
  if (said === "*" || readArn(said) !== undefined) return said;
  const words = /^(user|role|group|policy|instance-profile|mfa) (?:path )?(\S+)$/.exec(said);
  if (words !== null) {
    const [, kind = "", name = ""] = words;
    return readArn(name) === undefined ? `arn:${partition}:iam::${account}:${kind}/${name.replace(/^\//, "")}` : name;
  }
  const queue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]+)$/.exec(said);
  if (queue === null) return undefined;
  const [, region = "", owner = "", name = ""] = queue;
  return `arn:${partition}:sqs:${region}:${owner}:${name}`;
}

export interface AskedRequest {
  readonly request: Request;
  readonly assumptions: readonly Assumption[];
}

/** Undefined unless it is known who asked for what. A key that nobody told is unknown, not absent. */
export function toRequest({
  principal,
  action,
  resource,
  resourceAccount,
  context,
}: DeniedRequest): AskedRequest | undefined {
  if (principal === undefined || action === undefined) return undefined;
  const caller = readAccountCaller(principal);
  const shownAccount = caller?.account;
  const assumptions: Assumption[] = [];
  if (resource === undefined) assumptions.push({ assumption: "resource-is-star" });
  else if (resource !== "*" && resourceAccount === undefined) {
    assumptions.push({ assumption: "callers-account", resource });
  }
  // A masked account may be any; it is taken for the resource's.
  const masked = caller !== undefined && !isAccountId(caller.account) && resourceAccount !== undefined;
  const plain: Request = {
    principal: masked ? principal.replace(`:${caller.account}:`, `:${resourceAccount}:`) : principal,
    action,
    resource: { arn: resource ?? "*", accountId: resourceAccount ?? shownAccount },
    context: contextOf(context, { unlisted: "unknown" }),
  };
  return { request: { ...plain, context: deriveContext(plain) }, assumptions };
}
