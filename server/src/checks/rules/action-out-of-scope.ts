import { name, say } from "../../wording/phrase.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { actionEntries } from "../entries.ts";
import { asLastResort, removalOf } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { policyOwner, refusedActionOf } from "../policy-owner.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  ofAnotherService: (action: string, service: string) =>
    say`${name(action)} is an action of another service, and ${service} rejects a policy with it. Remove it.`,
  onNothing: (action: string, service: string, resource: string) =>
    say`${name(action)} does not act on a ${resource}, and ${service} rejects a policy with it. Allow it in an identity-based policy instead.`,
  withoutEffect: (action: string, resource: string) =>
    say`${name(action)} does not act on a ${resource}, so it has no effect in the policy of one. Allow it in an identity-based policy instead.`,
  notOfQueue: (action: string) =>
    say`${name(action)} is an action of another service, so it has no effect in the policy of a queue. Remove it.`,
  wildcard: (action: string) =>
    say`AWS Backup supports no wildcard in the actions of a vault's policy, so ${name(action)} does not belong here. Name each action.`,
  makesIt: (action: string, service: string, resource: string) =>
    say`${name(action)} makes a ${resource}, and ${service} rejects the policy of a ${resource} with it. Allow it in an identity-based policy instead.`,
});

export const actionOutOfScope: Check = {
  code: "action-out-of-scope",
  severity: "error",
  summary: "The service that stores the policy does not accept this action in it.",
  messages: MESSAGES,
  *find(subject) {
    const service = owningService(subject);
    if (service === "backup") yield* wildcardsIn(subject);
    const owner = policyOwner(service);
    if (service === undefined || owner === undefined) return;
    for (const { entry, text, element } of actionEntries(subject.policy)) {
      const action = splitAction(text);
      if (action === undefined || hasWildcard(action.service)) continue;
      const index = element.entries.indexOf(entry);
      const found = { span: textSpan(entry), fixes: () => asLastResort(removalOf(element, index)) };
      switch (refusedActionOf(service, action, subject.catalog)) {
        case "of-another-service":
          yield service === "sqs"
            ? { ...found, ...MESSAGES.notOfQueue(text), severity: "warning" }
            : { ...found, ...MESSAGES.ofAnotherService(text, owner.label) };
          break;
        case "makes-it":
          yield { ...found, ...MESSAGES.makesIt(text, owner.label, owner.resource) };
          break;
        case "on-nothing":
          yield { ...found, ...MESSAGES.onNothing(text, owner.label, owner.resource) };
          break;
        case "without-effect":
          yield { ...found, ...MESSAGES.withoutEffect(text, owner.resource), severity: "warning" };
          break;
        case undefined:
      }
    }
  },
};

/** Source: "Vault access policies" of AWS Backup. */
function* wildcardsIn({ policy }: PolicyUnderCheck): Generator<Finding> {
  for (const { entry, text } of actionEntries(policy)) {
    if (hasWildcard(text)) yield { span: textSpan(entry), severity: "warning", ...MESSAGES.wildcard(text) };
  }
}
