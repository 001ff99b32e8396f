/** Tags that are given to what a call makes: which calls can make it, and of which the policies here speak. */
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { serviceOfAction } from "../resource-hints.ts";
import { keyOfCreation } from "../tags-on-creation.ts";
import { isCalledMaking } from "../what-a-call-makes.ts";
import { isOfTemplate, matchesText, patternOfTemplate } from "./covers.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";

type Asked = Pick<FixQuestion, "request" | "actions">;

/**
 * False for a fix that helps only within a call that has nothing to do with such a resource: `CreateVolume` makes no
 * instance. Source: the table of actions of the service, in "Actions, resources, and condition keys for AWS services".
 */
export function isWithinPossibleCall({ given }: FixProposal, asked: Asked): boolean {
  const key = keyOfCall(asked);
  const call = key === undefined ? undefined : given.get(key);
  return call?.state !== "present" || call.values.some((operation) => mayMake(operation, asked));
}

/** Is the Allow for tags of what other calls make, by its condition? */
export function isForOtherMaking({ condition }: TracedPolicy["trace"], asked: Asked): boolean {
  const key = keyOfCall(asked);
  if (key === undefined) return false;
  return condition.entries.some(({ entry }) => {
    if (entry.key.toLowerCase() !== key) return false;
    const operations = operationsOf(entry);
    return operations.length > 0 && !operations.some((one) => mayMake(one, asked));
  });
}

/**
 * Would the tags of what those calls make be given outside of them by a statement on these resources? What they can be on
 * is in the table of actions, as above.
 */
export function takesTagsOfMaking(resources: readonly string[], trace: TracedPolicy["trace"], asked: Asked): boolean {
  const { action } = asked.request;
  const key = keyOfCall(asked);
  const made = trace.condition.entries
    .filter(({ entry }) => entry.key.toLowerCase() === key)
    .flatMap(({ entry }) => operationsOf(entry))
    .flatMap((one) => asked.actions(`${serviceOfAction(action)}:${one}`)?.arnTemplates ?? ["*"]);
  return made.some((template) => resources.some((text) => matchesText(text, patternOfTemplate(template))));
}

/** The condition key that has the name of the call, in small letters. */
function keyOfCall({ request }: Asked): string | undefined {
  return keyOfCreation(request.action)?.toLowerCase();
}

/** As the condition lists them; none where it leaves others open. */
function operationsOf(entry: ConditionEntry): readonly string[] {
  const use = operatorOf(entry);
  const { entries, open } = entry.values;
  if (open || use?.operator.family !== "string" || use.operator.negated) return [];
  return entries.every((one) => isSettled(one) && !/[*?$]/.test(one.text)) ? entries.map(({ text }) => text) : [];
}

/**
 * The calls that make such a resource, may give it tags, and are allowed here by name: of what is not there yet the message
 * has no ID.
 */
export function makersAllowed(statements: readonly TracedPolicy[], asked: Asked): readonly string[] {
  const { action, resource } = asked.request;
  if (keyOfCall(asked) === undefined || !resource.arn.endsWith("/*")) return [];
  const prefix = `${serviceOfAction(action)}:`;
  const named = statements.flatMap(({ trace: { effect, statement } }) =>
    effect === "Allow" ? (statement.action?.entries ?? []).map(({ text }) => text) : [],
  );
  const makers = [...new Set(named)].flatMap((text) => {
    const facts = text.toLowerCase().startsWith(prefix) ? asked.actions(text) : undefined;
    if (facts === undefined || facts.name.toLowerCase() === action.toLowerCase() || !mayBeMaking(facts.name)) return [];
    const operation = facts.name.slice(prefix.length);
    return facts.carriesKey("aws:TagKeys", resource.arn) !== false && mayMake(operation, asked) ? [operation] : [];
  });
  return [...new Set(makers)];
}

/** Also by a name that others have as well: what the call gives tags decides. */
function mayBeMaking(action: string): boolean {
  return isCalledMaking(action) || /:(?:Provision|Purchase|Register|Start)/.test(action);
}

function mayMake(operation: string, { request: { action, resource }, actions }: Asked): boolean {
  if (resource.arn === "" || resource.arn === "*") return true;
  const facts = actions(`${serviceOfAction(action)}:${operation}`);
  const templates = facts?.arnTemplates ?? [];
  if (facts === undefined || templates.length === 0) return true;
  // What it only uses, such as the security groups of an interface, it gives no tags.
  return (
    templates.some((one) => isOfTemplate(resource.arn, one)) && facts.carriesKey("aws:TagKeys", resource.arn) !== false
  );
}
