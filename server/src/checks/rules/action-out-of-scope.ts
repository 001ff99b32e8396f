import { type Catalog } from "../../catalog/catalog.ts";
import { name, say } from "../../wording/phrase.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check } from "../check.ts";
import { actionEntries } from "../entries.ts";
import { asLastResort, removalOf } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { textSpan } from "../spans.ts";

const MESSAGES = messagesOf({
  ofAnotherService: (action: string, service: string) =>
    say`${name(action)} is an action of another service, and ${service} rejects a policy with it. Remove it.`,
  onNothing: (action: string, service: string, resource: string) =>
    say`${name(action)} does not act on a ${resource}, and ${service} rejects a policy with it. Allow it in an identity-based policy instead.`,
  notOfQueue: (action: string) =>
    say`${name(action)} is an action of another service, so it has no effect in the policy of a queue. Remove it.`,
  makesIt: (action: string, service: string, resource: string) =>
    say`${name(action)} makes a ${resource}, and ${service} rejects the policy of a ${resource} with it. Allow it in an identity-based policy instead.`,
});

interface Owner {
  readonly label: string;
  readonly resource: string;
  /** Actions that act on no resource of the service are rejected, too. */
  readonly resourceActionsOnly: boolean;
}

/**
 * Sources: "Amazon SNS API permissions: Actions and resources reference"; "Using identity-based policies with Amazon SQS"
 * and "Amazon SQS API permissions" for what acts on a queue; "Private repository policies in Amazon ECR"; "Bucket policies for
 * Amazon S3" and S3's answer "Policy has invalid action".
 */
const OWNERS: ReadonlyMap<string, Owner> = new Map([
  ["s3", { label: "S3", resource: "bucket", resourceActionsOnly: true }],
  ["sns", { label: "SNS", resource: "topic", resourceActionsOnly: true }],
  ["sqs", { label: "SQS", resource: "queue", resourceActionsOnly: true }],
  ["ecr", { label: "ECR", resource: "repository", resourceActionsOnly: false }],
]);

/** The resource that it makes is there no sooner. Not among the "Valid Amazon SNS policy actions". */
const MAKES_THE_RESOURCE: ReadonlySet<string> = new Set(["sns:createtopic"]);

export const actionOutOfScope: Check = {
  code: "action-out-of-scope",
  severity: "error",
  summary: "The service that keeps the policy does not take this action in it.",
  messages: MESSAGES,
  *find(subject) {
    const service = owningService(subject);
    const owner = service === undefined ? undefined : OWNERS.get(service);
    if (service === undefined || owner === undefined) return;
    for (const { entry, text, element } of actionEntries(subject.policy)) {
      const action = splitAction(text);
      if (action === undefined || hasWildcard(action.service)) continue;
      const index = element.entries.indexOf(entry);
      const found = { span: textSpan(entry), fixes: () => asLastResort(removalOf(element, index)) };
      if (action.service.toLowerCase() !== service) {
        // What is no service has a finding of its own.
        if (subject.catalog.service(action.service) !== undefined)
          yield service === "sqs"
            ? { ...found, ...MESSAGES.notOfQueue(text), severity: "warning" }
            : { ...found, ...MESSAGES.ofAnotherService(text, owner.label) };
      } else if (MAKES_THE_RESOURCE.has(text.toLowerCase())) {
        yield { ...found, ...MESSAGES.makesIt(text, owner.label, owner.resource) };
      } else if (owner.resourceActionsOnly && actsOnNothing(subject.catalog, service, action.name)) {
        yield { ...found, ...MESSAGES.onNothing(text, owner.label, owner.resource) };
      }
    }
  },
};

function actsOnNothing(catalog: Catalog, service: string, actionName: string): boolean {
  const owner = catalog.service(service);
  const action = owner?.action(actionName);
  if (owner === undefined || action?.resources.length !== 0 || !action.resourcesAttested) return false;
  return owner.actionNames.some((one) => (owner.action(one)?.resources.length ?? 0) > 0);
}
