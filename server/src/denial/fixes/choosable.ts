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
  switch (chooserOf(key)) {
    case "caller":
      // What a service sends in its own name nobody sends otherwise.
      return kind !== "service" && (key.toLowerCase() !== "aws:requestedregion" || isOfAnyRegion(request));
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

function hasPrincipal(kind: Caller["kind"]): boolean {
  return kind === "user" || kind === "role" || kind === "session";
}

/** A resource has its Region, and so do the services whose ARNs show none. */
function isOfAnyRegion({ resource, action }: FixScene["request"]): boolean {
  const service = action.slice(0, action.indexOf(":")).toLowerCase();
  const isNamed = readArn(resource.arn) !== undefined || resource.possible !== undefined;
  return !isNamed && !GLOBAL_SERVICES.has(service);
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
