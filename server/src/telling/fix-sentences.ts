/* eslint-disable max-lines -- sentences only, so that they can be read one after the other */
/** What a fix does and what it risks, in sentences. */
import { isAccountId } from "../policy/account-caller.ts";
import { documentedKey } from "../catalog/global-keys.ts";
import { counted, listed, listedOf, name, type Phrase, say, sentences, value } from "../wording/phrase.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { type Layer } from "../evaluation/decision.ts";
import { readArn } from "../policy/arn.ts";
import { type PossibleCaller } from "../policy/possible-caller.ts";
import { type MadePerRun } from "../policy/made-per-run.ts";
import { capitalizedPhrase } from "../wording/capitalized.ts";
import { layerName, layerWithArticle } from "../wording/layer.ts";
import { withArticle } from "../wording/service.ts";
import { policyOfResource } from "../wording/resource-policy.ts";
import { holderInWords } from "./caller-sentences.ts";
import { groupInWords, idOfNamed } from "./attachment-sentences.ts";
import { statementInWords, whichStatement } from "./explanation-sentences.ts";
import { ifCallers } from "./possible-callers.ts";
import {
  type ExplanationFix,
  type FixChange,
  type FixRisk,
  type MakerNamed,
  type SameText,
  type SatisfiedKey,
  type StoodFor,
} from "../denial/explanation.ts";

/** An instruction without a full stop; of somebody who only may have asked with that condition. */
export function fixTitle({ change, callers = [] }: ExplanationFix): Phrase {
  const title = changeInWords(change, TO_DO);
  return callers.length === 0 ? title : say`${ifCallers(callers)}: ${uncapitalized(title)}`;
}

/** The same once the edit is made, without a full stop. */
export function fixDone({ change }: ExplanationFix): Phrase {
  return changeInWords(change, DONE);
}

/** Undefined for a fix that does only what was asked for. */
export function fixRisk({ risks, callers = [] }: ExplanationFix): Phrase | undefined {
  const inWords = (risk: FixRisk): Phrase =>
    risk.risk === "shared-policy" ? sharedInWords(risk.holders, callers) : riskInWords(risk);
  if (risks.length === 0) return undefined;
  const facts = risks.find((one) => one.risk === "only-if");
  const stoodFor = risks.find((one) => one.risk === "only-if-stands-for");
  // Alternatives stay in a sentence of their own, so that none joins by "and" and by "or".
  if (facts === undefined || stoodFor === undefined || facts.facts.some(hasAlternatives))
    return sentences(...risks.map(inWords));
  const together = onlyIf([...facts.facts.map(conditionInWords), ...stoodFor.references.map(stoodForInWords)]);
  return sentences(...risks.filter((one) => one !== stoodFor).map((one) => (one === facts ? together : inWords(one))));
}

/** Of those who may have asked the title has told. */
function sharedInWords(holders: readonly string[], callers: readonly PossibleCaller[]): Phrase {
  const told = new Set(callers.flatMap((one) => (one.is === "named" ? [shortName(one.name)] : [])));
  const others = holders.filter((one) => !told.has(shortName(one)));
  return others.length === 0
    ? say`The change applies to all of them, because they share the policy.`
    : say`The change also applies to ${listedOf(others.slice(0, MOST_PLACES).map(sharerInWords), others.length, "and")}, which ${isOneHolder(others) ? "has" : "have"} the same policy.`;
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
      return say`${verbs.add} a policy to ${name(change.holder)} in ${name(change.file)} that allows ${actionsInWords(change)}`;
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
  if (change.change === "use-template")
    return say`In ${name(change.file)}, ${verbs.use} ${name(change.to)} instead of ${name(change.written)}, which does not allow ${name(change.action)}`;
  const { to, file, line, place } = change;
  return say`${verbs.add} ${name(to)} to ${name(change.name)} in ${name(file)}, line ${String(line)}, which ${statementInWords(place)} uses`;
}

