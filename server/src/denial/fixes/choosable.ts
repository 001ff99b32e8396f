/** What somebody can see to before the same request is sent again, without any policy being changed. */
import { readArn } from "../../policy/arn.ts";
import { type Caller, readCaller } from "../../policy/caller.ts";
import { type FixScene } from "./proposal.ts";

/** Can the request come with another value of the key, so that an Allow matches or a Deny no longer does? */
export function isChoosable(
  key: string,
  effect: "Allow" | "Deny",
  { request, chooserOf }: Pick<FixScene, "request" | "chooserOf">,
): boolean {
  const { kind } = readCaller(request.principal);
  const lower = key.toLowerCase();
  // Credentials are got anew. Source: "Revoke IAM role temporary security credentials".
  if (lower === "aws:tokenissuetime") return kind === "session" || kind === "role";
  // A service that passes the request on sends it from where the service runs.
  if (effect === "Allow" && OF_THE_WAY.has(lower) && isForwarded(request)) return false;
  switch (chooserOf(key)) {
    case "caller":
      // What a service sends in its own name nobody sends otherwise.
      return kind !== "service" && (lower !== "aws:requestedregion" || isOfAnyRegion(request));
    case "route":
      // An Allow for what another service asks for is not about this request; a Deny says who is to ask.
      return effect === "Deny" && kind !== "service";
    case "organization":
      return effect === "Deny" && hasPrincipal(kind);
    case "resource-tags":
      return true;
    case "caller-tags":
      return hasPrincipal(kind);
    case "sign-in":
      // Credentials from AssumeRole do not say whether there was a second factor. Source: "Secure API access with MFA".
      return kind === "user" || kind === "root";
    case "request":
    case "aws":
    case "identity-provider":
      return false;
  }
}

/** Source: "AWS global condition context keys", availability with forward access sessions. */
const OF_THE_WAY: ReadonlySet<string> = new Set([
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
  return SOURCES.has(lower) || (OF_THE_WAY.has(lower) && isForwarded(request));
}

/** Whose request it is: nobody but that account meets it. */
const SOURCES: ReadonlySet<string> = new Set(["aws:sourceaccount", "aws:sourceowner", "kms:calleraccount"]);

function hasPrincipal(kind: Caller["kind"]): boolean {
  return kind === "user" || kind === "role" || kind === "session";
}

/** A resource has its Region unless the request is to make it, and so do the services whose ARNs show none. */
function isOfAnyRegion(request: FixScene["request"]): boolean {
  const { resource, action } = request;
  const isNamed = readArn(resource.arn) !== undefined || resource.possible !== undefined;
  return (!isNamed || makesItsResource(request)) && !isOfGlobalService(action);
}

/** Is the resource one that comes to be with the request, such as `instance/*` of RunInstances? */
function makesItsResource({ resource, action }: FixScene["request"]): boolean {
  const name = action.slice(action.indexOf(":") + 1).toLowerCase();
  const { region = "", resource: text = "" } = readArn(resource.arn) ?? {};
  if (region === "" || !/^(?:create|run)/.test(name) || OF_WHAT_IS_THERE.test(name)) return false;
  const type = text.split(/[/:]/, 1)[0]?.replaceAll("-", "").toLowerCase() ?? "";
  return /[/:]\*$/.test(text) || (type !== "" && name.includes(type));
}

/** What is made of another resource is made in the Region of that. */
const OF_WHAT_IS_THERE = /alias|backup|grant|image|replica|snapshot|tag|version/;

/** Does the request go to the one Region of the partition that its service has? */
export function isOfGlobalService(action: string): boolean {
  return GLOBAL_SERVICES.has(action.slice(0, action.indexOf(":")).toLowerCase());
}

/** Their requests go to one Region of the partition. Source: "Global services" in "AWS services by Region". */
const GLOBAL_SERVICES: ReadonlySet<string> = new Set([
  "account",
  "artifact",
  "budgets",
  "ce",
  "cloudfront",
  "globalaccelerator",
  "iam",
  "networkmanager",
  "organizations",
  "route53",
  "route53domains",
  "shield",
  "support",
  "trustedadvisor",
  "waf",
]);
