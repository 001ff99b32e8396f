/** What a fix does, in sentences. */
import { type ExplanationFix } from "../denial/fixes/fix.ts";
import { type FixChange } from "../denial/fixes/fix-change.ts";
import { listed, name, type Phrase, say, value } from "../wording/phrase.ts";
import { ifCallers } from "./possible-callers.ts";
import { satisfiedInWords, SO_THAT, uncapitalized, withOneSignIn } from "./satisfied-sentences.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { statementInWords } from "./place-sentences.ts";
import { groupInWords } from "./attachment-sentences.ts";
import { holderInWords } from "./caller-sentences.ts";
import { readArn } from "../policy/arn.ts";

/** An instruction without a full stop; of somebody who only may have asked with that condition. */
export function fixTitle({ change, callers = [] }: ExplanationFix): Phrase {
  const title = changeInWords(change, TO_DO);
  return callers.length === 0 ? title : say`${ifCallers(callers)}: ${uncapitalized(title)}`;
}

/** The same once the edit is made, without a full stop. */
export function fixDone({ change }: ExplanationFix): Phrase {
  return changeInWords(change, DONE);
}

/** The title as plain text, for a button. */
export function fixTitleText(fix: ExplanationFix): string {
  return phraseToPlainText(fixTitle(fix));
}

function changeInWords(change: FixChange, verbs: Verbs): Phrase {
  switch (change.change) {
    case "correct-action":
    case "correct-resource":
      return say`In ${statementInWords(change.place)}, ${verbs.write} ${name(change.to)} instead of ${name(change.written)}`;
    case "star-for-resources":
      return say`In ${statementInWords(change.place)}, ${verbs.write} ${name("*")} instead of the resources`;
    case "role-for-session":
      return say`In ${statementInWords(change.place)}, ${verbs.name} the role ${name(change.to)} instead of its session ${name(change.written)}`;
    case "role-for-id":
      return say`In ${statementInWords(change.place)}, ${verbs.name} ${name(change.to)} instead of ${name(change.written)}, the ID of a user or role that was deleted`;
    case "set-version":
      return say`${verbs.set} the version of ${name(change.policyName)} to ${value("2012-10-17")}, so that its variables stand for values`;
    case "use-template":
    case "add-where-written":
      return inAnotherPlace(change, verbs);
    case "add-action":
      return say`${verbs.add} ${actionsInWords(change)} to the actions of ${statementInWords(change.place)}`;
    case "add-resource":
      return say`${verbs.add} ${name(change.to)} to the resources of ${statementInWords(change.place)}`;
    case "add-principal":
      return say`${verbs.add} ${name(change.to)} to the principals of ${statementInWords(change.place)}`;
    case "add-condition-value":
      return say`${verbs.accept} ${value(change.to)} in the condition on ${name(change.key)} of ${statementInWords(change.place)}`;
    case "correct-condition-value":
      return say`In the condition on ${name(change.key)} of ${statementInWords(change.place)}, ${verbs.write} ${value(change.to)} instead of ${value(change.written)}`;
    case "correct-condition-key":
    case "use-variable":
    case "use-like":
    case "instead-of-exclusion":
      return say`In ${statementInWords(change.place)}, ${verbs.use} ${insteadInWords(change)}`;
    case "add-statement":
      return say`${verbs.add} ${newStatementInWords(change)}`;
    case "add-policy":
      return say`${verbs.add} ${newPolicyInWords(change)}`;
    case "except-action":
      return say`${verbs.exempt} ${name(change.to)} from ${statementInWords(change.place)}`;
    case "take-out-action":
      return say`${verbs.take} ${name(change.action)} out of the actions of ${statementInWords(change.place)}`;
    case "except-resource":
    case "except-principal": {
      const whole = say`${verbs.exempt} ${name(change.to)} from ${statementInWords(change.place)}`;
      return change.action === undefined ? whole : [...whole, ...say` for ${name(change.action)} alone`];
    }
    case "except-condition-value":
      return say`${verbs.exempt} requests whose ${name(change.key)} is ${value(change.to)} from ${statementInWords(change.place)}`;
    case "satisfy":
      return joined(withOneSignIn(change.facts).map(satisfiedInWords));
    case "as-exempt":
      return asExemptInWords(change);
    case "attach":
      return attachedInWords(change, verbs);
    case "say-attached":
      return say`${verbs.say} that ${attachmentInWords(change)}`;
    case "say-member":
      return say`${verbs.say} that ${name(shortName(change.user))} is in ${groupInWords(shortName(change.group))}`;
    case "both-sides":
      return say`On both sides: ${uncapitalized(joined(change.parts.map((part) => changeInWords(part, verbs))))}`;
  }
}

function inAnotherPlace(
  change: Extract<FixChange, { change: "use-template" | "add-where-written" }>,
  verbs: Verbs,
): Phrase {
  if (change.change === "use-template" && change.isBeside)
    return say`${verbs.add} ${name(change.to)} in ${name(change.file)} beside ${name(change.written)}, which does not allow ${name(change.action)}`;
  if (change.change === "use-template")
    return say`In ${name(change.file)}, ${verbs.use} ${name(change.to)} instead of ${name(change.written)}, which does not allow ${name(change.action)}`;
  const { to, file, line, place } = change;
  return say`${verbs.add} ${name(to)} to ${name(change.name)} in ${name(file)}, line ${String(line)}, which ${statementInWords(place)} uses`;
}

