/** What somebody can see to before the same request is sent again, without any policy being changed. */
import { readArn } from "../../policy/arn.ts";
import { type Caller, readCaller } from "../../policy/caller.ts";
import { factsOfArn } from "../../policy/following-facts.ts";
import { mayHaveNoOtherRegion } from "./one-region.ts";
import { type FixScene } from "./proposal.ts";

/** Can the request come with another value of the key, so that an Allow matches or a Deny no longer does? */
export function isChoosable(
  key: string,
  effect: "Allow" | "Deny",
  { request, chooserOf }: Pick<FixScene, "request" | "chooserOf">,
): boolean {
  const entry = request.context.entry(key);
  if (entry.state === "absent" && entry.isOfNone === true) return false;
  const { kind } = readCaller(request.principal);
  const lower = key.toLowerCase();
  // Credentials are got anew. Source: "Revoke IAM role temporary security credentials".
  if (lower === "aws:tokenissuetime") return kind === "session" || kind === "role";
  // The service says what it encrypts. Source: "AWS KMS condition keys", kms:EncryptionContext.
  if (lower.startsWith("kms:encryptioncontext") && request.context.entry("kms:ViaService").state === "present")
    return false;
  // The task was asked for, and it is in that cluster.
  if (lower === "ecs:cluster" && factsOfArn(request.action, request.resource.arn, undefined).length > 0) return false;
  // A service that passes the request on sends it from where the service runs.
  if (OF_THE_WAY.has(lower) && isForwarded(request)) return false;
  switch (chooserOf(key)) {
    case "caller":
      // What a service sends in its own name nobody sends otherwise.
      return kind !== "service" && (lower !== "aws:requestedregion" || isOfAnyRegion(request));
    case "route":
      // An Allow for what another service asks for is not about this request; a Deny says who is to ask.
      // One for what a service does with a key may be met by whoever used the key without it.
      return kind !== "service" && (effect === "Deny" || isDirectUse(lower, request));
    case "organization":
      return effect === "Deny" && hasPrincipal(kind);
    case "resource-tags":
      // Where AWS asks about everything, there is nothing that has tags.
      return request.resource.arn !== "*" || request.resource.possible !== undefined;
    case "caller-tags":
      return hasPrincipal(kind);
    case "sign-in":
      // Credentials from AssumeRole do not say whether there was a second factor. Source: "Secure API access with MFA".
      return kind === "user" || kind === "root";
    case "request":
      // Another policy may be attached in its stead.
      return lower === "iam:policyarn" && (effect === "Deny" || /^iam:attach/i.test(request.action));
    // To write what a policy wants to read there would be to go round it.
    case "anybody":
    case "aws":
    case "identity-provider":
      return false;
  }
}

function isDirectUse(key: string, { context }: FixScene["request"]): boolean {
  return key === "kms:viaservice" && context.entry("kms:ViaService").state === "absent";
}

/** Source: "AWS global condition context keys", availability with forward access sessions. */
export const OF_THE_WAY: ReadonlySet<string> = new Set([
  "aws:sourceip",
  "aws:sourcevpc",
  "aws:sourcevpcarn",
  "aws:sourcevpce",
  "aws:vpcsourceip",
]);

export function isForwarded({ context }: FixScene["request"]): boolean {
  const via = context.entry("aws:viaawsservice");
  return context.entry("aws:calledvia").state === "present" || (via.state === "present" && via.values[0] === "true");
}

/** Can this call never meet the condition, because it speaks of other callers or of another way? */
export function isForOtherCalls(key: string, request: FixScene["request"]): boolean {
  const lower = key.toLowerCase();
  if (isForwarded(request) && (OF_THE_WAY.has(lower) || lower === "aws:viaawsservice")) return true;
  // For whom a service may ask is what keeps others from using it. Source: "The confused deputy problem".
  return SOURCES.has(lower) && readCaller(request.principal).kind !== "service";
}

/** Whose request it is: nobody but that account meets it. */
const SOURCES: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"]);

function hasPrincipal(kind: Caller["kind"]): boolean {
  return kind === "user" || kind === "role" || kind === "session";
}

/** A resource has its Region unless the request is to make it, and so do the services whose ARNs show none. */
export function isOfAnyRegion(request: FixScene["request"]): boolean {
  const { resource, action } = request;
  if (mayHaveNoOtherRegion(action, resource.arn)) return false;
  // Every Region has an endpoint of it for every role. Source: "AWS STS Regional endpoints".
  if (action.toLowerCase().startsWith("sts:")) return true;
  const isNamed = readArn(resource.arn) !== undefined || resource.possible !== undefined;
  return !isNamed || makesItsResource(request) || isOfEveryRegion(request);
}

/** Is the resource one that comes to be with the request, such as `instance/*` of RunInstances? */
export function makesItsResource({ resource, action }: FixScene["request"]): boolean {
  const name = action.slice(action.indexOf(":") + 1).toLowerCase();
  const { service, region = "", resource: text = "" } = readArn(resource.arn) ?? {};
  // The ARN of a bucket shows no Region, and the bucket is made in the one that is asked for. Source: "CreateBucket".
  if (service === "s3") return name === "createbucket";
  // The ARN of a log group or a task definition ends with a sign behind the name.
  const isUnnamed = /^\/?[^/:]+[/:]\*$/.test(text);
  const isOpen = /[/:]\*$/.test(text);
  if (region === "" || !(isOpen ? SETTING_UP : MAKING).test(name) || OF_WHAT_IS_THERE.test(name)) return false;
  const [type = "", ...rest] = text.replaceAll("-", "").toLowerCase().split(/[/:]/);
  // Queues and topics have nothing but their name.
  return rest.length === 0 || isUnnamed || (type !== "" && name.includes(type));
}

const MAKING = /^(?:create|run)/;

/** What these set up may be there, but then they name it. */
const SETTING_UP = /^(?:allocate|create|enable|import|launch|provision|purchase|put|register|request|run)/;

/** Is it a list of whatever there is in a Region, or something that AWS provides in many? */
function isOfEveryRegion({ resource, action }: FixScene["request"]): boolean {
  const { service, region, account, resource: text = "" } = readArn(resource.arn) ?? {};
  const isOfAws = account === "" || account === "aws";
  // Without a Region it is that of a global profile, for which Amazon Bedrock chooses one.
  if (isOfAws && service === "bedrock") return region !== "" && text.startsWith("foundation-model/");
  if (isOfAws && service === "ssm") return text.startsWith("parameter/aws/");
  return /^[^:]*:(?:Describe|List)/i.test(action) && /^[^/:]*(?:[/:]\*|::log-stream:)$/.test(text);
}

/** What is made of another resource is made in the Region of that. */
const OF_WHAT_IS_THERE = /alias|backup|grant|image|replica|snapshot|tag|version/;
