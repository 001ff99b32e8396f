/** What a fix leaves to other layers, to whoever owns what is changed, and to the Deny that it makes an exception from, in sentences. */
import { type FixRisk } from "../denial/fixes/fix-risk.ts";
import { listed, listedOf, name, type Phrase, say } from "../wording/phrase.ts";
import { statementInWords, whichStatement } from "./place-sentences.ts";
import { layerName } from "../wording/layer.ts";
import { policyOfResource } from "../wording/resource-policy.ts";
import { type Layer } from "../evaluation/decision.ts";
import { capitalizedPhrase } from "../wording/capitalized.ts";
import { isAccountId } from "../policy/account-caller.ts";

function deniedNextInWords({ places, withoutAllow }: Extract<FixRisk, { risk: "denied-next" }>): Phrase {
  const denying = places.slice(0, MOST_PLACES).map((place) => say`${statementInWords(place)} denies it`);
  const lacking = withoutAllow.map((layer) => say`the ${layerName(layer)} does not allow it`);
  return say`The request is still denied after this change: ${listed([...denying, ...lacking], "and")}.`;
}

type Elsewhere = Extract<FixRisk, { risk: "denied-next" | "denied-if-applied" }>;

export function deniedElsewhere(risk: Elsewhere): Phrase {
  if (risk.risk === "denied-next") return deniedNextInWords(risk);
  const places = risk.places.slice(0, MOST_PLACES);
  const [policy, ...others] = new Set(risk.places.map(({ policyName }) => policyName));
  if (policy === undefined || others.length > 0)
    return say`If they apply, which nothing here says, ${listedOf(places.map(statementInWords), risk.places.length, "and")} deny the request as it then is: look up where they are attached first.`;
  const statements = listedOf(places.map(whichStatement), risk.places.length, "and");
  return say`If ${name(policy)} applies, which nothing here says, ${statements} of it ${risk.places.length === 1 ? "denies" : "deny"} the request as it then is: look up where it is attached first.`;
}

type LackingAllow = Extract<FixRisk, { risk: "may-lack-allow" }>;

export function lackingAllow({ layer, places, ifOther, insteadOf }: LackingAllow): Phrase {
  if (insteadOf !== undefined) return lackingStandIn(layer, places, insteadOf);
  const either = listed(places.slice(0, MOST_PLACES).map(statementInWords), "or");
  if (ifOther !== undefined) {
    const { holder, policy } = policyOfResource(ifOther);
    return places.length > 0
      ? say`If the ${holder} belongs to another account, the request has to match ${either} as well.`
      : say`If the ${holder} belongs to another account, ${policy} has to allow the request as well.`;
  }
  if (places.length > 0) {
    return say`It helps only if the request matches ${either}. What is known of the request leaves that open.`;
  }
  // Within one account a policy of the caller does for one of the resource.
  return layer === "identity" || layer === "resource"
    ? say`It helps only if a policy that is not here allows the request.`
    : say`It helps only if the ${layerName(layer)} allows the request. What is known of the request leaves that open.`;
}

function lackingStandIn(owner: Layer, places: LackingAllow["places"], layers: readonly Layer[]): Phrase {
  const lacking = listed(
    layers.map((layer) => say`${layerName(layer)}`),
    "and",
  );
  const wanted =
    places.length > 0
      ? say`the request matches ${listed(places.slice(0, MOST_PLACES).map(statementInWords), "or")}`
      : say`the ${layerName(owner)} names the caller in an Allow`;
  return say`The ${lacking} ${layers.length === 1 ? "does" : "do"} not allow the request. This change helps only if ${wanted}. What is known of the request leaves that open.`;
}

function ownerInWords({ layer, resource, of }: Extract<FixRisk, { risk: "owner" }>): Phrase {
  return layer === "resource"
    ? say`Whoever owns the ${policyOfResource(resource, of).holder} has to make the change.`
    : OWNERS[layer];
}

export function limitOfDeny(
  risk: Extract<
    FixRisk,
    {
      risk:
        | "exception-for-everyone"
        | "exception-for-forwarded"
        | "only-there"
        | "exception-for-caller"
        | "only-for-cloudfront"
        | "deliberate"
        | "left-out"
        | "owner";
    }
  >,
): Phrase {
  switch (risk.risk) {
    case "exception-for-everyone":
      return say`The exemption of ${name(risk.excepted)} applies to everyone whom the Deny covers.`;
    case "exception-for-forwarded":
      return say`The Deny no longer applies to what an AWS service does for a caller, wherever the caller is.`;
    case "only-there":
      return say`Only ${name(risk.resources)} has ${name(risk.key)}. Every other resource of the request is without the key, so the Deny as it is written denies every such request.`;
    case "only-for-cloudfront":
      return say`This is for Amazon CloudFront, which takes certificates from ${name("us-east-1")} alone. For a load balancer or an API, use a certificate in an allowed Region instead.`;
    case "deliberate":
      return say`The Deny ${risk.listsExempt ? "lists who is exempt" : "has no condition"}, so it is probably deliberate: first ask whoever maintains ${name(risk.policyName)} whether there may be an exception.`;
    case "owner":
      return ownerInWords(risk);
    case "left-out":
      if (risk.by === "organization")
        return say`${capitalizedPhrase(statementInWords(risk.place))} is for an organization, and this lets in a caller from outside it: first ask whoever maintains ${name(risk.place.policyName)}.`;
      if (risk.by === "part-of-organization")
        return say`${capitalizedPhrase(statementInWords(risk.place))} is for a part of an organization, and this lets in a caller from outside that part: first ask whoever maintains ${name(risk.place.policyName)}.`;
      return say`${capitalizedPhrase(statementInWords(risk.place))} excludes it with ${name(risk.by)}, which is probably deliberate: first ask whoever maintains ${name(risk.place.policyName)}.`;
    case "exception-for-caller":
      return exceptionForCaller(risk);
  }
}

function exceptionForCaller({ principal, action }: Extract<FixRisk, { risk: "exception-for-caller" }>): Phrase {
  if (isAccountId(principal))
    return say`The Deny no longer applies to anything that principals of account ${name(principal)} do.`;
  return action === undefined
    ? say`The Deny no longer applies to anything that ${name(principal)} does.`
    : say`${name(principal)} is then exempt for every resource that the Deny covers.`;
}

/** Statements that a sentence names. */
export const MOST_PLACES = 3;

const OWNERS: Readonly<Record<Exclude<Layer, "identity" | "resource">, Phrase>> = {
  scp: say`The SCP applies to every account below its target. Whoever runs the organization has to make the change.`,
  rcp: say`The RCP applies to the resources of every account below its target. Whoever runs the organization has to make the change.`,
  boundary: say`The boundary limits everyone who has it. Whoever set it has to make the change.`,
  session: say`The session policy is passed when the session is created. The change needs a new session.`,
  "key-policy": say`Whoever owns the key has to make the change.`,
  trust: say`Whoever owns the role has to make the change.`,
  "vpc-endpoint": say`The endpoint's policy applies to everyone who uses it. Whoever runs the network has to make the change.`,
};
