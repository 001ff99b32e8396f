/** What AWS documents of condition keys, as far as a proof rests on it. Source: "AWS global condition context keys". */
import { type KeyOccasion } from "../catalog/catalog.ts";
import { type KeyFact } from "../proof/proof.ts";
import { name, type Phrase, say, value } from "./phrase.ts";

/** One sentence each, for use behind the claim that rests on them; two keys of different requests share one. */
export function documentedFacts(facts: readonly KeyFact[]): readonly Phrase[] {
  const apart = keysApart(facts);
  return apart === undefined
    ? facts.map(factInWords).filter((phrase) => phrase !== undefined)
    : [say`A request ${apart}.`];
}

/** Behind "a request", of two keys that come with different requests; undefined for other facts. */
export function keysApart([first, second, ...others]: readonly KeyFact[]): Phrase | undefined {
  if (others.length > 0 || first?.fact !== "only-if" || second?.fact !== "only-if") return undefined;
  const [one, other] = [OCCASIONS[first.occasion], REPEATED.get(`${first.occasion} ${second.occasion}`)];
  const last = other ?? OCCASIONS[second.occasion];
  return say`has ${name(first.key)} only if ${one}, and ${name(second.key)} only if ${last}`;
}

/** Of two occasions that exclude each other, how the second reads behind the first. */
const REPEATED: ReadonlyMap<string, string> = new Map([
  ["through-endpoint not-through-endpoint", "it does not"],
  ["not-through-endpoint through-endpoint", "it does"],
]);

/** Undefined for what the claim itself says. */
function factInWords(fact: KeyFact): Phrase | undefined {
  switch (fact.fact) {
    case "only-if":
      return say`A request has ${name(fact.key)} only if ${OCCASIONS[fact.occasion]}.`;
    case "principal-arn":
      return say`${name(fact.key)} is the ARN of a user, a role, a federated user or the root user, never that of a role's session.`;
    case "principal-type":
      return say`${name(fact.key)} is the kind of caller: ${value("User")}, ${value("AssumedRole")}, ${value("FederatedUser")}, or ${value("Account")} for the root user.`;
    case "public-address":
      return say`AWS's APIs see a public IP address in ${name(fact.key)}. For requests through a VPC endpoint, use ${name("aws:VpcSourceIp")}.`;
    case "one-address":
      return say`${name(fact.key)} is one IP address, and a string operator compares a range as plain text. Use ${name("IpAddress")}.`;
    case "not-in-the-past":
      return undefined;
    case "always-there":
      return say`Every request has ${name(fact.key)}.`;
    case "there-if-signed":
      return say`Every request that a user, a role or a root user signs has ${name(fact.key)}.`;
    case "true-or-false":
      return say`${name(fact.key)} is ${value("true")} or ${value("false")}.`;
    case "no-service":
      return say`${name(fact.key)} is ${value("false")} in every request that a user or role makes, also when an AWS service uses the role.`;
    case "of-service":
      return say`${name(fact.key)} is ${value("true")} if an AWS service makes the request as itself, and ${value("false")} if not.`;
    case "of-principal":
      return say`${name(fact.key)} always describes a caller that ${name("Principal")} names.`;
    case "of-other-resource":
      return say`AWS decides on each resource of a request by itself, and ${name(fact.key)} belongs to another one than ${name("Resource")} names.`;
    case "of-other-provider":
      return say`${name(fact.key)} is a claim of another identity provider than ${name("Principal")} names.`;
    case "account-in-arn":
      return say`${name(fact.account)} is always the account in ${name(fact.arn)}.`;
    case "organization-in-path":
      return say`${name(fact.path)} always begins with the ${name(fact.organization)}.`;
    case "name-in-arn":
      return say`${name("aws:username")} is always the end of the user's ${name("aws:PrincipalArn")}.`;
    case "same-value":
      return say`${name(fact.key)} and ${name(fact.other)} hold the same ${fact.key.includes("/") ? "tag" : "time"}.`;
    case "not-expired":
      return say`Temporary credentials expire after 36 hours at the latest, so ${name(fact.key)} is never longer ago.`;
    case "not-negative":
      return say`${name(fact.key)} is a number of seconds, and never below 0.`;
    case "in-list":
      return fact.key.includes("/")
        ? say`A request with ${name(fact.key)} has ${value(fact.key.slice(fact.key.indexOf("/") + 1))} in ${name(fact.list)}.`
        : say`The service in ${name(fact.key)} is always one of those in ${name(fact.list)}.`;
    case "with-mfa":
      return say`A request has ${name(fact.age)} only if ${name(fact.present)} is ${value("true")}.`;
    case "account-in-resource":
      return say`For these resources, ${name("aws:ResourceAccount")} is the account in their ARN.`;
  }
}

/** Of "the request", which stands before it. */
const OCCASIONS: Readonly<Record<KeyOccasion, string>> = {
  "not-through-endpoint": "it does not come through a VPC endpoint",
  "through-endpoint": "it comes through a VPC endpoint",
  "by-user": "an IAM user makes it",
  "by-role-session": "a role session makes it",
  "by-federated-caller": "a caller who signed in with an identity provider makes it",
  "by-service": "an AWS service makes it",
  "by-principal": "neither an AWS service nor an anonymous caller makes it",
  signed: "it is signed",
  "with-temporary-credentials": "it is made with temporary credentials",
  "through-service": "an AWS service makes it on the caller's behalf",
};
