/** What a fix does and what it risks, in sentences. */
import { listed, name, type Phrase, say, sentences, value } from "../wording/phrase.ts";
import { phraseToPlainText } from "../wording/plain-text.ts";
import { type Layer } from "../evaluation/decision.ts";
import { statementInWords } from "./explanation-sentences.ts";
import { type ExplanationFix, type FixChange, type FixRisk, type SatisfiedKey } from "../denial/explanation.ts";

/** An instruction without a full stop. */
export function fixTitle({ change }: ExplanationFix): Phrase {
  return changeInWords(change);
}

/** Undefined for a fix that does only what was asked for. */
export function fixRisk({ risks }: ExplanationFix): Phrase | undefined {
  return risks.length === 0 ? undefined : sentences(...risks.map(riskInWords));
}

/** The title as plain text, for a button. */
export function fixTitleText(fix: ExplanationFix): string {
  return phraseToPlainText(fixTitle(fix));
}

function changeInWords(change: FixChange): Phrase {
  switch (change.change) {
    case "correct-action":
      return say`In ${statementInWords(change.place)}, write ${name(change.to)} instead of ${name(change.written)}`;
    case "correct-resource":
      return say`In ${statementInWords(change.place)}, write ${name(change.to)} instead of ${name(change.written)}`;
    case "role-for-session":
      return say`In ${statementInWords(change.place)}, name the role ${name(change.to)} instead of its session ${name(change.written)}`;
    case "add-action":
      return say`Add ${name(change.to)} to the actions of ${statementInWords(change.place)}`;
    case "add-resource":
      return say`Add ${name(change.to)} to the resources of ${statementInWords(change.place)}`;
    case "add-principal":
      return say`Add ${name(change.to)} to the principals of ${statementInWords(change.place)}`;
    case "add-condition-value":
      return say`Let the condition on ${name(change.key)} in ${statementInWords(change.place)} also take ${value(change.to)}`;
    case "add-statement":
      return say`Add a statement that allows ${name(change.to)} to ${name(change.policyName)}`;
    case "except-action":
      return say`Except ${name(change.to)} from ${statementInWords(change.place)}`;
    case "except-resource":
      return say`Except ${name(change.to)} from ${statementInWords(change.place)}`;
    case "except-principal":
      return say`Except ${name(change.to)} from ${statementInWords(change.place)}`;
    case "except-condition-value":
      return say`Except requests whose ${name(change.key)} is ${value(change.to)} from ${statementInWords(change.place)}`;
    case "satisfy":
      return listed(change.facts.map(satisfiedInWords), "and");
    case "attach":
      return say`Attach ${name(change.policyName)} to ${name(change.to)}`;
    case "both-sides":
      return say`On both sides: ${listed(change.parts.map(changeInWords), "and")}`;
  }
}

/** What the caller can do so that the request comes with the key. */
function satisfiedInWords({ key, value: wanted }: SatisfiedKey): Phrase {
  const lower = key.toLowerCase();
  if (wanted === undefined) return say`Send the request without ${name(key)}`;
  const way = WAYS.find(([prefix]) => lower === prefix || (prefix.endsWith("/") && lower.startsWith(prefix)))?.[1];
  return way?.(wanted, key) ?? plainWay(wanted, key);
}

function plainWay(wanted: string, key: string): Phrase {
  return wanted === ""
    ? say`Send the request with a value for ${name(key)}`
    : say`Send the request so that ${name(key)} is ${value(wanted)}`;
}

type Way = (wanted: string, key: string) => Phrase;

const passTag: Way = (wanted, key) =>
  wanted === ""
    ? say`Pass the tag ${name(tagOf(key))} with the request`
    : say`Pass the tag ${name(tagOf(key))} with the value ${value(wanted)}`;
const tagResource: Way = (wanted, key) =>
  wanted === ""
    ? say`Give the resource the tag ${name(tagOf(key))}`
    : say`Give the resource the tag ${name(tagOf(key))} with the value ${value(wanted)}`;
