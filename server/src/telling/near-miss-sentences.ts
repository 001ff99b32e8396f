/** What most likely went wrong in a statement, in sentences. */
import { type NearMissHint, type UnboundHint } from "../denial/near-miss.ts";
import { listed, name, type Phrase, say, value } from "../wording/phrase.ts";
import { policyOfResource } from "../wording/resource-policy.ts";
import { neverInWords } from "../wording/never.ts";
import { SLOTS_OF_CALLER } from "../policy/slots.ts";
import { groupInWords, wasFor } from "./attachment-sentences.ts";
import { type InlineHolderName } from "../policy/kinds.ts";

function lacksInside({
  written,
  needed,
  action,
}: Extract<NearMissHint, { readonly hint: "lacks-what-is-inside" }>): Phrase {
  if (FUNCTION.test(written))
    return say`${name(written)} is the function alone. The request is for a version or an alias of it.`;
  return action === undefined
    ? say`${name(written)} covers the resource itself, not what is inside it. The request needs ${name(needed)} or narrower.`
    : say`${name(written)} covers the resource itself. ${name(action)} is about what is inside it: ${name(needed)} or narrower.`;
}

const FUNCTION = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+$/;

const VERSIONS = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]+:\*$/;

function timeInWords(hint: Extract<NearMissHint, { readonly hint: "outside-time" | "time-over" }>): Phrase {
  return hint.hint === "time-over"
    ? say`The statement allows it until ${value(hint.until)}, and this time is over. Set a later time if it is still meant to allow it.`
    : say`The request came at ${value(hint.at)}, outside the time in which the statement allows it.`;
}

function keyInWords(
  hint: Extract<NearMissHint, { readonly hint: "key-of-other-resource" | "key-of-no-request" }>,
): Phrase {
  return hint.hint === "key-of-no-request"
    ? say`No request for ${name(hint.action)} carries ${name(hint.key)}. Allow the action in a statement without this condition.`
    : say`AWS decides on each resource of this call by itself, and there is no ${name(hint.key)} for ${name(hint.resource)}. Allow it in a statement without this condition.`;
}

function userNameInWords(hint: Extract<NearMissHint, { readonly hint: "lacks-path" | "name-of-no-user" }>): Phrase {
  return hint.hint === "lacks-path"
    ? say`${name("${aws:username}")} is the name of the user without its path, so ${name(hint.written)} does not match this user. The request needs ${name(hint.needed)}.`
    : say`${name("${aws:username}")} is the name of an IAM user, and the caller is not an IAM user: the statement never matches. Let a tag of the session say who it is, as in ${name("${aws:PrincipalTag/username}")}. The key ${name("aws:userid")} has the name of the session, behind the ID of the role.`;
}

/** What stands there instead of the ARN. */
function inPlaceOfArn(hint: Extract<NearMissHint, { readonly hint: "name-for-arn" | "alias-for-key" }>): Phrase {
  return hint.hint === "name-for-arn"
    ? say`${name(hint.written)} is not an ARN, so it matches nothing. The ARN is ${name(hint.arn)}.`
    : say`${name(hint.written)} stands for the alias, not for its key. Name the key by its ARN, or use the condition key ${name("kms:RequestAlias")} or ${name("kms:ResourceAliases")}.`;
}

/** What most likely went wrong, as a whole sentence. */
export function hintInWords(hint: NearMissHint): Phrase {
  switch (hint.hint) {
    case "action-typo":
      return say`It says ${name(hint.written)}, but the request needs ${name(hint.meant)}.`;
    case "lacks-what-is-inside":
      return lacksInside(hint);
    case "only-what-is-inside":
      return onlyInside(hint);
    case "other-arn-field":
      return fieldInWords(hint);
    case "needs-all-resources":
      return say`${name(hint.action)} cannot be limited to a resource: only ${name("*")} as the Resource allows it.`;
    case "of-other-service":
      return say`${name(hint.action)} never acts on ${name(hint.written)}.`;
    case "case-differs":
      return say`${name(hint.written)} and ${name(hint.wanted)} differ only in case, and case matters here.`;
    case "account-slip":
      return say`The account ${name(hint.written)} is nearly ${name(hint.wanted)}, which takes part in this request. Check which of them is meant.`;
    case "session-instead-of-role":
      return say`${name(hint.written)} is a role session, but ${name("aws:PrincipalArn")} holds the ARN of the role.`;
    case "outside-time":
    case "time-over":
      return timeInWords(hint);
    case "key-of-other-resource":
    case "key-of-no-request":
      return keyInWords(hint);
    case "secret-without-suffix":
      return say`${name(hint.written)} matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write ${name(`${hint.written}-??????`)}.`;
    case "lacks-path":
    case "name-of-no-user":
      return userNameInWords(hint);
    case "name-for-arn":
    case "alias-for-key":
      return inPlaceOfArn(hint);
    case "literal-wildcard":
      return say`${name(hint.operator)} takes the ${name("*")} in ${name(hint.written)} literally. For a wildcard, write ${name(hint.operator.replace(/equals/i, "Like"))}.`;
    case "other-than-named":
      return say`It ${hint.certain ? "denies" : "may deny"} the request as well, but AWS names ${name(hint.arn)}.`;
    case "private-address":
      return say`${name("aws:SourceIp")} is an address on the internet, and never one in ${listed(hint.written.map(name), "or")}. A request through a VPC endpoint has its private address in ${name("aws:VpcSourceIp")}.`;
    case "only-grants-of-services":
    case "only-through-services":
      return throughServicesInWords(hint);
    case "attached-elsewhere":
      return elsewhereInWords(hint);
    case "not-made":
      return notMadeInWords(hint);
    case "for-another":
      return say`It is for another ${policyOfResource(hint.wanted).holder}, ${name(hint.other)}. If the request was meant for that one, correct the request. If the policy was meant for ${name(hint.wanted)}, correct the policy.`;
    case "matches-nothing":
      return neverInWords(hint.reason, hint.statement, undefined);
    case "unique-id":
      return say`${name(hint.written)} is a unique ID. AWS shows it in place of the ARN once the user or role has been deleted. One that is created again under the same name has another ID.`;
    case "id-not-known":
    case "stated-for":
    case "policy-of-alias":
    case "not-attached":
      return unboundInWords(hint);
  }
}

