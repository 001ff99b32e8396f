import { exampleOfAll } from "../asked-otherwise.ts";
import { namesEveryone } from "../../policy/everyone.ts";
import { isSettled, type Scalar, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { certainKind } from "../kind-rules.ts";
import { type MetByAnyone, metByAnyone, type Outsiders } from "../met-by-anyone.ts";
import { type Message, messagesOf } from "../messages.ts";
import { keepingService } from "../owning-service.ts";

const MESSAGES = messagesOf({
  resource: () =>
    say`Anyone can do this, even without an AWS account. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
  signed: () =>
    say`Anyone with an AWS account can do this. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
  reached: () =>
    say`Anyone who can reach it over the network can do this, even without an AWS account. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
  metByAnyone: (key: string) =>
    say`Anyone can meet the condition on ${name(key)}, so anyone can do this, even without an AWS account. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
  metSigned: (key: string) =>
    say`Callers of every account meet the condition on ${name(key)}, so anyone with an AWS account can do this. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
  others: (key: string, instead: string) =>
    say`This Allow is for everyone who is not named under ${name(key)}, even without an AWS account. To let in only those who are, write ${name(instead)}.`,
  othersSigned: (key: string, instead: string) =>
    say`This Allow is for everyone with an AWS account who is not named under ${name(key)}. To let in only those who are, write ${name(instead)}.`,
  absent: (key: string, written: string, instead: string) =>
    say`Callers without an AWS account have no ${name(key)}, and ${name(written)} lets them in. Write ${name(instead)}.`,
  absentSigned: (key: string, written: string, instead: string) =>
    say`Callers of an account that is in no organization have no ${name(key)}, and ${name(written)} lets them in. Write ${name(instead)}.`,
  present: (key: string, instead: string) =>
    say`This asks only that the caller has ${name(key)}, and those of other accounts have it, too. Name its values under ${name(instead)}.`,
  role: () =>
    say`Anyone with an AWS account can assume this role. Name accounts, users or roles in ${name("Principal")}, or add a condition that limits who can.`,
});

/** Source: "IAM JSON policy elements: Principal" (All principals), which tells public access by it. */
export const openToEveryone: Check = {
  code: "open-to-everyone",
  severity: "warning",
  summary: "A resource or a role is open to everyone.",
  messages: MESSAGES,
  *find(subject) {
    const kind = certainKind(subject);
    const { policy, broken } = subject;
    if (broken || (kind !== "resource" && kind !== "trust") || policy.open || policy.openNames) return;
    if (policy.statements.some(mayLimit)) return;
    for (const statement of policy.statements) {
      const { effect, principal } = statement;
      const condition = asksNothing(statement) ? undefined : statement.condition;
      if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || principal === undefined) continue;
      if (!namesEveryone(principal) || !isClosed(statement)) continue;
      const met = condition === undefined ? undefined : metByAnyone(statement, condition);
      // What any other condition asks for may well be who asks.
      if (condition !== undefined && met === undefined) continue;
      const message = told(actionsOf(statement, keepingService(subject)), kind, met);
      if (message === undefined) continue;
      yield { span: principal.span, ...message, ...exampleOfAll(subject, statement) };
    }
  },
};

function told(
  actions: readonly string[],
  kind: "resource" | "trust",
  met: MetByAnyone | undefined,
): Omit<Finding, "span"> | undefined {
  const isSigned = kind === "trust" || !actions.some((action) => TAKES_UNSIGNED.test(action));
  if (met?.outsiders !== undefined) {
    const message = ofOutsiders(met.key, met.outsiders, isSigned);
    const isReached = kind === "resource" && actions.every((action) => IN_NETWORKS.test(action));
    return message === undefined || !isReached ? message : { ...message, severity: "info" };
  }
  if (kind === "trust") return MESSAGES.role();
  if (actions.every((action) => IN_NETWORKS.test(action))) return { ...MESSAGES.reached(), severity: "info" };
  if (met?.isSigned === true || isSigned) {
    return met === undefined ? MESSAGES.signed() : MESSAGES.metSigned(met.key);
  }
  const message = met === undefined ? MESSAGES.resource() : MESSAGES.metByAnyone(met.key);
  return { ...message, ...(actions.every((action) => OFTEN_MEANT.test(action)) ? { severity: "info" } : {}) };
}

/** Undefined where they would have to ask without signing, and nobody can. */
function ofOutsiders(key: string, outsiders: Outsiders, isSigned: boolean): Message | undefined {
  const { by, written, instead, unsignedOnly } = outsiders;
  if (by === "presence") return MESSAGES.present(key, instead);
  if (by === "negation") return isSigned ? MESSAGES.othersSigned(key, instead) : MESSAGES.others(key, instead);
  if (!isSigned) return MESSAGES.absent(key, written, instead);
  return unsignedOnly === true ? undefined : MESSAGES.absentSigned(key, written, instead);
}

/** All actions are those of the service that keeps the policy: no request for another asks it. */
function actionsOf({ action }: Statement, keeper: string | undefined): readonly string[] {
  const texts = action?.entries.map(({ text }) => text) ?? [];
  return keeper === undefined ? texts : texts.map((text) => (/^\*+$/.test(text) ? `${keeper}:*` : text));
}

/** A Deny may take it away from all others again: from those outside of a network or an organization. */
function mayLimit({ effect, certain }: Statement): boolean {
  return !certain || effect === undefined || !isSettled(effect) || effect.text === "Deny";
}

/** Source: "IAM Access Analyzer policy check reference" (Empty object condition): such a condition is met by every request. */
function asksNothing({ condition }: Statement): boolean {
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return false;
  return condition.operators.every(
    (block) => !block.open && block.misplaced === undefined && block.entries.length === 0,
  );
}

/** It names what is allowed, all of it in the file, and has no element that nobody reads. */
function isClosed({ action, condition, object }: Statement): boolean {
  if (object.members.some(({ keyHoles }) => keyHoles.length > 0)) return false;
  if (condition === undefined && object.members.some(({ key }) => key === "Condition")) return false;
  return action !== undefined && action.entries.every(isSettled) && action.entries.some(mayMatch);
}

/** An empty text, as in the policy of a file system that is to allow nothing, is no action. */
function mayMatch({ text }: Scalar): boolean {
  return text.includes(":") || /^\*+$/.test(text);
}

/**
 * Security groups decide who reaches them. Sources: "About access policies on VPC domains" (Amazon OpenSearch Service),
 * "Using IAM to control file system data access" (Amazon EFS).
 */
const IN_NETWORKS = /^(?:es|elasticfilesystem):/i;

/**
 * Only these take requests that nobody signed. Sources: "Identity and access management for Amazon S3", "Basic examples of Amazon
 * SQS policies" (anonymous users), "Example cases for Amazon SNS access control", "Control access to Lambda function URLs",
 * "Control access to a REST API with API Gateway resource policies", "Control access to VPC Lattice services using auth policies",
 * "Resource-based policies in AWS Elemental MediaStore". For all others a request needs credentials, of whatever account: "Signing
 * AWS API requests".
 */
const TAKES_UNSIGNED =
  /^(?:(?:s3|sqs|sns|execute-api|vpc-lattice-svcs|mediastore):|lambda:(?:\w*\*|InvokeFunctionUrl$))/i;

/**
 * Websites are read by everybody, and who may call a REST API is often decided by its authorizers. Sources: "Setting
 * permissions for website access" (Amazon S3), "Control access to a REST API with API Gateway resource policies".
 */
const OFTEN_MEANT = /^(?:s3:(?:Get|List)\w*\*?|execute-api:\w*\*?)$/i;