function attachedInWords(change: Extract<FixChange, { change: "attach" }>, verbs: Verbs): Phrase {
  return change.group === undefined
    ? say`${verbs.attach} ${name(change.policyName)} to ${holderInWords(change.to)}`
    : say`${verbs.add} ${name(shortName(change.to))} to ${groupInWords(shortName(change.group))}, which has ${name(change.policyName)}`;
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

const SO_THAT = "Send the request so that ";

function uncapitalized(phrase: Phrase): Phrase {
  const [first, ...rest] = phrase;
  return first?.kind === "words"
    ? [{ ...first, text: first.text.charAt(0).toLowerCase() + first.text.slice(1) }, ...rest]
    : phrase;
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
function shortName(holder: string): string {
  return readArn(holder)?.resource ?? holder;
}

/** Whoever signs in with MFA has done so just now. */
function withOneSignIn(facts: readonly SatisfiedKey[]): readonly SatisfiedKey[] {
  const isOf = (key: string, name: string): boolean => key.toLowerCase() === name;
  const signsIn = facts.some(({ key, value }) => isOf(key, "aws:multifactorauthpresent") && value === "true");
  return signsIn ? facts.filter(({ key }) => !isOf(key, "aws:multifactorauthage")) : facts;
}

/** What the caller can do so that the request comes with the key. */
function satisfiedInWords({
  key,
  value: wanted,
  more = [],
  otherThan,
  isMount,
  isMade,
  isOfModel,
  among,
  needsOne,
}: SatisfiedKey): Phrase {
  const lower = key.toLowerCase();
  if (among !== undefined)
    return needsOne === true
      ? say`Pass a tag named ${listed(among.map(value), "or")} with the request`
      : say`Pass no tags other than ${listed(among.map(value), "and")} with the request`;
  if (isMount === true && wanted === "true") return say`Mount the file system with TLS`;
  if (otherThan !== undefined) return otherWay(key, listed(otherThan.map(value), "or"));
  if (isOfModel === true && wanted !== undefined)
    return say`Name an inference profile of no other Regions than ${listed([wanted, ...more].map(value), "and")}, or call the model itself ${more.length === 0 ? "there" : "in one of these"}`;
  const oneOf = PLACES.get(lower);
  if (wanted !== undefined && wanted !== "" && oneOf !== undefined)
    return oneOf(listed([wanted, ...more].map(value), "or"), /[*?]/.test(wanted));
  if (wanted === undefined && lower === "aws:sourcevpce")
    return say`Send it over the internet, not through a VPC endpoint`;
  if (wanted === undefined) {
    return /^aws:requesttag\//.test(lower)
      ? say`Leave the tag ${name(tagOf(key))} out of the request`
      : say`Send the request without ${name(key)}`;
  }
  const anyValue = wanted === "" ? WITH_ANY_VALUE.get(lower) : undefined;
  if (anyValue !== undefined) return anyValue;
  const way = WAYS.find(([prefix]) => lower === prefix || (prefix.endsWith("/") && lower.startsWith(prefix)))?.[1];
  const named = wanted === "" && !lower.includes("tag/") ? undefined : way;
  if (isMade === true) return passTag(wanted, key);
  return (named ?? (lower.includes("tag/") ? tagResource : plainWay))(wanted, key);
}

function plainWay(wanted: string, key: string): Phrase {
  if (wanted === "") return say`Send the request with a value for ${name(key)}`;
  const noun = NOUNS.get(key.toLowerCase());
  if (noun === undefined) return say`Send the request so that ${name(key)} is ${value(wanted)}`;
  return /[*?]/.test(wanted)
    ? say`Use ${withArticle(noun)} that fits ${value(wanted)}`
    : say`Use the ${noun} ${value(wanted)}`;
}

/** For what a Deny lists. */
function otherWay(key: string, values: Phrase): Phrase {
  const lower = key.toLowerCase();
  if (lower === "aws:tagkeys") return say`Pass no tag named ${values} with the request`;
  if (isRequestTag(lower))
    return say`Pass the tag ${name(tagOf(key))} with a value other than ${values}, or leave it out`;
  if (lower === "iam:policyarn") return say`Attach a policy other than ${values}`;
  const what = NOUNS.get(lower);
  if (what !== undefined) return say`Choose ${withArticle(what)} other than ${values}`;
  return say`Send the request with a value of ${name(key)} other than ${values}`;
}

function isRequestTag(lower: string): boolean {
  return /^(?:aws:requesttag|s3:requestobjecttag)\//.test(lower);
}

const NOUNS: ReadonlyMap<string, string> = new Map([
  ["cloudformation:rolearn", "service role"],
  ["cloudwatch:namespace", "namespace"],
  ["codecommit:references", "Git reference"],
  ["lambda:functionurlauthtype", "authentication type"],
  ["rds:databaseclass", "instance class"],
  ["rds:databaseengine", "engine"],
  ["secretsmanager:versionstage", "version stage"],
  ["ses:fromaddress", "sender address"],
  ["sns:protocol", "protocol"],
  ["aws:requestedregion", "Region"],
  ["ec2:instancetype", "instance type"],
  ["ec2:volumetype", "volume type"],
  ["iam:permissionsboundary", "permissions boundary"],
  ["kms:keyspec", "key spec"],
  ["s3:locationconstraint", "location"],
  ["s3:prefix", "prefix"],
  ["s3:x-amz-acl", "ACL"],
  ["s3:x-amz-server-side-encryption", "encryption"],
  ["s3:x-amz-storage-class", "storage class"],
]);

type Way = (wanted: string, key: string) => Phrase;

function theValue(wanted: string): Phrase {
  return /[*?]/.test(wanted) ? say`a value that fits ${value(wanted)}` : say`the value ${value(wanted)}`;
}

const passTag: Way = (wanted, key) =>
  wanted === ""
    ? say`Pass the tag ${name(tagOf(key))} with the request`
    : say`Pass the tag ${name(tagOf(key))} with ${theValue(wanted)}`;
const tagResource: Way = (wanted, key) =>
  wanted === ""
    ? say`Give the resource the tag ${name(tagOf(key))}`
    : say`Give the resource the tag ${name(tagOf(key))} with ${theValue(wanted)}`;
const tagCaller: Way = (wanted, key) =>
  wanted === ""
    ? say`Give the caller the tag ${name(tagOf(key))}`
    : say`Give the caller the tag ${name(tagOf(key))} with ${theValue(wanted)}, on the user, the role or the session`;

const callYourself = (): Phrase => say`Make the request yourself, not through an AWS service`;
const throughService: Way = (wanted) => say`Make the request through ${name(wanted)}`;

/** Where a request comes from or goes to; a policy may list several places. */
const PLACES: ReadonlyMap<string, (values: Phrase, isPattern: boolean) => Phrase> = new Map([
  ["aws:sourceip", (values) => say`Send the request from an address in ${values}`],
  ["aws:vpcsourceip", (values) => say`Send the request from a private address in ${values}`],
  ["aws:sourcevpce", (values) => say`Send the request through the VPC endpoint ${values}`],
  ["aws:sourcevpc", (values) => say`Send the request from the VPC ${values}`],
  [
    "aws:requestedregion",
    (values, isPattern) =>
      isPattern ? say`Send the request to a Region that fits ${values}` : say`Send the request to the Region ${values}`,
  ],
]);

const WAYS: readonly (readonly [prefix: string, way: Way])[] = [
  ["aws:multifactorauthpresent", (wanted, key) => (wanted === "true" ? say`Sign in with MFA` : plainWay(wanted, key))],
  ["aws:multifactorauthage", () => say`Sign in with MFA again`],
  [
    "aws:securetransport",
    (wanted, key) => (wanted === "true" ? say`Send the request over HTTPS` : plainWay(wanted, key)),
  ],
  [
    "aws:tokenissuetime",
    (wanted) => say`Get new credentials: this session is revoked if it began before ${value(wanted)}`,
  ],
  [
    "s3:prefix",
    (wanted) =>
      wanted.endsWith("*")
        ? say`List with a prefix that begins with ${value(wanted.slice(0, -1))}`
        : say`List with the prefix ${value(wanted)}`,
  ],
  ["sts:rolesessionname", (wanted) => say`Name the session ${value(wanted)}`],
  ["sts:sourceidentity", (wanted) => say`Set the source identity ${value(wanted)} when you assume the role`],
  ["aws:sourceidentity", (wanted) => say`Use a session with the source identity ${value(wanted)}`],
  ["aws:principalorgid", (wanted) => say`Use a principal of the organization ${value(wanted)}`],
  [
    "aws:viaawsservice",
    (wanted) =>
      wanted === "true"
        ? say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`
        : callYourself(),
  ],
  ["aws:calledvia", throughService],
  ["aws:calledviafirst", throughService],
  ["aws:calledvialast", throughService],
  ["kms:viaservice", throughService],
  ["iam:permissionsboundary", (wanted) => say`Set the permissions boundary ${name(wanted)} in the request`],
  ["s3:x-amz-server-side-encryption", (wanted) => say`Ask for the encryption ${value(wanted)} when you upload`],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", (wanted) => say`Encrypt with the key ${name(wanted)}`],
  [
    "ec2:metadatahttptokens",
    (wanted, key) => (wanted === "required" ? say`Launch the instance with IMDSv2 required` : plainWay(wanted, key)),
  ],
  [
    "ec2:metadatahttpputresponsehoplimit",
    (wanted) => say`Set the hop limit of the instance's metadata to ${name(wanted)}`,
  ],
  ...["ec2:encrypted", "elasticfilesystem:encrypted", "rds:storageencrypted"].map(
    (encrypted): readonly [string, Way] => [
      encrypted,
      (wanted, key) => (wanted === "true" ? say`Create it with encryption` : plainWay(wanted, key)),
    ],
  ),
  [
    "kms:requestalias",
    (wanted) =>
      /[*?]/.test(wanted)
        ? say`Name the key by an alias that fits ${value(wanted)} in the request`
        : say`Name the key by its alias ${name(wanted)} in the request`,
  ],
  [
    "kms:schedulekeydeletionpendingwindowindays",
    (wanted) => say`Schedule the deletion with a waiting period of ${wanted} days`,
  ],
  ["ecs:cluster", (wanted) => say`Use the cluster ${name(wanted)}`],
  [
    "route53:changeresourcerecordsetsnormalizedrecordnames",
    (wanted) => say`Change only the records of ${value(wanted)}`,
  ],
  ["route53:changeresourcerecordsetsrecordtypes", (wanted) => say`Change only records of the type ${value(wanted)}`],
  ["route53:changeresourcerecordsetsactions", (wanted) => say`Make only changes of the kind ${value(wanted)}`],
  ["ec2:owner", (wanted) => say`Use one that belongs to the owner ${value(wanted)}`],
  ["ec2:roledelivery", () => say`Get the credentials of the instance's role through IMDSv2`],
  ["s3:tlsversion", (wanted) => say`Send the request with TLS ${wanted} or newer`],
  ["s3:locationconstraint", (wanted) => say`Create the bucket in the location ${value(wanted)}`],
  [
    "aws:tagkeys",
    (wanted, key) => (wanted === "" ? plainWay(wanted, key) : say`Pass no other tag than ${name(wanted)}`),
  ],
  ["s3:x-amz-acl", (wanted) => say`Send the request with the ACL ${value(wanted)}`],
  ["sts:externalid", (wanted) => say`Pass the external ID ${value(wanted)}`],
  ["aws:requesttag/", passTag],
  ["s3:requestobjecttag/", passTag],
  ["aws:principaltag/", tagCaller],
];

/** Where the key only has to be there. */
const WITH_ANY_VALUE: ReadonlyMap<string, Phrase> = new Map([
  ["aws:multifactorauthage", say`Sign in with MFA`],
  ["aws:calledvia", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:calledviafirst", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:calledvialast", say`Make the request through an AWS service that passes it on, such as AWS CloudFormation`],
  ["aws:principalorgid", say`Use a principal of an organization`],
  ["aws:sourceidentity", say`Use a session with a source identity`],
  ["aws:sourcevpc", say`Send the request from a VPC, through a VPC endpoint`],
  ["aws:sourcevpce", say`Send the request through a VPC endpoint`],
  ["aws:vpcsourceip", say`Send the request through a VPC endpoint`],
  ["iam:permissionsboundary", say`Set a permissions boundary in the request`],
  ["kms:viaservice", say`Use the key through an AWS service that encrypts with it, such as Amazon S3`],
  ["s3:x-amz-acl", say`Send the request with an ACL`],
  ["s3:x-amz-server-side-encryption", say`Ask for encryption when you upload`],
  ["s3:x-amz-server-side-encryption-aws-kms-key-id", say`Name the KMS key to encrypt with when you upload`],
  ["sts:externalid", say`Pass an external ID`],
  ["sts:sourceidentity", say`Set a source identity when you assume the role`],
]);

function tagOf(key: string): string {
  return key.slice(key.indexOf("/") + 1);
}

function isOneHolder([first, ...others]: readonly string[]): boolean {
  return others.length === 0 && first?.includes("*") === false;
}

function sharerInWords(holder: string): Phrase {
  const short = shortName(holder);
  if (short.includes("*")) return say`all others called ${name(short)}`;
  return short.startsWith("group/") ? say`everyone in ${name(short)}` : say`${name(short)}`;
}

function partInWords({ policyName, statement }: SameText): Phrase {
  return statement === undefined
    ? say`the policy ${name(policyName)}`
    : say`${whichStatement(statement)} of ${name(policyName)}`;
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

/** The action that was denied, and those that the next denials would be about. */
function actionsInWords({ to, also = [] }: { readonly to: string; readonly also?: readonly string[] }): Phrase {
  return also.length === 0
    ? say`${name(to)}`
    : say`${name(to)} and what is needed with it (${listed(also.map(name), "and")})`;
}

function riskInWords(risk: FixRisk): Phrase {
  switch (risk.risk) {
    case "other-resources":
    case "other-principals":
    case "other-actions":
      return coveredBesides(risk);
    case "more-than-asked":
    case "made-per-run":
      return widened(risk);
    case "takes-away":
      return takenAway(risk);
    case "condition-loosened":
    case "opens-guards":
      return opened(risk);
    case "only-if":
    case "only-if-resource":
    case "only-if-destination":
    case "only-if-stands-for":
    case "only-if-listed":
    case "may-still-deny":
    case "may-lack-allow":
    case "not-in-units":
    case "bucket-behind":
    case "left-to-account":
    case "other-caller":
    case "made-twice":
    case "role-without-path":
      return conditionOfHelp(risk);
    case "denied-next":
      return deniedNextInWords(risk);
    case "over-limit":
      return overLimit(risk);
    case "exception-for-everyone":
    case "exception-for-forwarded":
    case "only-there":
    case "exception-for-caller":
    case "only-for-cloudfront":
    case "deliberate":
    case "left-out":
      return limitOfDeny(risk);
    case "passes-role":
    case "takes-role":
      return rightsOfRole(risk);
    case "owner":
      return ownerInWords(risk);
    case "nothing-more":
    case "whole-policy":
    case "invokes-directly":
      return alsoGives(risk);
    case "not-known-named":
    case "not-known-attached":
    case "not-known-in-unit":
      return notKnown(risk);
    case "only-said":
      return say`Only say it if you know it. It goes into ${name("iam-verdict.json")} and changes nothing in AWS.`;
    default:
      return alsoApplies(risk);
  }
}

type CoveredBesides = Extract<FixRisk, { risk: "other-resources" | "other-principals" | "other-actions" }>;

function coveredBesides(risk: CoveredBesides): Phrase {
  switch (risk.risk) {
    case "other-resources":
      return otherResources(risk.resources);
    case "other-principals":
      return otherPrincipals(risk.principals);
    case "other-actions":
      return say`The statement also has other actions, so the permission covers more: ${listed(risk.actions.map(name), "and")}.`;
  }
}

function otherResources(resources: readonly string[]): Phrase {
  return resources.includes("*")
    ? say`The statement covers every resource, so the permission does, too.`
    : say`The statement also names other resources, so the permission covers more: ${listed(resources.map(name), "and")}.`;
}

function alsoApplies(
  risk: Extract<FixRisk, { risk: "shared-policy" | "same-text" | "other-use" | "copy-of-deployed" }>,
): Phrase {
  if (risk.risk === "copy-of-deployed")
    return say`${name(risk.file)} is a copy of what is deployed: make the change where the policy is managed.`;
  if (risk.risk === "shared-policy") return sharedInWords(risk.holders, []);
  if (risk.risk === "other-use") {
    const { slot, holders } = risk;
    const those = listedOf(holders.slice(0, MOST_PLACES).map(sharerInWords), holders.length, "and");
    return say`The same text stands in ${layerWithArticle(slot)} of ${those}, so the change applies there, too.`;
  }
  const { parts } = risk;
  return say`The change also applies to ${listedOf(parts.slice(0, MOST_PLACES).map(partInWords), parts.length, "and")}, which ${parts.length === 1 ? "refers" : "refer"} to the same text.`;
}

function opened({ risk, key }: Extract<FixRisk, { risk: "condition-loosened" | "opens-guards" }>): Phrase {
  return risk === "opens-guards"
    ? say`The tag ${name(tagOf(key))} opens everything that asks for it, so it is for those who manage such tags to decide.`
    : say`The condition on ${name(key)} is loosened for everyone the statement applies to.`;
}

function overLimit({ policyName, size, limit }: Extract<FixRisk, { risk: "over-limit" }>): Phrase {
  return say`${name(policyName)} would then have at least ${counted(size)} characters, and AWS takes ${counted(limit)} unless your quota is higher: shorten the policy first.`;
}

function rightsOfRole(risk: Extract<FixRisk, { risk: "passes-role" | "takes-role" }>): Phrase {
  return risk.risk === "takes-role"
    ? say`Whoever assumes the role has all its permissions.`
    : say`Passing ${name(risk.role)} gives a service all its permissions. A condition on ${name("iam:PassedToService")} limits that to one service.`;
}

function alsoGives(risk: Extract<FixRisk, { risk: "nothing-more" | "whole-policy" | "invokes-directly" }>): Phrase {
  switch (risk.risk) {
    case "nothing-more":
      return say`It gives nothing else.`;
    case "whole-policy":
      return say`It also gives everything else that ${name(risk.policyName)} allows.`;
    case "invokes-directly":
      return say`It also allows calls to the function without its URL: to leave those out, give ${name("lambda:InvokeFunction")} a statement of its own with the condition ${value("Bool")} ${name("lambda:InvokedViaFunctionUrl")} ${value("true")}.`;
  }
}

function widened(risk: Extract<FixRisk, { risk: "more-than-asked" | "made-per-run" }>): Phrase {
  return risk.risk === "made-per-run"
    ? EACH_RUN[risk.of](say`${name(risk.granted)}`)
    : say`${name(risk.granted)} is more than this request needs: it covers everything inside.`;
}

function takenAway({ entry, is }: Extract<FixRisk, { risk: "takes-away" }>): Phrase {
  if (is === "exempt") return say`If ${name(entry)} exists after all, it is no longer exempt.`;
  return is === "principal"
    ? say`If ${name(entry)} exists after all, it loses what this statement allows.`
    : say`Requests that needed ${name(entry)} no longer match.`;
}

type ConditionOfHelp =
  | "only-if"
  | "only-if-resource"
  | "only-if-destination"
  | "only-if-stands-for"
  | "only-if-listed"
  | "may-still-deny"
  | "may-lack-allow"
  | "not-in-units"
  | "bucket-behind"
  | "left-to-account"
  | "other-caller"
  | "made-twice"
  | "role-without-path";

/** A name of IAM leaves out a path, any other one the Region, and some messages name no resource. */
function namedResource({ said, resource }: Extract<FixRisk, { risk: "only-if-resource" }>): Phrase {
  const { service, region } = readArn(resource) ?? {};
  if (said === "")
    return resource.endsWith("/*")
      ? say`It helps only if the request is for something in ${name(resource)}, which the message does not say.`
      : say`It helps only if the request is for ${name(resource)}, which the message does not say.`;
  if (region === "*")
    return say`The message does not say in which Region ${name(said)} is, so the statement covers it in each. Write the Region if you know it.`;
  return service === "iam"
    ? say`It helps only if ${name(said)} is ${name(resource)}, without a path.`
    : say`It helps only if ${name(said)} is ${name(resource)}.`;
}

/** What has to be so, and nothing here says that it is. */
function conditionOfHelp(risk: Extract<FixRisk, { risk: ConditionOfHelp }>): Phrase {
  switch (risk.risk) {
    case "only-if":
      return onlyIf(risk.facts.map(conditionInWords));
    case "only-if-resource":
      return namedResource(risk);
    case "only-if-destination":
      return say`It helps only if the notification goes to ${name(risk.destination)}, which the message does not say.`;
    case "only-if-stands-for":
      return onlyIf(risk.references.map(stoodForInWords));
    case "only-if-listed":
      return say`It helps only if the statement's ${risk.element} is ${name(risk.entry)}: the file leaves that open.`;
    case "may-still-deny":
      return say`It helps only if ${listed(risk.places.slice(0, MOST_PLACES).map(statementInWords), "and")} ${risk.places.length === 1 ? "does" : "do"} not deny the request as well. What is known of the request leaves that open.`;
    case "may-lack-allow":
      return lackingAllow(risk);
    case "not-in-units":
      return say`It helps only if the account is not under ${listed(risk.units.slice(0, MOST_PLACES).map(name), "or")}: no SCP here that is attached there allows the request.`;
    case "other-caller":
      return say`It helps only if the policies of that principal allow the request.`;
    case "made-twice":
      return say`It helps only if the caller is the one that ${makerInWords(risk.by)} makes: ${listedOf(risk.others.slice(0, MOST_PLACES).map(makerInWords), risk.others.length, "and")} ${risk.others.length === 1 ? "makes" : "make"} another of the same name.`;
    case "role-without-path":
      return say`${name(risk.role)} is correct only if the role has no path, which the ARN of the session does not show.`;
    case "left-to-account":
      return say`It helps only if the permission set ${name(risk.permissionSet)} allows ${name(risk.action)} as well: the statement is for its account, which leaves that to the policies of the permission set.`;
    case "bucket-behind":
      return say`It helps only if the bucket behind ${name(risk.accessPoint)} permits the request as well.`;
  }
}

const EACH_RUN: Readonly<Record<MadePerRun, (granted: Phrase) => Phrase>> = {
  "log-stream": (granted) =>
    say`Log streams are created again and again under new names, so ${granted} covers all streams of the log group.`,
  task: (granted) => say`Each run is a new task, so ${granted} covers every task of the cluster.`,
  job: (granted) => say`Each job has an ID of its own, so ${granted} covers every job of the account in this Region.`,
  execution: (granted) => say`Each run is a new execution, so ${granted} covers every execution of the state machine.`,
  automation: (granted) =>
    say`Each run is a new execution, so ${granted} covers every automation execution of the account in this Region.`,
  stack: (granted) => say`A stack gets a new ID whenever it is created, so ${granted} covers every stack of this name.`,
  revision: (granted) => say`Each change makes a new revision, so ${granted} covers every revision.`,
  layer: (granted) => say`Each change makes a new version of the layer, so ${granted} covers every version.`,
  "image-layer": (granted) =>
    say`Each image has layers of its own, so ${granted} covers all that Amazon ECR keeps there.`,
  "service-object": (granted) =>
    say`The bucket belongs to AWS, and the next request is for another object in it, so ${granted} covers all that AWS provides there.`,
  replicated: (granted) =>
    say`The replication rule copies one object after another, so ${granted} covers every object of the bucket.`,
  object: (granted) =>
    say`The name of the object looks as if each run writes a new one, so ${granted} covers every object whose name begins like that.`,
};

function deniedNextInWords({ places, withoutAllow }: Extract<FixRisk, { risk: "denied-next" }>): Phrase {
  const denying = places.slice(0, MOST_PLACES).map((place) => say`${statementInWords(place)} denies it`);
  const lacking = withoutAllow.map((layer) => say`the ${layerName(layer)} does not allow it`);
  return say`The request is still denied after this change: ${listed([...denying, ...lacking], "and")}.`;
}

type LackingAllow = Extract<FixRisk, { risk: "may-lack-allow" }>;

function lackingAllow({ layer, places, ifOther, insteadOf }: LackingAllow): Phrase {
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

type NotKnown = Extract<FixRisk, { risk: "not-known-attached" | "not-known-in-unit" | "not-known-named" }>;

function notKnown(risk: NotKnown): Phrase {
  if (risk.risk === "not-known-named")
    return say`Nothing here says that ${name(risk.policyName)} is ${name(idOfNamed(risk.arn))}.`;
  if (risk.risk === "not-known-attached")
    return risk.group === undefined
      ? say`Nothing here says that ${name(risk.policyName)} is attached.`
      : say`Nothing here says that the caller is in ${groupInWords(shortName(risk.group))}, which has ${name(risk.policyName)}.`;
  return say`Nothing here says that the account is under ${name(risk.unit)}, which has ${name(risk.policyName)}.`;
}

function otherPrincipals(principals: readonly string[]): Phrase {
  return principals.includes("*")
    ? say`The statement is for everyone, so everyone gets the permission.`
    : say`The statement also names other principals, who get the permission as well: ${listed(principals.map(name), "and")}.`;
}

function limitOfDeny(
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
        | "left-out";
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
    case "left-out":
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
const MOST_PLACES = 3;

function makerInWords({ file, provider }: MakerNamed): Phrase {
  return provider === undefined ? say`${name(file)}` : say`${name(file)} under ${name(provider)}`;
}

function onlyIf(conditions: readonly Phrase[]): Phrase {
  return say`It helps only if ${listed(conditions, "and")}.`;
}

function stoodForInWords({ written, value: text }: StoodFor): Phrase {
  return say`${name(written)} is ${value(text)}`;
}

function hasAlternatives({ more = [], otherThan = [] }: SatisfiedKey): boolean {
  return more.length > 0 || otherThan.length > 1;
}

function conditionInWords({ key: asked, value: wanted, more = [], otherThan, isPattern }: SatisfiedKey): Phrase {
  const key = inDocumentedCase(asked);
  if (otherThan !== undefined) return say`${name(key)} is not ${listed(otherThan.map(value), "or")}`;
  if (wanted === undefined) return say`the request has no ${name(key)}`;
  if (wanted === "") return say`the request has ${name(key)}`;
  const listedValues = listed([wanted, ...more].map(value), "or");
  if (/ip$/i.test(key)) return say`${name(key)} is in ${listedValues}`;
  return isPattern === true ? say`${name(key)} fits ${listedValues}` : say`${name(key)} is ${listedValues}`;
}

/** What a request carries is kept in lower case. */
function inDocumentedCase(key: string): string {
  const documented = documentedKey(key)?.name;
  return documented?.toLowerCase() === key ? documented : key;
}

const OWNERS: Readonly<Record<Exclude<Layer, "identity" | "resource">, Phrase>> = {
  scp: say`The SCP applies to every account below its target. Whoever runs the organization has to make the change.`,
  rcp: say`The RCP applies to the resources of every account below its target. Whoever runs the organization has to make the change.`,
  boundary: say`The boundary limits everyone who has it. Whoever set it has to make the change.`,
  session: say`The session policy is passed when the session is created. The change needs a new session.`,
  "key-policy": say`Whoever owns the key has to make the change.`,
  trust: say`Whoever owns the role has to make the change.`,
  "vpc-endpoint": say`The endpoint's policy applies to everyone who uses it. Whoever runs the network has to make the change.`,
};