function throughServicesInWords(
  hint: Extract<NearMissHint, { readonly hint: "only-grants-of-services" | "only-through-services" }>,
): Phrase {
  if (hint.hint === "only-grants-of-services")
    return say`It allows only grants that an AWS service such as Amazon EBS makes for the caller. If you made this request yourself, allow ${name("kms:CreateGrant")} in a statement without this condition.`;
  const { services } = hint;
  if (services.length === 0)
    return say`It allows only what an AWS service asks for on the caller's behalf. If you made this request yourself, make it through a service, such as AWS CloudFormation.`;
  const which = services.length === 1 ? "that service" : "one of these services";
  return say`It allows only what ${listed(services.map(name), "or")} asks for on the caller's behalf. If you made this request yourself, make it through ${which}.`;
}

function unboundInWords(hint: UnboundHint): Phrase {
  switch (hint.hint) {
    case "id-not-known":
      return say`AWS names ${name(hint.arn)}. Nothing here says that this policy has that ID.`;
    case "stated-for":
      if (SLOTS_OF_CALLER.has(hint.slot))
        return say`It is attached to ${name(hint.resource)}. The message does not show whether that is who asked.`;
      return say`${hint.slot === "scp" || hint.slot === "rcp" ? "It is attached to" : "It is the policy of"} ${name(hint.resource)}. It is not known whether the request ${wasFor(hint.slot, hint.resource)} it.`;
    case "policy-of-alias":
      return say`It is said to be the policy of ${name(hint.alias)}. It is not known whether that is an alias of this key.`;
    case "not-attached":
      return unattachedInWords(hint);
  }
}

function unattachedInWords({
  slot,
  group,
  heldBy,
  inlineIn,
}: Extract<NearMissHint, { readonly hint: "not-attached" }>): Phrase {
  if (group !== undefined)
    return say`It is attached to ${groupInWords(group)}. Nothing here says that the caller is in it.`;
  if (heldBy !== undefined) return say`It is attached to ${listed(heldBy.map(name), "and")}.`;
  if (inlineIn !== undefined)
    return say`It is an inline policy of a ${INLINE_IN[inlineIn]}. Nothing here says that the caller has it.`;
  return slot === "resource"
    ? say`Nothing here says that this is the policy of the resource.`
    : say`Nothing here says that this policy is attached.`;
}

const INLINE_IN: Readonly<Record<InlineHolderName, string>> = {
  role: "role",
  user: "user",
  group: "group",
  inline: "role, user or group",
  "permission-set": "permission set",
};

function fieldInWords(hint: Extract<NearMissHint, { readonly hint: "other-arn-field" }>): Phrase {
  const { written, wanted } = hint;
  const field = hint.field === "region" ? "Region" : hint.field;
  if (wanted === "") return say`The ARN has the ${field} ${name(written)}; in the request it has no ${field}.`;
  if (written === "") return say`The ARN has no ${field}; in the request it has the ${field} ${name(wanted)}.`;
  return say`The ${field} in the ARN is ${name(written)}; in the request it is ${name(wanted)}.`;
}

function onlyInside({ written }: Extract<NearMissHint, { readonly hint: "only-what-is-inside" }>): Phrase {
  return VERSIONS.test(written)
    ? say`${name(written)} is for versions and aliases. The request is for the function itself.`
    : say`${name(written)} covers what is inside, but the request is about the resource itself.`;
}

function notMadeInWords({ allows, does, condition }: Extract<NearMissHint, { readonly hint: "not-made" }>): Phrase {
  const would = say`It would ${allows ? "allow" : "deny"} the request, but Terraform does not ${does} it`;
  return say`${would}: ${name(condition)}. Change what that says if the caller should have it.`;
}

function elsewhereInWords(hint: Extract<NearMissHint, { readonly hint: "attached-elsewhere" }>): Phrase {
  const does = hint.allows === true ? "allow" : "deny";
  const would = say`It would ${does} the request, but it is attached to ${listed(hint.holders.map(name), "and")}`;
  return hint.account === undefined
    ? say`${would}.`
    : say`${would}. The account ${name(hint.account)} is under ${listed(hint.above.map(name), "and")}.`;
}