const tagCaller: Way = (wanted, key) =>
  wanted === ""
    ? say`Give the caller the tag ${name(tagOf(key))}`
    : say`Give the caller, as a tag of the role or user or of the session, ${name(tagOf(key))} with the value ${value(wanted)}`;

const WAYS: readonly (readonly [prefix: string, way: Way])[] = [
  ["aws:multifactorauthpresent", (wanted, key) => (wanted === "true" ? say`Sign in with MFA` : plainWay(wanted, key))],
  ["aws:multifactorauthage", () => say`Sign in with MFA anew`],
  [
    "aws:securetransport",
    (wanted, key) => (wanted === "true" ? say`Send the request over HTTPS` : plainWay(wanted, key)),
  ],
  ["aws:sourceip", (wanted) => say`Send the request from an address in ${value(wanted)}`],
  ["aws:vpcsourceip", (wanted) => say`Send the request from a private address in ${value(wanted)}`],
  ["aws:sourcevpce", (wanted) => say`Send the request through the VPC endpoint ${value(wanted)}`],
  ["aws:sourcevpc", (wanted) => say`Send the request from the VPC ${value(wanted)}`],
  ["aws:requestedregion", (wanted) => say`Send the request to the Region ${value(wanted)}`],
  ["aws:principalorgid", (wanted) => say`Use a principal of the organization ${value(wanted)}`],
  [
    "aws:viaawsservice",
    (wanted, key) => (wanted === "true" ? say`Make the request through an AWS service` : plainWay(wanted, key)),
  ],
  ["sts:externalid", (wanted) => say`Pass the external id ${value(wanted)}`],
  ["aws:requesttag/", passTag],
  ["s3:requestobjecttag/", passTag],
  ["aws:resourcetag/", tagResource],
  ["ec2:resourcetag/", tagResource],
  ["s3:existingobjecttag/", tagResource],
  ["aws:principaltag/", tagCaller],
];

function tagOf(key: string): string {
  return key.slice(key.indexOf("/") + 1);
}

function riskInWords(risk: FixRisk): Phrase {
  switch (risk.risk) {
    case "other-resources":
      return say`The statement names other resources too, so the right also covers ${listed(risk.resources.map(name), "and")}.`;
    case "other-actions":
      return say`The statement has other actions too, so the right also covers ${listed(risk.actions.map(name), "and")}.`;
    case "more-than-asked":
      return say`${name(risk.granted)} is more than this request needs: it covers everything inside.`;
    case "takes-away":
      return say`What rested on ${name(risk.entry)} no longer matches.`;
    case "condition-loosened":
      return say`The condition on ${name(risk.key)} is loosened for everyone the statement is for.`;
    case "exception-for-everyone":
      return say`The exception for ${name(risk.excepted)} holds for everyone under the Deny.`;
    case "exception-for-caller":
      return say`The Deny no longer guards anything that ${name(risk.principal)} does.`;
    case "role-without-path":
      return say`${name(risk.role)} is right only if the role has no path; the session's ARN does not show one.`;
    case "passes-role":
      return say`Whoever passes ${name(risk.role)} hands over all its permissions; a condition on ${name("iam:PassedToService")} keeps it to one service.`;
    case "takes-role":
      return say`Whoever takes the role has all its permissions.`;
    case "owner":
      return OWNERS[risk.layer];
    case "copy-of-deployed":
      return say`${name(risk.file)} is a copy of what is deployed: make the change where the policy is kept.`;
  }
}

const OWNERS: Readonly<Record<Exclude<Layer, "identity">, Phrase>> = {
  scp: say`The SCP guards every account below its target: the change is for whoever runs the organization.`,
  rcp: say`The RCP guards the resources of every account below its target: the change is for whoever runs the organization.`,
  boundary: say`The boundary limits everyone who has it, and whoever set it meant it to: the change is theirs to make.`,
  session: say`The session policy is passed where the session is made: the change takes a new session.`,
  resource: say`The change is for whoever owns the resource.`,
  "key-policy": say`The change is for whoever owns the key.`,
  trust: say`The change is for whoever owns the role.`,
  "vpc-endpoint": say`The endpoint's policy is for everyone who uses it: the change is for whoever runs the network.`,
};
