import { isSettled, type Policy, type Statement } from "../../policy/policy.ts";
import { splitAction } from "../action-text.ts";
import { type Check, type PolicyUnderCheck } from "../check.ts";
import { mayHold } from "../elements.ts";
import { certainKind, certainRule, KIND_RULES, type KindRule, namesPrincipals } from "../kind-rules.ts";
import { owningService } from "../owning-service.ts";
import { missingFrom, statementsWithout } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { isTrust } from "../permission-statements.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: () =>
    say`This statement has neither ${name("Resource")} nor ${name("NotResource")}, so AWS rejects the policy. Add one of them.`,
  inKeyPolicy: () =>
    say`This statement has neither ${name("Resource")} nor ${name("NotResource")}, so it has no effect. Add ${name("Resource")} with ${name("*")}, which stands for the key.`,
  inRegistry: () =>
    say`This statement names no repositories, so ECR rejects the policy of the registry. Add ${name("Resource")}, as in ${name("arn:aws:ecr:us-east-1:111122223333:repository/*")}.`,
});

/**
 * Services that take no resource-based policy without resources. Sources: "Bucket policies for Amazon S3" and S3's answer
 * "Missing required field Resource"; "Custom policies with the Amazon SQS access policy language".
 * KMS keeps such a policy, whose statement has no effect: the parameter Policy of PutKeyPolicy.
 */
const TAKES_NONE_WITHOUT: ReadonlySet<string> = new Set(["s3", "sqs"]);

/** A policy that lacks the principals of what its file is called has a finding of its own, and no other rests on that. */
function ruleOfName({ kind: { named } }: PolicyUnderCheck): KindRule | undefined {
  return named?.kind === "resource" ? KIND_RULES.resource : undefined;
}

/** A policy of another resource has an action of that one, and what has principals and no resources is no other kind. */
function onlyServiceOfActions({ statements }: Policy): string | undefined {
  const services = new Set(statements.map((one) => (one.notAction === undefined ? serviceOf(one) : undefined)));
  const [only, ...others] = services;
  return others.length === 0 && only !== undefined && TAKES_NONE_WITHOUT.has(only) ? only : undefined;
}

/** Undefined where not every action is known to be of one. */
function serviceOf({ action }: Statement): string | undefined {
  if (action === undefined || action.open || !action.entries.every(isSettled)) return undefined;
  const [only, ...others] = new Set(action.entries.map(({ text }) => splitAction(text)?.service.toLowerCase()));
  return others.length === 0 ? only : undefined;
}

function isOfNoKind(statement: Statement): boolean {
  return !mayHold(statement.object, PRINCIPALS) || TAKES_NONE_WITHOUT.has(serviceOf(statement) ?? "");
}

const NAMES = ["Resource", "NotResource"];
/** Each kind of policy needs these or the others. */
const PRINCIPALS = ["Principal", "NotPrincipal"];

export const missingResource: Check = {
  code: "missing-resource",
  severity: "error",
  summary: "A statement has neither Resource nor NotResource, although policies of its kind need one.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    const { broken } = subject;
    const certain = certainRule(subject);
    const keeper = owningService(subject) ?? (certain === undefined ? onlyServiceOfActions(subject.policy) : "") ?? "";
    // Without a word on the kind, a policy that names no principal anywhere is one of IAM or Organizations.
    const rule = certain ?? ruleOfName(subject);
    const need = rule?.resource ?? (namesPrincipals(subject) ? "optional" : "required");
    // ECR: "Invalid registry policy provided". Source: "Private registry policy examples for Amazon ECR".
    const isOfRegistry = certainKind(subject) === "resource" && subject.kind.holder === "registry";
    const kept = isOfRegistry ? MESSAGES.inRegistry() : keeper === "kms" ? MESSAGES.inKeyPolicy() : undefined;
    if (broken || (kept === undefined && need !== "required" && !TAKES_NONE_WITHOUT.has(keeper))) return;
    for (const statement of statementsWithout(subject, NAMES)) {
      // It belongs into another policy with all its elements: `unsupported-element` says so.
      if (rule?.unsupported.includes("Principal") === true && isTrust(statement)) continue;
      yield kept !== undefined
        ? { ...missingFrom(statement, kept), ...(isOfRegistry ? {} : { severity: "warning" }) }
        : { ...missingFrom(statement, MESSAGES.missing()), ofAnyKind: isOfNoKind(statement) };
    }
  },
};
