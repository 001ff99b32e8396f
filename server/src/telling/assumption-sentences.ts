/** What an answer takes as given, and what of that the message refutes, in sentences. */
import { type Assumption, type Refuted } from "../denial/not-known.ts";
import { type ExplainedRequest } from "../denial/explanation.ts";
import { command, listed, name, type Phrase, say, sentences, value } from "../wording/phrase.ts";
import { isOfAnybody, isOfAws } from "../policy/resource-owner.ts";
import { alike, attachedInWords } from "./attachment-sentences.ts";
import { conditionsOn } from "./next-sentences.ts";
import { settlingCommand } from "../denial/settling-command.ts";
import { statementInWords } from "./place-sentences.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";

/** With the command that shows whether it is so, where there is one. */
export function assumptionInWords(assumption: Assumption, request: ExplainedRequest): Phrase {
  return sentences(assumedInWords(assumption), settledIn(assumption, request));
}

function assumedInWords(assumption: Assumption): Phrase {
  switch (assumption.assumption) {
    case "callers-account":
      return ofCallersAccount(assumption.resource);
    case "owner-by-name":
      return say`${name(assumption.resource)} belongs to the account ${name(assumption.account)}, which is part of its name.`;
    case "callers-region":
      return say`Where a statement leaves the Region open, it is ${name(assumption.region)}, that of the resource.`;
    case "resource-elsewhere":
      return say`The resource is ${name(assumption.resource)}: the lines around the message name it.`;
    case "service-linked-role":
      return say`The resource is ${name(assumption.resource)}: ${name(assumption.call)} needs this service-linked role.`;
    case "callers-linked-role":
      return say`The caller is the service-linked role ${name(assumption.role)}, judging by its name.`;
    case "acting-service":
      return assumption.source.includes(":assumed-role/")
        ? say`The caller is ${name(assumption.service)}: ${name(assumption.source)} is a role of its own, in an account of AWS.`
        : say`The caller is ${name(assumption.service)}, which acts for ${name(assumption.source)}.`;
    case "last-step":
      return say`The last step failed: ${name(assumption.by)} may not assume ${name(assumption.role)}. The message names the whole chain and not the step that failed: it may be that the trust policy of ${name(assumption.first)} does not allow ${name("redshift.amazonaws.com")} to assume that role.`;
    case "token-provider":
      return say`The token is from ${name(assumption.provider)}: its tokens have the claim that is known.`;
    case "trusted-provider":
      return say`Where a trust policy leaves open which provider it trusts, that is ${name(assumption.provider)}, which the token is from.`;
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
      return say`${name(assumption.taken)} is the policy of the resource. A resource has only one policy, but ${listed(assumption.others.map(name), "and")} ${assumption.others.length === 1 ? "is" : "are"} said to be it, too. Remove what is not deployed.`;
    case "conditions-held":
      return say`The ${conditionsOn(assumption.keys)} held, unless a policy that is not here denied the request.`;
    case "conditions-failed":
      return conditionsFailed(assumption);
  }
}

function ofCallersAccount(resource: string | undefined): Phrase {
  if (resource === undefined) return say`The resource belongs to the caller's account.`;
  if (isOfAnybody(resource)) return say`${name(resource)} has no policy of its own, whoever owns it.`;
  return isOfAws(resource)
    ? say`No policy of another account takes part: AWS itself provides ${name(resource)}.`
    : say`${name(resource)} belongs to the caller's account.`;
}

function settledIn(assumption: Assumption, request: ExplainedRequest): Phrase | undefined {
  const settling = settlingCommand(assumption, request);
  if (settling === undefined) return undefined;
  const run = listed(settling.commands.map(command), "and");
  switch (settling.shows) {
    case "bucket":
      return say`To check it, run ${run} in that account: it prints the bucket if so.`;
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
