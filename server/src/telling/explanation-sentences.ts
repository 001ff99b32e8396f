/* eslint-disable max-lines -- sentences only, so that they can be read one after the other */
/** The sentences of an explanation below its headline. They say what the files at hand say, never that a request is allowed. */
import { SLOTS_OF_CALLER } from "../policy/slots.ts";
import { API } from "../denial/function-permission.ts";
import { type TaskName } from "../catalog/tasks.ts";
import { type Layer } from "../evaluation/decision.ts";
import { type NoRole } from "../denial/role-only.ts";
import { type OtherGate } from "../denial/other-gates.ts";
import { capitalized } from "../wording/capitalized.ts";
import { layerName } from "../wording/layer.ts";
import { neverInWords } from "../wording/never.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import {
  command,
  counted,
  listed,
  listedWhole,
  name,
  type Phrase,
  say,
  sentences,
  strong,
  value,
} from "../wording/phrase.ts";
import {
  alike,
  attachedInWords,
  attachmentsUnknown,
  filesInWords,
  groupInWords,
  stateInWords,
  type UnknownAttachment,
  wasFor,
  versionsOfAws,
} from "./attachment-sentences.ts";
import {
  CREDENTIALS,
  GUARDS,
  holderInWords,
  linkedRoleInWords,
  NAMELESS,
  profileInWords,
  regionInWords,
} from "./caller-sentences.ts";
import { deliveryInWords } from "./delivery-sentences.ts";
import { factsInWords } from "./fact-sentences.ts";
import { cureInWords } from "./non-policy-sentences.ts";
import { lookInSystem } from "./other-system-sentences.ts";
import { CORRECTIONS } from "./rejection-sentences.ts";
import { subjectInWords } from "./token-sentences.ts";
import { valueInWords } from "./value-sentences.ts";
import {
  type Assumption,
  type ExplainedRequest,
  type Refuted,
  type LayerView,
  type NearMissHint,
  type UnboundHint,
  type NextAdvice,
  type StatementPlace,
  type StatementToCopy,
  type Unknown,
  type UnreadReason,
} from "../denial/explanation.ts";
import { settlingCommand } from "../denial/settling-command.ts";
import { LARGEST_FILE, type ModuleReadOnce } from "../hosts/host.ts";
import { holderOfPolicy, policyOfResource } from "../wording/resource-policy.ts";
import { type InlineHolderName } from "../policy/kinds.ts";
import { type PolicyHolderKind } from "../policy/policy-holder.ts";
import { isOfAnybody, isOfAws } from "../policy/resource-owner.ts";

export function statementInWords(place: StatementPlace | undefined): Phrase {
  if (place === undefined) return say`a statement`;
  return say`${whichStatement(place)} of ${name(place.policyName)}`;
}

/** For use beside the file's name: the policy is named only if it has a name of its own. */
export function statementOfFile(place: StatementPlace): Phrase {
  return place.policyName === place.file ? whichStatement(place) : statementInWords(place);
}

export function whichStatement({ sid, index }: Pick<StatementPlace, "sid" | "index">): Phrase {
  return sid === undefined ? say`statement ${index + 1}` : say`statement ${name(sid)}`;
}

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
      return say`AWS decides on each resource of this call by itself, and there is no ${name(hint.key)} for ${name(hint.resource)}. Allow it in a statement without this condition.`;
    case "key-of-no-request":
      return say`No request for ${name(hint.action)} carries ${name(hint.key)}. Allow the action in a statement without this condition.`;
    case "secret-without-suffix":
      return say`${name(hint.written)} matches no secret, because Secrets Manager ends the ARN of each with a hyphen and six characters of its own. Write ${name(`${hint.written}-??????`)}.`;
    case "lacks-path":
      return say`${name("${aws:username}")} is the name of the user without its path, so ${name(hint.written)} does not match this user. The request needs ${name(hint.needed)}.`;
    case "name-for-arn":
      return say`${name(hint.written)} is not an ARN, so it matches nothing. The ARN is ${name(hint.arn)}.`;
    case "alias-for-key":
      return say`${name(hint.written)} stands for the alias, not for its key. Name the key by its ARN, or use the condition key ${name("kms:RequestAlias")} or ${name("kms:ResourceAliases")}.`;
    case "literal-wildcard":
      return say`${name(hint.operator)} takes the ${name("*")} in ${name(hint.written)} literally. For a wildcard, write ${name(hint.operator.replace(/equals/i, "Like"))}.`;
    case "other-than-named":
      return say`It ${hint.certain ? "denies" : "may deny"} the request as well, but AWS names ${name(hint.arn)}.`;
    case "private-address":
      return say`${name("aws:SourceIp")} is an address on the internet, and never one in ${listed(hint.written.map(name), "or")}. A request through a VPC endpoint has its private address in ${name("aws:VpcSourceIp")}.`;
    case "attached-elsewhere":
      return elsewhereInWords(hint);
    case "not-made":
      return notMadeInWords(hint);
    case "for-another":
      return say`It is for another ${policyOfResource(hint.wanted).holder}, ${name(hint.other)}. If the request was meant for that one, correct the request. If the policy was meant for ${name(hint.wanted)}, correct the policy.`;
    case "name-of-no-user":
      return say`${name("${aws:username}")} is the name of an IAM user, and the caller is not an IAM user: the statement never matches. Let a tag of the session say who it is, as in ${name("${aws:PrincipalTag/username}")}. The key ${name("aws:userid")} has the name of the session, behind the ID of the role.`;
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