function attachedInWords(change: Extract<FixChange, { change: "attach" }>, verbs: Verbs): Phrase {
  return change.group === undefined
    ? say`${verbs.attach} ${name(change.policyName)} to ${holderInWords(change.to)}`
    : say`${verbs.add} ${name(shortName(change.to))} to ${groupInWords(shortName(change.group))}, which has the policy ${name(change.policyName)}`;
}

function asExemptInWords({ place, principals, hasMore }: Extract<FixChange, { change: "as-exempt" }>): Phrase {
  const exempt = listed(principals.map(name), "or");
  return say`Make the request as a principal that ${statementInWords(place)} exempts${hasMore ? ", such as" : ":"} ${exempt}`;
}

type Instead = Extract<
  FixChange,
  { change: "correct-condition-key" | "use-variable" | "use-like" | "instead-of-exclusion" }
>;

function insteadInWords(change: Instead): Phrase {
  switch (change.change) {
    case "use-variable":
      return change.isOfUser === true
        ? say`${name(change.to)} instead of ${name(change.written)}, which is an ID and not a name`
        : say`${name(change.to)} instead of ${name(change.written)}, which only users have`;
    case "correct-condition-key":
      if (change.written.toLowerCase() === "aws:sourceip")
        return say`${name(change.to)} instead of ${name(change.written)}, which is never a private address`;
      return say`${name(change.to)} instead of ${name(change.written)}, which such a request never has`;
    case "use-like":
      return say`${name(change.operator)} instead of ${name(change.insteadOf)}, so that the wildcard in ${value(change.written)} works`;
    case "instead-of-exclusion":
      return say`a condition on ${name("aws:PrincipalArn")} instead of ${name("NotPrincipal")}`;
  }
}

interface Verbs {
  readonly add: string;
  readonly accept: string;
  readonly attach: string;
  readonly exempt: string;
  readonly name: string;
  readonly say: string;
  readonly set: string;
  readonly take: string;
  readonly use: string;
  readonly write: string;
}

const TO_DO: Verbs = {
  add: "Add",
  accept: "Also accept",
  attach: "Attach",
  exempt: "Exempt",
  name: "name",
  say: "Say",
  set: "Set",
  take: "Take",
  use: "use",
  write: "write",
};

const DONE: Verbs = {
  add: "Added",
  accept: "Also accepted",
  attach: "Attached",
  exempt: "Exempted",
  name: "named",
  say: "Said",
  set: "Set",
  take: "Took",
  use: "used",
  write: "wrote",
};

/** Several instructions as one: only the first begins with a capital. */
function joined([first = [], ...rest]: readonly Phrase[]): Phrase {
  return [...first, ...rest.flatMap((phrase) => say`, and ${goingOn(phrase, first)}`)];
}

/** What begins with the same words as the first one leaves them out. */
function goingOn(phrase: Phrase, [first]: Phrase): Phrase {
  const [own, ...rest] = phrase;
  const isSame = own?.kind === "words" && own.text === SO_THAT && first?.kind === "words" && first.text === SO_THAT;
  return isSame ? rest : uncapitalized(phrase);
}

function attachmentInWords({ policyName, slot, holder, arn }: Extract<FixChange, { change: "say-attached" }>): Phrase {
  const policy = name(policyName);
  if (arn !== undefined) return say`${policy} is the policy ${name(arn)}`;
  switch (slot) {
    case "identity":
      return say`${policy} is attached to ${name(shortName(holder))}`;
    case "boundary":
      return say`${policy} is the permissions boundary of ${name(shortName(holder))}`;
    case "session":
      return say`${policy} is the session policy of ${name(holder)}`;
    case "resource":
      return say`${policy} is the policy of ${name(holder)}`;
    case "scp":
      return say`${policy} is an SCP of the account ${name(holder)}`;
    case "rcp":
      return say`${policy} is an RCP of the account ${name(holder)}`;
    case "vpc-endpoint":
      return say`${policy} is the policy of the VPC endpoint ${name(holder)}`;
  }
}

/** `user/dev` for the ARN of a user. */
export function shortName(holder: string): string {
  return readArn(holder)?.resource ?? holder;
}

function newStatementInWords(change: Extract<FixChange, { readonly change: "add-statement" }>): Phrase {
  const { policyName, role, resource, permissionSet } = change;
  const actions = actionsInWords(change);
  if (change.isBeside === true) return say`a statement beside ${name(policyName)} that allows ${actions}`;
  const plain = say`a statement to ${name(policyName)} that allows ${actions}`;
  if (resource !== undefined) return [...plain, ...say` on ${name(resource)}`];
  if (permissionSet !== undefined) return [...plain, ...say` to the permission set ${name(permissionSet)}`];
  return role === undefined ? plain : [...plain, ...say` to ${name(shortName(role))} under any path`];
}

function newPolicyInWords(change: Extract<FixChange, { readonly change: "add-policy" }>): Phrase {
  const plain = say`a policy to ${name(change.holder)} in ${name(change.file)} that allows ${actionsInWords(change)}`;
  return change.resource === undefined ? plain : [...plain, ...say` on ${name(change.resource)}`];
}

/** The action that was denied, and those that the next denials would be about. */
function actionsInWords({ to, also = [] }: { readonly to: string; readonly also?: readonly string[] }): Phrase {
  return also.length === 0
    ? say`${name(to)}`
    : say`${name(to)} and what is needed with it (${listed(also.map(name), "and")})`;
}
