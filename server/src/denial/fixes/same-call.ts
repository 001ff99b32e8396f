/**
 * What the refused call needs beside the action that AWS names, on the same resource: whoever gets the one alone is denied the
 * next as soon as it is granted.
 */
import { actionsOfCall } from "../../catalog/tasks.ts";
import { onceForEach } from "../../domains/once.ts";
import { type Layer } from "../../evaluation/decision.ts";
import { type NewValue } from "../../syntax/change.ts";
import { evaluateCandidates } from "../hold-against-files.ts";
import { verdictOf } from "../reconcile.ts";
import { isOfTemplate, matchesText } from "./covers.ts";
import { type FixScene } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";

/** The further actions for a resource, or for `*`; none that the layer allows already. */
export type TogetherOn = (resource: string | undefined) => readonly string[];

export function togetherIn(question: FixQuestion, layer: Layer): TogetherOn {
  const { attempt, request, held, actions } = question;
  const { denial } = attempt;
  const service = request.action.split(":")[0]?.toLowerCase();
  const own = request.action.toLowerCase();
  const operation = sends(request) ? "SendMessage" : (denial.operation ?? undefined);
  const others = [...new Set([...(denial.additionalActions ?? []), ...actionsOfCall(own, operation)])].filter(
    (one) => one.toLowerCase() !== own && one.split(":")[0]?.toLowerCase() === service,
  );
  if (others.length === 0 || !GRANTED.has(layer) || held.reconciled.denyType === "explicit") return () => [];
  const every = { ...attempt, mayMatch: () => true, mayNearlyMatch: () => true };
  const isAllowed = onceForEach(
    (action: string) =>
      verdictOf(evaluateCandidates(every, { ...request, action }, held.rules).decision, layer) === "allow",
  );
  const isOn = (action: string, resource: string): boolean => {
    if (resource === "*") return true;
    return actions(action)?.arnTemplates.some((template) => isOfTemplate(resource, template)) === true;
  };
  return (resource) => (resource === undefined ? [] : others.filter((one) => isOn(one, resource) && !isAllowed(one)));
}

/** Was the key to be used for a message to an encrypted queue or topic? Its event tells for which. */
function sends({ principal, context }: FixQuestion["request"]): boolean {
  return SENDERS.has(principal) || OF_MESSAGES.some((key) => context.entry(key).state === "present");
}

/**
 * They use the keys of others to send messages to encrypted queues and topics, and for nothing else. Sources: "Key management"
 * of Amazon SQS, on AWS services as event sources, and of Amazon SNS, on encrypted topics.
 */
const SENDERS: ReadonlySet<string> = new Set([
  "budgets.amazonaws.com",
  "cloudwatch.amazonaws.com",
  "codestar-notifications.amazonaws.com",
  "costalerts.amazonaws.com",
  "events.amazonaws.com",
  "events.rds.amazonaws.com",
  "sns.amazonaws.com",
]);

/** What Amazon SQS and Amazon SNS encrypt is bound to the queue, or the topic. */
export const OF_MESSAGES = ["kms:EncryptionContext:aws:sqs:arn", "kms:EncryptionContext:aws:sns:topicArn"] as const;

/** Where somebody adds one action after another. */
const GRANTED: ReadonlySet<Layer> = new Set(["identity", "boundary", "session", "resource", "key-policy", "trust"]);

/** As a new statement has them. */
export function actionsToWrite(scene: FixScene): NewValue {
  const more = scene.togetherOn(scene.exact);
  return more.length === 0 ? scene.action : [scene.action, ...more];
}

/** What a change says of them. */
export function alsoGiven(actions: readonly string[]): { readonly also?: readonly string[] } {
  return actions.length === 0 ? {} : { also: actions };
}

/** Those that the list has not yet. */
export function missingIn(
  entries: readonly { readonly text: string }[],
  actions: readonly string[],
): readonly string[] {
  return actions.filter((one) => !entries.some(({ text }) => matchesText(text.toLowerCase(), one.toLowerCase())));
}
