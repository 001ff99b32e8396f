import { readArn } from "../../policy/arn.ts";
import { accountOfCaller, readCaller } from "../../policy/caller.ts";
import { isSettled, type Statement } from "../../policy/policy.ts";
import { name, say } from "../../wording/phrase.ts";
import { hasWildcard, splitAction } from "../action-text.ts";
import { type Check, type Finding, type PolicyUnderCheck } from "../check.ts";
import { actionEntries } from "../entries.ts";
import { asLastResort, type Fix, removalOf } from "../fix.ts";
import { messagesOf } from "../messages.ts";
import { keepingService, owningService } from "../owning-service.ts";
import { actsOnNothing, isNotShared, policyOwner, refusedActionOf } from "../policy-owner.ts";
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
  ofOther: (action: string, resource: string) =>
    say`${name(action)} is an action of another service, so it has no effect in the policy of a ${resource}. Remove it.`,
  notShared: (action: string, account: string) =>
    say`SQS lets only the account of the queue use ${name(action)}, so this gives account ${name(account)} nothing. Remove it, and have the caller assume a role of the queue's account.`,
  wildcard: (action: string) =>
    say`AWS Backup supports no wildcard in the actions of a vault's policy, so ${name(action)} does not belong here. Name each action.`,
  patternOfTopic: (action: string) =>
    say`The actions that SNS documents for the policy of a topic have no wildcard, so SNS may reject ${name(action)} as out of its scope. Name each action.`,
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
    if (service === "sns") yield* patternsOfTopic(subject);
    const owner = policyOwner(service);
    if (service === undefined || owner === undefined) {
      yield* ofOtherServices(subject);
      return;
    }
    for (const { entry, text, element, elementName, statement } of actionEntries(subject.policy)) {
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
        case undefined: {
          const other = elementName === "Action" && isNotShared(action) ? onlyOtherAccount(statement) : undefined;
          if (other !== undefined) yield { ...found, ...MESSAGES.notShared(text, other), severity: "warning" };
        }
      }
    }
  },
};

/** Requests for it are about things of its own service. Source: "Identity-based policies and resource-based policies". */
function* ofOtherServices(subject: PolicyUnderCheck): Generator<Finding> {
  const keeper = keepingService(subject) ?? "";
  const resource = KEEPERS.get(keeper);
  if (resource === undefined) return;
  for (const { entry, text, element, elementName, statement } of actionEntries(subject.policy)) {
    const action = elementName === "Action" && isSettled(entry) ? splitAction(text) : undefined;
    if (action === undefined || hasWildcard(action.service)) continue;
    if (action.service.toLowerCase() === keeper) {
      // DynamoDB: "The following action names are invalid". Source: "API operations supported by resource-based policies".
      if (keeper !== "dynamodb" || !actsOnNothing(subject.catalog, keeper, action.name)) continue;
      const fixes = (): readonly Fix[] => asLastResort(removalOf(element, element.entries.indexOf(entry)));
      yield { span: textSpan(entry), ...MESSAGES.onNothing(text, "DynamoDB", resource), fixes };
      continue;
    }
    // What is no service has a finding of its own, and so has what is not the policy's own resource.
    if (subject.catalog.service(action.service) === undefined || namesOthers(statement, keeper)) continue;
    const index = element.entries.indexOf(entry);
    yield {
      span: textSpan(entry),
      ...MESSAGES.ofOther(text, resource),
      severity: "warning",
      fixes: () => asLastResort(removalOf(element, index)),
    };
  }
}

const KEEPERS: ReadonlyMap<string, string> = new Map([
  ["dynamodb", "table"],
  ["elasticfilesystem", "file system"],
  ["kinesis", "stream"],
  ["kms", "key"],
  ["lambda", "function"],
  ["secretsmanager", "secret"],
]);

function namesOthers({ resource }: Statement, keeper: string): boolean {
  return resource?.entries.some(({ text }) => (readArn(text)?.service ?? keeper) !== keeper) === true;
}

/** The account of an Allow that names principals of one account and queues of another. */
function onlyOtherAccount({ effect, principal, resource }: Statement): string | undefined {
  if (effect?.text !== "Allow" || !isSettled(effect) || principal?.form !== "typed") return undefined;
  const accounts = new Set(
    principal.types.flatMap(({ type, entries, open }) =>
      open || type !== "AWS"
        ? [undefined]
        : entries.map((entry) => (isSettled(entry) ? accountIn(entry.text) : undefined)),
    ),
  );
  const [account, ...others] = accounts;
  if (account === undefined || others.length > 0 || resource === undefined || resource.open) return undefined;
  const owners = resource.entries.map((entry) => (isSettled(entry) ? readArn(entry.text)?.account : undefined));
  const areOther = owners.every((owner) => owner !== undefined && /^\d{12}$/.test(owner) && owner !== account);
  return owners.length > 0 && areOther ? account : undefined;
}

function accountIn(principal: string): string | undefined {
  return /^\d{12}$/.test(principal) ? principal : accountOfCaller(readCaller(principal));
}

/** Source: "Vault access policies" of AWS Backup. */
function* wildcardsIn({ policy }: PolicyUnderCheck): Generator<Finding> {
  for (const { entry, text } of actionEntries(policy)) {
    if (hasWildcard(text)) yield { span: textSpan(entry), severity: "warning", ...MESSAGES.wildcard(text) };
  }
}

/** SNS answers "Policy statement action out of service scope!". Source: "Amazon SNS API permissions: Actions and resources reference". */
function* patternsOfTopic({ policy }: PolicyUnderCheck): Generator<Finding> {
  for (const { entry, text } of actionEntries(policy)) {
    if (/^sns:/i.test(text) && hasWildcard(text)) {
      yield { span: textSpan(entry), severity: "info", ...MESSAGES.patternOfTopic(text) };
    }
  }
}