function unboundInWords(hint: UnboundHint): Phrase {
  switch (hint.hint) {
    case "id-not-known":
      return say`AWS names ${name(hint.arn)}. Nothing here says that this policy has that ID.`;
    case "stated-for":
      if (SLOTS_OF_CALLER.has(hint.slot))
        return say`It is attached to ${name(hint.resource)}. The message does not show whether that is who asked.`;
      return say`${hint.slot === "scp" || hint.slot === "rcp" ? "It is attached to" : "It is the policy of"} ${name(hint.resource)}. It is not known whether the request ${wasFor(hint.slot, hint.resource)} that.`;
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

/** With the command that shows whether it is so, where there is one. */
export function assumptionInWords(assumption: Assumption, request: ExplainedRequest): Phrase {
  return sentences(assumedInWords(assumption), settledIn(assumption, request));
}

function assumedInWords(assumption: Assumption): Phrase {
  switch (assumption.assumption) {
    case "callers-account":
      if (assumption.resource === undefined) return say`The resource belongs to the caller's account.`;
      if (isOfAnybody(assumption.resource))
        return say`${name(assumption.resource)} has no policy of its own, whoever owns it.`;
      return isOfAws(assumption.resource)
        ? say`No policy of another account takes part: AWS itself provides ${name(assumption.resource)}.`
        : say`${name(assumption.resource)} belongs to the caller's account.`;
    case "callers-region":
      return say`Where a statement leaves the Region open, it is ${name(assumption.region)}, that of the resource.`;
    case "resource-elsewhere":
      return say`The resource is ${name(assumption.resource)}: the lines around the message name it.`;
    case "service-linked-role":
      return say`The resource is ${name(assumption.resource)}: ${name(assumption.call)} needs this service-linked role.`;
    case "callers-linked-role":
      return say`The caller is the service-linked role ${name(assumption.role)}, judging by its name.`;
    case "acting-service":
      return say`The caller is ${name(assumption.service)}, which acts for ${name(assumption.source)}.`;
    case "last-step":
      return say`The last step failed: ${name(assumption.by)} may not assume ${name(assumption.role)}. The message names the whole chain and not the step that failed: it may be that the trust policy of ${name(assumption.first)} does not allow ${name("redshift.amazonaws.com")} to assume that role.`;
    case "token-provider":
      return say`The token is from ${name(assumption.provider)}: its tokens have the claim that is known.`;
    case "only-role":
      return say`The role is ${name(assumption.role)}: of the trust policies here, only that in ${name(assumption.policyName)} accepts an identity provider of this kind.`;
    case "masked-account":
      return assumption.by === "ending"
        ? say`The account that the message hides is the caller's, ${name(assumption.account)}: it ends in the digits that are shown.`
        : say`The account that the message hides is ${name(assumption.account)}.`;
    case "fact-differs":
      return assumption.by === "user"
        ? say`${name(assumption.key)} is ${value(assumption.told)}, as you say; the message says ${value(assumption.said)}.`
        : say`${name(assumption.key)} is ${value(assumption.said)}, as the message says; the workspace file says ${value(assumption.told)}.`;
    case "action-of-operation":
      return say`The action is ${name(assumption.action)}: the message names only what was called.`;
    case "action-of-words":
      return say`The action is ${name(assumption.action)}. The message does not name it, but the call that it describes needs it.`;
    case "full-access-attached":
      return assumption.level === undefined
        ? say`${name("FullAWSAccess")} is attached next to the SCPs that only deny: AWS attaches it by default.`
        : assumption.isWithoutFile === true
          ? say`${name("FullAWSAccess")} is attached to ${name(assumption.level)}. No SCP of that level is here.`
          : say`${name("FullAWSAccess")} is attached to ${name(assumption.level)}, next to the SCPs that only deny.`;
    case "attached":
      return attachedInWords([assumption]);
    case "text-of-aws":
      return say`${name(assumption.policyName)} is read in version ${assumption.version}, the newest on ${assumption.date}. AWS may have changed it since.`;
    case "one-of-several":
      return say`${name(assumption.taken)} is the policy of the resource. A resource has only one, and ${listed(assumption.others.map(name), "and")} ${assumption.others.length === 1 ? "is" : "are"} said to be that, too: remove what is not deployed.`;
    case "conditions-held":
      return say`The ${conditionsOn(assumption.keys)} held, unless a policy that is not here denied the request.`;
    case "conditions-failed":
      return conditionsFailed(assumption);
  }
}

function settledIn(assumption: Assumption, request: ExplainedRequest): Phrase | undefined {
  const settling = settlingCommand(assumption, request);
  if (settling === undefined) return undefined;
  const run = listed(settling.commands.map(command), "and");
  switch (settling.shows) {
    case "bucket":
      return say`Run in that account, ${run} prints the bucket if that is so.`;
    case "owner":
      return say`To see whose it is, run ${run}.`;
    case "account":
      return say`To see which account that is, run ${run}.`;
    case "attached-there":
      return say`To see what is attached there, run ${run} with credentials of the organization.`;
    case "policies":
      return say`To see what is in force, run ${run}.`;
    case "role":
      return say`To check it, run ${run}.`;
  }
}

/** What follows because the message refutes it; with `ifBound` only if the policies shown apply. */
export function refutedInWords(refuted: readonly Refuted[], ifBound = false): readonly Phrase[] {
  const levels = refuted.flatMap((one) => (one.assumption === "full-access-attached" ? [one.level] : []));
  return [
    ...(levels.length === 0 ? [] : [lostFullAccess(levels)]),
    ...refuted.flatMap((one): readonly Phrase[] => {
      switch (one.assumption) {
        case "full-access-attached":
          return [];
        case "callers-account":
          return [
            ifBound
              ? say`If so, ${one.resource === undefined ? "the resource" : name(one.resource)} belongs to an account other than the caller's.`
              : say`So ${one.resource === undefined ? "the resource" : name(one.resource)} belongs to an account other than the caller's.`,
          ];
        case "attached":
          return one.basis === "declared"
            ? [
                say`So ${name(one.policyName)} is not attached: ${name(one.file)} attaches it to something else of a similar name.`,
              ]
            : [say`So ${name(one.policyName)} is not attached, although the name of its file or folder says so.`];
        case "role-without-path":
          return one.certain
            ? [say`So the role ${name(one.role)} has a path.`]
            : [say`So the role ${name(one.role)} has a path, unless a policy that is not here denied the request.`];
      }
    }),
  ];
}

function lostFullAccess(levels: readonly (string | undefined)[]): Phrase {
  const named = levels.flatMap((level) => (level === undefined ? [] : [name(level)]));
  return named.length < levels.length
    ? say`So ${name("FullAWSAccess")} is no longer attached next to the SCPs that only deny.`
    : say`So ${name("FullAWSAccess")} is no longer attached to ${listed(named, "or")}.`;
}

/** Each of the statements that might have allowed it fell short in one way or another. */
function conditionsFailed({ place, keys, resource }: Extract<Assumption, { assumption: "conditions-failed" }>): Phrase {
  const found = say`AWS found nothing that allows the request`;
  const [key, ...others] = keys;
  if (key === undefined) {
    return say`${found}, so the requested resource is not one that ${statementInWords(place)} covers.`;
  }
  if (others.length === 0 && !resource) {
    return say`${found}, so the condition on ${name(key)} in ${statementInWords(place)} did not hold.`;
  }
  const parts = [...keys.map((one) => say`the condition on ${name(one)}`), ...(resource ? [say`the resource`] : [])];
  return say`${found}, so at least one part of ${statementInWords(place)} does not match: ${listed(parts, "or")}.`;
}

/** With what is assumed of several policies alike in one sentence. */
export function assumptionsInWords(assumptions: readonly Assumption[], request: ExplainedRequest): readonly Phrase[] {
  const said = alike(assumptions, attachmentOf).map(([first, ...more]) => ({
    words:
      first.assumption === "attached" && more.length > 0
        ? attachedInWords([first, ...more.flatMap((one) => attachmentOf(one) ?? [])])
        : assumedInWords(first),
    settled: settledIn(first, request),
  }));
  // Of several that one command shows, the last names it.
  const last = new Map(said.map(({ settled }, at) => [textOf(settled), at]));
  return said.map(({ words, settled }, at) => (last.get(textOf(settled)) === at ? sentences(words, settled) : words));
}

function textOf(phrase: Phrase | undefined): string {
  return phrase === undefined ? "" : phraseToPlainText(phrase);
}

function attachmentOf(assumption: Assumption): Extract<Assumption, { assumption: "attached" }> | undefined {
  return assumption.assumption === "attached" ? assumption : undefined;
}

/** Each with its sentence; what is not known of several policies alike is one. */
export function unknownsInWords(unknowns: readonly Unknown[]): readonly (readonly [Unknown, Phrase])[] {
  const attachment = (one: Unknown): UnknownAttachment | undefined => (one.unknown === "attachment" ? one : undefined);
  return alike(unknowns, attachment).map(([first, ...more]) => [
    first,
    first.unknown === "attachment"
      ? attachmentsUnknown([first, ...more.flatMap((one) => attachment(one) ?? [])])
      : unknownInWords(first),
  ]);
}

export function unknownInWords(unknown: Unknown): Phrase {
  switch (unknown.unknown) {
    case "context-key":
      return say`The request's value of ${name(unknown.key)}.`;
    case "resource":
      return unknown.said === undefined
        ? say`Which resource was asked for: the message does not name it.`
        : say`Which resource ${name(unknown.said)} is: the message does not give its whole ARN.`;
    case "attachment":
      return attachmentsUnknown([unknown]);
    case "more-candidates":
      return unknown.count === 1
        ? say`Whether one more policy is attached: nothing here says so.`
        : say`Whether one of ${counted(unknown.count)} more policies is attached: nothing here says so.`;
    case "other-layers": {
      const layers = listed(
        unknown.layers.map((one) => say`${layerName(one)}`),
        "or",
      );
      return say`Which other policies apply: no file here is known to be the ${layers}. Any of them may deny it.`;
    }
    case "absent-policies":
      return unknown.names.length === 0
        ? say`What other policies of the caller say: not all of them could be saved here. Fetch them again.`
        : say`What ${filesInWords(unknown.names, "policies")} ${unknown.names.length === 1 ? "says: it is" : "say: they are"} attached to the caller, and in no file here. Save ${unknown.names.length === 1 ? "it" : "them"} here, too.`;
    case "broken-files": {
      const [its, it] = unknown.files.length === 1 ? ["Its", "it"] : ["Their", "they"];
      const is = unknown.files.length === 1 ? "is" : "are";
      return sentences(
        say`Whether ${filesInWords(unknown.files)} ${is} what AWS has.`,
        say`${its} text has syntax errors, so AWS cannot have it as ${it} ${is === "is" ? "stands" : "stand"} here.`,
        say`Correct the syntax, and explain the message again.`,
      );
    }
    case "unlisted-files":
      return sentences(say`What is in other files.`, UNLISTED);
    case "module-calls":
      return sentences(say`What the calls of ${moduleInWords(unknown.module)} give it.`, callsOfModule(unknown.module));
    case "unread-files":
      return sentences(
        say`What is in ${filesInWords(unknown.files)}.`,
        UNREAD[unknown.why](unknown.files.length === 1 ? "it" : "them"),
      );
  }
}

/** Of a workspace with more files than can be listed, or of a client that did not list them all. */
export const UNLISTED = say`Not every file of this workspace could be listed. Open a smaller folder to be sure of all.`;

/** Of a module that is called too often: what counts as unknown, and what to do about it. */
export function callsOfModule(module: ModuleReadOnce): Phrase {
  return say`The ${counted(module.calls)} calls of ${moduleInWords(module)} are too many to read one by one, so its variables count as unknown. Take a folder with fewer of these calls to have them read.`;
}

function moduleInWords({ folder }: ModuleReadOnce): Phrase {
  return say`the module ${name(folder === "" ? "." : folder.slice(0, -1))}`;
}

/** Of a window in which none is open. */
export const NO_FOLDER = say`No folder is open, so there are no policies to compare the message with. Open the folder that has them, then explain the message again.`;

/** For an answer that rests on the others: which files were left out, why, and what to do about it. */
export function leftOutOfAnswer(files: readonly string[], why: UnreadReason): Phrase {
  const [were, them] = files.length === 1 ? ["was", "it"] : ["were", "them"];
  return sentences(say`${filesInWords(files)} ${were} left out.`, UNREAD[why](them));
}

const UNREAD: Readonly<Record<UnreadReason, (files: string) => Phrase>> = {
  "too-large": (files) =>
    say`Files of more than ${megabytesOf(LARGEST_FILE)} MB are not read: split ${files}, or save the policies of this request alone.`,
  unreadable: (files) => say`Reading failed: check that you may read ${files}, then try again.`,
  broken: (files) => say`The JSON has syntax errors, and no policy was found: correct ${files}, then try again.`,
  failed: (files) => say`IAM Verdict failed to read ${files}. Please report this.`,
};

function megabytesOf(bytes: number): string {
  return String(bytes / (1024 * 1024));
}

/** `passed`, `blocked`, `unknown` or `not in play`, with what it rests on. */
export function layerInWords({ layer, verdict, basis, callerHasNone, hasUnbound, isIncomplete }: LayerView): Phrase {
  const label = capitalized(layerName(layer));
  if (callerHasNone === true) return say`${label}: does not apply to this caller`;
  if (basis === "none")
    return say`${label}: ${hasUnbound === true ? "no file here is known to apply" : "no file here"}`;
  const rests = basis === "message" ? " (AWS says so)" : basis === "candidates" ? " (if attached)" : "";
  switch (verdict) {
    case "allow":
      return say`${label}: passed${rests}`;
    case "explicit-deny":
      return say`${strong(`${label}: blocked`)} by a Deny${rests}`;
    case "implicit-deny":
      return say`${strong(`${label}: blocked`)}, no Allow${rests}`;
    case "unknown":
      return isIncomplete === true
        ? say`${label}: unknown, as one of the caller's policies is not in any file here`
        : say`${label}: unknown, depends on missing facts${rests}`;
    case "not-applicable":
      return say`${label}: not in play`;
    case "leaves-it":
      return say`${label}: leaves it to the caller's policies${rests}`;
  }
}

// eslint-disable-next-line max-lines-per-function -- a sentence for each step, one below the other
export function nextInWords(next: NextAdvice): Phrase {
  switch (next.step) {
    case "caller-identity":
      return next.principal === undefined
        ? say`Check which identity you are using.`
        : next.principal === "anonymous"
          ? say`Check why the request carries no credentials: AWS saw an anonymous caller.`
          : say`Check that ${name(next.principal)} is the identity that was meant to make the request.`;
    case "identity-policies":
      return say`List what is attached to the caller, and save those policies here. ${name("iam-verdict aws fetch")} does both in one step, as does Fetch from AWS in VS Code.`;
    case "snapshot-without":
      return say`The snapshot of the account ${name(next.account)} in ${name(next.file)} has no ${next.is} ${name(next.name)}. It was saved before the ${next.is} was created, or it shows only a part of the account: save it again.`;
    case "federated-user":
      return say`Find the user who got the credentials of ${name(next.name)} with ${name("sts:GetFederationToken")}: the policies of that user and the policy that is passed in this call both have to allow the request.`;
    case "boundary":
      return say`Check which permissions boundary the caller has.`;
    case "scp":
      return say`List the SCPs that are attached to the account${next.account === undefined ? "" : say` ${name(next.account)}`}, then those of the organizational units above it.`;
    case "scps-of-level":
      return next.levels.length === 1
        ? say`List the SCPs that are attached to ${listed(next.levels.map(name), "and")}. According to AWS, none of them allows the request.`
        : say`List the SCPs that are attached to ${listed(next.levels.map(name), "and")}. One of these levels has no SCP that allows the request.`;
    case "attach-full-access":
      return say`Unless other SCPs are meant to allow what ${name(next.level)} may do, attach FullAWSAccess to it again. The SCPs that only deny keep their effect.`;
    case "management-account":
      return say`Check which account is the management account of the organization, and correct ${name("iam-verdict.json")}.`;
    case "also-needs":
      return say`Check that ${listed(next.actions.map(name), "and")} ${next.actions.length === 1 ? "is" : "are"} allowed, too: the same call needs ${next.actions.length === 1 ? "it" : "them"}.`;
    case "other-gate":
      return OTHER_GATES[next.gate];
    case "same-task":
      if (next.task === "get-token")
        return say`${TASK_NAMES[next.task]} also needs ${listedWhole(next.actions.map(name), "and")} with ${name('"Resource": "*"')}. Allow it in the same policy, or the next call is denied.`;
      return say`${TASK_NAMES[next.task]} also needs ${listedWhole(next.actions.map(name), "and")}. Allow what is missing in the same place, or the next call is denied.`;
    case "same-call": {
      const types = listed(next.types.map(name), "and");
      return say`AWS decides this call once for each of its resources. Nothing here allows ${name(next.action)} on its ${types}: allow it there as well.`;
    }
    case "key-of-alias":
      return say`Check which key ${name(next.alias)} belongs to, then say in ${name("iam-verdict.json")} whose policy it is by the ARN of the key.`;
    case "key-of-secret":
      return say`Check the key of the secret: across accounts it has to be a customer managed key. Its key policy and the caller's own policies both have to allow ${name("kms:Decrypt")}.`;
    case "key-of-object":
      return say`Look up which key encrypts the ${next.of}.`;
    case "key-state":
      return say`Check that the key exists in the Region of the call and that it is enabled. AWS gives the same answer for a key that it does not find there.`;
    case "key-grants":
      return say`Look at the grants of the key. A grant can allow ${name(next.action)}, too, until it is retired or revoked.`;
    case "caller-lacks-key":
      return say`Allow ${name(next.action)} on the ARN of the key in a policy of the caller as well. It is not needed where the key policy names the caller.`;
    case "missing-object":
      return say`Check that the object exists. Without ${name("s3:ListBucket")} on ${name(next.bucket)}, S3 answers 403 instead of 404 for an object that does not exist.`;
    case "rcp":
      return say`List the RCPs that are attached to the account of the resource, then those of the organizational units above it.`;
    case "resource-policy":
      return next.resource === undefined
        ? say`Fetch ${policyOfResource(undefined, next.of).ofHolder}.`
        : say`Fetch ${policyOfResource(next.resource).policy} of ${name(holderOfPolicy(next.resource))}.`;
    case "in-its-account":
      return say`Resources of ${name(next.service)} have no policies of their own, so no policy can let in a caller of another account. Use credentials of the account ${name(next.account)}: sign in there, or assume a role of that account.`;
    case "key-policy":
      return say`Fetch the key's policy.`;
    case "trust-policy":
      return say`Fetch the role's trust policy.`;
    case "session-policy":
      return say`Look at the session policy that is passed when the session is created. It is not stored anywhere.`;
    case "vpc-endpoint":
      return say`Fetch the policies of the VPC endpoints.`;
    case "named-policy":
      return say`Fetch ${name(next.arn)}, which the message names.`;
    case "decode-message":
      return say`Put the encoded message into ${name("MESSAGE")} and decode it, then paste the result here.`;
    case "authorization-details":
      return say`Open the details of authorization ${name(next.id)} in the IAM console. AWS keeps them for 24 hours.`;
    case "made-if": {
      // A policy without a name goes by its file.
      const made = next.policyName === next.file ? say`the policy` : name(next.policyName);
      const [does, done] = next.does === "make" ? ["makes", "made"] : ["attaches", "attached"];
      return say`${name(next.file)} ${does} ${made} only under a condition, ${name(next.condition)}: check whether it was ${done}.`;
    }
    case "deployed-version":
      return say`Compare the deployed policies with the files here: a change may not be deployed yet.`;
    case "version-of-aws":
      return versionsOfAws(next.policies);
    case "propagation":
      return say`If a policy was changed just now, wait and try again: IAM can take a few minutes to apply it.`;
    case "state-attachment":
    case "state-kind":
      return stateInWords(next);
    case "separate-policy":
      return say`If ${name(next.policyName)} is attached, save it in a file of its own, and say so in ${name("iam-verdict.json")}. What is said there of ${name(next.file)} counts for every policy in it.`;
    case "copy-statement":
      return next.ofAws === undefined
        ? say`If the request should be allowed, add this statement to ${policyToExtend(next)}:`
        : say`AWS manages ${name(next.ofAws)}, so you cannot add to it. If the request should be allowed, write a policy of your own with this statement and with whatever else ${next.holder === undefined ? "the caller" : name(next.holder)} may do, and set it as the permissions boundary:`;
    case "copy-to-cdk": {
      const construct = next.construct === undefined ? say`` : say` of ${name(next.construct)}`;
      const grant =
        next.grant === undefined
          ? say``
          : say`. ${name(next.grant.call)} of the resource's own construct does it, too${next.grant.allowsMore ? ", and allows more" : ""}`;
      return say`The AWS CDK made ${name(next.file)}, so change its code. If the request should be allowed, give this statement to ${name(next.method)}${construct}, then deploy again${grant}:`;
    }
    case "say-units":
      return say`Say in ${name("iam-verdict.json")}, under ${name("organization")}, which levels are above the account ${name(next.account)}. The command shows the next one above it; run it again for that one, up to the root.`;
    case "add-fact":
      return factsInWords([next.key]);
    case "tags-of-resource":
    case "tags-of-caller":
    case "id-of-caller":
    case "tags-of-call":
    case "passed-service":
    case "source-of-call":
    case "organization-id":
    case "event-of-call":
      return valueInWords(next);
    case "get-credentials":
      return CREDENTIALS[next.need];
    case "tag-sessions":
      return say`Give the sessions the tag ${name(next.tag)}: by ${name("--tags")} when the role is assumed, by the identity provider, or in IAM Identity Center by an attribute for access control. The role's trust policy has to allow ${name("sts:TagSession")}.`;
    case "bucket-behind":
      return say`Check the policy of the bucket behind the access point ${name(next.accessPoint)}: it has to let the request pass, too.`;
    case "execution-policies":
      return say`The bootstrap of the AWS CDK made this role. Put what is missing into a managed policy, and bootstrap again with the ARNs of all policies that the role should have, separated by commas.`;
    case "second-factor-of-user":
      return say`The credentials of a role do not say whether there was MFA, so ${statementInWords(next.place)} never allows a request of this session. Make the request as a user who signed in with MFA, or ask whoever maintains the policy to let the session in without that condition.`;
    case "second-factor-in-trust":
      return say`The credentials of a role do not say whether there was MFA, so the condition of ${statementInWords(next.place)} does not hold for them. Ask for MFA in the trust policy of the role ${name(next.role)} instead.`;
    case "mount-with-tls":
      return say`Mount the file system with the EFS mount helper and its option ${name("tls")}.`;
    case "deploy-copy":
      return say`Unless a tool such as Terraform manages ${name(next.policyName)}, save its edited document as ${name("policy.json")} and put it in force:`;
    case "cli-options":
      return say`With the AWS CLI, add ${listed(next.options.map(name), "and")} to the command.`;
    case "choose-region":
      return regionInWords(next);
    case "region-of-profile":
      return profileInWords(next.region);
    case "guest-session":
      return say`Amazon Cognito limits the guests of an identity pool by a session policy of its own, and no policy of yours goes beyond it. Let the users sign in, and allow the request for the role of authenticated users.`;
    case "name-work-group":
      return say`Name the work group ${name(next.workGroup)}, which ${statementInWords(next.place)} allows: a query that names none runs in ${name("primary")}. With the AWS CLI, add ${name(`--work-group ${next.workGroup}`)}.`;
    case "guard-worked":
      return GUARDS[next.guard];
    case "role-path":
      return next.hasPath
        ? say`Look up the ARN of the role ${name(next.role)}, and write it in the policy: what is there now is the ARN of a role without a path.`
        : say`Look up the ARN of the role ${name(next.role)}, and add it as the fact ${name("aws:PrincipalArn")}: the ARN of a session does not show the path of its role.`;
    case "other-side":
      return next.layer === "identity"
        ? say`The resource is in another account, so the caller's own policies have to allow it, too: no file here is known to be one of them.`
        : say`The resource is in another account, so the ${layerName(next.layer)} has to allow it, too: no file here is known to be it.`;
    case "add-permission":
      if (next.qualifier === undefined)
        return next.isUnseen
          ? say`If the call should be allowed, give the permission on the function ${name(next.function)}:`
          : say`AWS Lambda takes the statement as a permission of the function ${name(next.function)}.`;
      return say`Give the permission on ${name(`${next.function}:${next.qualifier}`)} itself: each version and alias of a function has a policy of its own.`;
    case "permission-for-service":
      return next.principal === API
        ? say`If the integration has no role, let API Gateway call the function:`
        : say`If the call should be allowed, let ${name(next.principal)} call the function:`;
    case "declare-permission":
      return next.assumed === undefined
        ? say`${name(next.file)} makes the function, so add the permission there rather than by the command, then deploy:`
        : say`${name(next.file)} makes the function, so add the permission there rather than by the command, then deploy. This one is for calls from ${name(next.assumed)}, the only source of its kind there:`;
    case "stands-for": {
      const written = listed(
        next.references.map((one) => name(one.written)),
        "and",
      );
      const values = listed(
        next.references.map((one) => value(one.value)),
        "and",
      );
      const found = say`Find out what ${written} ${next.references.length === 1 ? "stands" : "stand"} for where the policy is deployed. With ${values}, ${statementInWords(next.place)} covers ${name(next.resource)}`;
      return next.keys.length === 0
        ? say`${found}, but AWS found no Allow: correct the value, or deploy the policy as it is here.`
        : say`${found}, so it is the ${conditionsOn(next.keys)} that did not hold.`;
    }
    case "add-layer-permission":
      return say`Whoever owns the layer ${name(next.layer)} has to give this version of it to the account ${name(next.account)}. AWS Lambda takes that as a command:`;
    case "policy-full":
      return say`An exception does not fit: ${name(next.policyName)} has ${next.size.toLocaleString("en-US")} of the ${next.limit.toLocaleString("en-US")} characters that AWS takes. Shorten the policy first, or move a part of it into another one.`;
    case "unlimited-session":
      return say`Check that ${statementInWords(next.place)} is deployed: it names the caller itself, and a ${layerName(next.layer)} does not limit what such a statement allows.`;
    case "deny-exceptions":
      return next.denies === 1
        ? say`The Deny applies only to requests that meet its ${conditionsOn(next.keys)}. Check whether yours can avoid that.`
        : say`Each of these Denies applies only to requests that meet its conditions. They are on ${listed(next.keys.map(name), "and")}. Check whether yours can avoid that.`;
    case "assume-first":
      return say`The AWS CDK could not assume ${name(next.role)}, and went on with the credentials of the caller, who is not meant to have these permissions. Find out first why the role was refused: the caller needs ${name("sts:AssumeRole")} on it, and its trust policy has to let the caller in.`;
    case "use-region":
      return say`The Deny covers every Region except ${listed(next.regions.map(name), "and")}, and ${name(next.resource)} is in ${name(next.region)}. Check whether a resource in an allowed Region will do.`;
    case "not-by-identity":
      return next.layer === "resource" ? notByIdentity(next.resource, next.of) : NOT_BY_IDENTITY[next.layer];
    case "cure":
      return cureInWords(next.cause);
    case "renew-credentials":
      return say`Sign in again or renew the credentials. Then check that AWS accepts them.`;
    case "check-credentials":
      return say`Check which credentials are in use: environment variables come before profiles. If the signature is wrong, check the clock of the machine, too.`;
    case "wait":
      return say`Wait, then try again. In code, let the SDK retry with backoff.`;
    case "check-place":
      return say`Check the name, then whether the account and the Region are the ones you mean.`;
    case "paste-more":
      return say`Paste the whole message, from "User:" or the error code to its end.`;
    case "paste-message":
      return say`Save the policy in a file here: its findings are listed there. To have a denial explained, paste the message that AWS or a tool printed.`;
    case "correct-policy":
      return CORRECTIONS[next.rule];
    case "look-at-finding":
      return say`Look at ${name(next.file)}, line ${next.line}: ${next.message} (${name(next.code)})`;
    case "look-at-text":
      return say`Look at ${name(next.file)}, line ${next.line}: it has ${name(next.text)}, which AWS names.`;
    case "change-there": {
      const where = say`${name(next.file)}, line ${next.line}`;
      if (next.element === undefined)
        return say`The statement is written in ${where}, as ${name(next.name)}: change it there, so that it lets ${name(next.wanted)} through.`;
      const what = { action: "actions", resource: "resources", principal: "principals" }[next.element];
      const todo = next.isPart ? "it has to be" : next.isOpen ? "check that it has" : "add";
      return say`The ${what} of ${whichStatement(next.place)} come from ${name(next.name)}, which is written in ${where}: ${todo} ${name(next.wanted)}.`;
    }
    case "look-there":
      return next.system === undefined ? say`Look at the permissions of that system.` : lookInSystem(next.system);
    case "others-part":
      return say`What ${statementInWords(next.place)} allows is each caller's own part, and this request is for another one. Ask for the caller's own part, or have the request sent by whoever the other part belongs to.`;
    case "leaked-keys":
      return say`AWS attached this policy because the user's credentials were exposed. Leave it attached: deactivate the access keys, create new ones, and follow the instructions in the support case that AWS opened.`;
    case "ask-owner":
      return next.place.effect === "Deny"
        ? say`Ask whoever maintains ${name(next.place.file)} whether the Deny is meant to apply to this request. It has no condition that the request could meet.`
        : say`Ask whoever maintains ${name(next.place.file)} whether the conditions of ${whichStatement(next.place)} should include this request.`;
    case "token-subject":
      return subjectInWords(next.issuer, next.key);
    case "write-like":
      return say`Write ${name(next.operator.replace(/equals/i, "Like"))} instead of ${name(next.operator)} in ${whichStatement(next.place)} of ${name(next.place.file)}. As it is, only a token with a ${name("*")} in it fits, and there is none.`;
    case "token-claims":
      if (next.token === "saml") {
        return say`Compare the SAML assertion with the trust policy of the role: its ${name("Role")} attribute has to name both the role and the ${name("Federated")} provider, and its conditions are on keys such as ${name("SAML:aud")}. The CloudTrail event of the call contains the values, and can be explained here, too.`;
      }
      return say`Compare the claims of the token with the trust policy of the role: with its ${name("Federated")} provider, and with its conditions on ${name("sub")} and ${name("aud")}. The CloudTrail event of the call contains the claims, and can be explained here, too.`;
    case "linked-role":
      return linkedRoleInWords(next);
    case "give-role":
      return say`Give ${name(next.action)} the ARN of a role. ${name(next.resource)} is the ARN of ${NO_ROLE_WORDS[next.is]}, so no policy allows this request.`;
    case "say-who":
      // What it may do is in policies of another kind, which are attached to no principal of IAM.
      if (next.is === "device") return NAMELESS.device;
      return say`Say who made the request: add the fact ${name("principal=ARN")}. ${NAMELESS[next.is ?? "yourself"]}`;
    case "find-event":
      return next.isData
        ? say`If a trail logs the data events, find the event of the call there, and paste it here in place of the message: it says who asked for what.`
        : say`Find the event of the call in CloudTrail, and paste it here in place of the message: it says who asked for what.`;
    case "let-deliver":
      return deliveryInWords(next);
    case "log-bucket":
      return say`Let ${name(next.service)} write to ${name(next.bucket)}: add this statement to its policy, with the values in capitals filled in. If the logs have a prefix, put it in front of ${name("AWSLogs")}.`;
    case "take-back-fact":
      return say`Remove the fact on ${name(next.key)}. If it is true, paste the message of a request for which it is true.`;
    case "say-role":
      return say`Say which role was requested: add the fact ${name("resource=ARN")} with the ARN of the role.`;
    case "say-resource":
      return next.perhaps === undefined
        ? say`Say which resource was requested: add the fact ${name("resource=ARN")}.`
        : say`Say which resource was requested: add the fact ${name("resource=ARN")}. The text around the message names ${name(next.perhaps)}.`;
    case "check-action":
      return say`Check the action: AWS lists no ${name(next.action)}. Did you mean ${listed(next.near.map(name), "or")}? If a part of the message was cut off or misread, paste it again, or add the fact ${name("action=service:Name")} (AWS data of ${next.date}).`;
    case "check-account":
      return say`Check the account: ${name(next.account)} is not an account ID, which has 12 digits. If the message was read from a picture, correct it and paste it again.`;
    case "say-what":
      if (next.copies !== undefined)
        return say`${name(next.copies)} needs ${name("s3:GetObject")} on the source and ${name("s3:PutObject")} on the destination. Check both, and say which one is missing: add the fact ${name("action=s3:GetObject")} or ${name("action=s3:PutObject")}.`;
      return next.perhaps === undefined
        ? say`Say which action was requested: add the fact ${name("action=service:Name")}.`
        : say`Say which action was requested: add the fact ${name(`action=${next.perhaps}`)} if a file was to be read.`;
  }
}

function conditionsOn(keys: readonly string[]): Phrase {
  return say`condition${keys.length === 1 ? "" : "s"} on ${listed(keys.map(name), "and")}`;
}

const NO_ROLE_WORDS: Readonly<Record<NoRole, string>> = {
  user: "a user",
  group: "a group",
  policy: "a policy",
  "assumed-role": "a role's session",
  "federated-user": "a federated user",
  "instance-profile": "an instance profile",
};

function policyToExtend({ layer, holder, of }: StatementToCopy): Phrase {
  const isNamed = holder !== undefined && holder !== "*";
  switch (layer) {
    case "identity":
      return say`a policy that is attached to ${holder === undefined ? "the caller" : holderInWords(holder)}`;
    case "resource": {
      const { policy, ofHolder } = policyOfResource(holder, of);
      return isNamed && of === undefined ? say`${policy} of ${name(holderOfPolicy(holder))}` : say`${ofHolder}`;
    }
    case "session":
      return say`the session policy that is passed when ${isNamed ? say`a session of ${name(holder)}` : "the session"} is created`;
    case "trust":
      return isNamed ? say`the ${layerName(layer)} of ${name(holder)}` : say`the trust policy of the role`;
    case "boundary":
    case "key-policy":
    case "scp":
    case "rcp":
    case "vpc-endpoint":
      return say`the ${layerName(layer)} of ${isNamed ? name(holder) : "the resource"}`;
  }
}

function notByIdentity(resource: string | undefined, of: PolicyHolderKind | undefined): Phrase {
  const { holder, ofHolder } = policyOfResource(resource, of);
  return say`Ask whoever owns the ${holder}: ${ofHolder} decides.`;
}

const OTHER_GATES: Readonly<Record<OtherGate, Phrase>> = {
  collection: say`Check the data access policies of the collection, too: one of them has to name the caller and permit the operation, as well as IAM. A request that is signed for ${name("es")} instead of ${name("aoss")} also ends in 403.`,
  domain: say`If the domain has fine-grained access control, check that the caller is mapped to a role in OpenSearch, too: no IAM policy does that.`,
  "launch-template": say`Look at what the launch template has: tags need ${name("ec2:CreateTags")}, too, and an instance profile needs ${name("iam:PassRole")} for its role.`,
  organization: say`Check which account the call came from: only the management account of the organization, or a delegated administrator, may make it. Then look at the policies.`,
  "image-layers": say`If the image is pulled through a VPC endpoint for Amazon S3, check the policy of the endpoint: the layers lie in a bucket of Amazon ECR, and it has to allow ${name("s3:GetObject")} on everything in that bucket.`,
  mount: say`Check that the file system and its access point exist and are available, too: AWS Lambda answers the same if they are not.`,
};

const TASK_NAMES: Readonly<Record<TaskName, string>> = {
  "push-image": "Pushing an image to Amazon ECR",
  "pull-image": "Pulling an image from Amazon ECR",
  "session-channels": "The agent that opens a session of Session Manager",
  "write-logs": "Writing to a log stream",
  "report-tests": "Writing a test report",
  "get-token": "Getting a token for packages or images",
  "send-traces": "Sending traces to AWS X-Ray",
  "send-encrypted": "Sending to an encrypted topic or queue",
  "upload-encrypted": "Uploading in parts to a bucket that a key of AWS KMS encrypts",
};

const NOT_BY_IDENTITY: Readonly<Record<Exclude<Layer, "identity" | "resource">, Phrase>> = {
  scp: say`No policy inside the account can lift an SCP: ask whoever runs the organization.`,
  rcp: say`No policy inside the account can lift an RCP: ask whoever runs the organization of the resource.`,
  boundary: say`An identity-based policy cannot go beyond the permissions boundary: ask whoever set the boundary.`,
  session: say`The session policy limits this one session: change it where the session is created.`,
  "key-policy": say`Ask whoever owns the key: without its key policy no identity-based policy counts.`,
  trust: say`Ask whoever owns the role: its trust policy decides who may assume it.`,
  "vpc-endpoint": say`Ask whoever runs the network: the VPC endpoint's policy decides what may pass.`,
};
