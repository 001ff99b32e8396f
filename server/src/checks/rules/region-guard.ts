import { addEntries, replaceElement } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import {
  type ConditionEntry,
  isSettled,
  type ListElement,
  type ScalarList,
  type Statement,
} from "../../policy/policy.ts";
import { listed, name, say } from "../../wording/phrase.ts";
import { type Check, type Finding } from "../check.ts";
import { asLastResort, type Fix, fixWith } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  closes: (services: readonly string[]) =>
    say`This Deny also denies every request to ${listed(services.map(name), "and")}, because ${services.length === 1 ? "its endpoint is" : "their endpoints are"} in ${name("us-east-1")} wherever the caller works. Put the services that are still needed under ${name("NotAction")}.`,
  closesToSome: (services: readonly string[]) =>
    say`This Deny also denies every request to ${listed(services.map(name), "and")} from the callers whom it is for, because ${services.length === 1 ? "its endpoint is" : "their endpoints are"} in ${name("us-east-1")} wherever the caller works. Put the services that are still needed under ${name("NotAction")}.`,
  allows: (actions: readonly string[], isAll: boolean) =>
    say`${isAll ? "This Allow never allows" : say`This Allow does not allow ${listed(actions.map(name), "and")}`}: the endpoint of ${listed(servicesOf(actions).map(name), "and")} is in ${name(GLOBAL_REGION)} wherever the caller works. Add ${name(GLOBAL_REGION)}, or allow ${actions.length === 1 ? "the action" : "these actions"} in a statement without that condition.`,
});

/** Source: "AWS: Denies access to AWS based on the requested Region". */
export const regionGuard: Check = {
  code: "region-guard",
  severity: "info",
  summary: "A condition on the Region leaves out services that have one endpoint for all Regions.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy, broken }) {
    if (broken || policy.openNames) return;
    for (const statement of policy.statements) {
      yield* neverAllowed(statement);
      const guard = guardOf(statement);
      const services = guard === undefined ? [] : closedBy(statement);
      if (guard === undefined || services.length === 0) continue;
      yield {
        span: { start: guard.keySpan.start, end: guard.keySpan.end },
        ...(isForAll(statement) ? MESSAGES.closes(services) : MESSAGES.closesToSome(services)),
        fixes: () => exemptionOf(statement, services),
      };
    }
  },
};

/** Actions of an Allow whose requests are never in its Regions. */
function* neverAllowed(statement: Statement): Generator<Finding> {
  const { effect, action, condition, principal } = statement;
  if (effect === undefined || !isSettled(effect) || effect.text !== "Allow" || principal !== undefined) return;
  if (!isClosed(action)) return;
  const guard = condition?.operators
    .flatMap((operator) => operator.entries)
    .find((entry) => entry.key.toLowerCase() === REGION_KEY && leavesOutGlobalRegion(entry, false));

  if (guard?.values.entries.every(isCommercial) !== true) return;
  const texts = action.entries.map(({ text }) => text);
  const actions = texts.filter((text) => GLOBAL_SERVICES.includes(serviceOf(text)) && !IN_OTHER_CALLS.test(text));
  if (actions.length === 0 || actions.length > MOST_NAMED) return;
  const isAll = actions.length === texts.length;
  yield {
    span: { start: guard.keySpan.start, end: guard.keySpan.end },
    ...MESSAGES.allows(actions, isAll),
    ...(isAll ? { severity: "warning" as const } : {}),
    fixes: () => asLastResort(fixWith(say`Add ${name(GLOBAL_REGION)}`, addEntries(guard.values, [GLOBAL_REGION]))),
  };
}

/** Longer lists are nothing to read. */
const MOST_NAMED = 4;

/** Roles are also passed and made in the calls of other services, which are in any Region; so may be what a wildcard stands for. */
const IN_OTHER_CALLS = /[*?$]|^iam:(?:PassRole|CreateServiceLinkedRole)$/i;

function serviceOf(action: string): string {
  return action.toLowerCase().split(":")[0] ?? "";
}

function servicesOf(actions: readonly string[]): readonly string[] {
  return [...new Set(actions.map(serviceOf))];
}

/** With a single endpoint, in us-east-1. Other global services are in other Regions, or have several. */
const GLOBAL_SERVICES = ["cloudfront", "iam", "route53", "support"];

const GLOBAL_REGION = "us-east-1";
const REGION_KEY = "aws:requestedregion";

/** The condition on the Region of a Deny of everything, where the Region of the global services is not among its values. */
function guardOf(statement: Statement): ConditionEntry | undefined {
  const { effect, condition, principal, notPrincipal, resource } = statement;
  if (effect === undefined || !isSettled(effect) || effect.text !== "Deny") return undefined;
  if (principal !== undefined || notPrincipal !== undefined || !isEverything(resource)) return undefined;
  if (condition === undefined || condition.open || condition.misplaced !== undefined) return undefined;
  if (condition.operators.some(({ open, misplaced }) => open || misplaced !== undefined)) return undefined;
  const entries = condition.operators.flatMap((operator) => operator.entries);
  const guards = entries.filter(({ key }) => key.toLowerCase() === REGION_KEY);
  const [guard] = guards;
  const others = entries.filter((entry) => entry !== guard);
  return guard !== undefined && leavesOutGlobalRegion(guard, true) && others.every(isOfPrincipal) ? guard : undefined;
}

/** Nothing but the Region is asked for. */
function isForAll({ condition }: Statement): boolean {
  return condition?.operators.flatMap(({ entries }) => entries).length === 1;
}

/** Whom the guard is for says nothing of the services that it closes to them. */
function isOfPrincipal({ key, keyHoles }: ConditionEntry): boolean {
  return keyHoles.length === 0 && /^aws:principal/i.test(key);
}

function isEverything(list: ScalarList | undefined): boolean {
  return isClosed(list) && list.entries.some(({ text }) => text === "*");
}

function isClosed(list: ScalarList | undefined): list is ScalarList {
  return list !== undefined && !list.open && list.misplaced.length === 0 && list.entries.every(isSettled);
}

/** Does it compare the Region with others than that of the global services, so that a request there is among them or not? */
function leavesOutGlobalRegion(guard: ConditionEntry, negated: boolean): boolean {
  const use = operatorOf(guard);
  if (use === undefined || use.setOperator !== undefined || use.operator.family !== "string") return false;
  if (use.operator.negated !== negated || !guard.certain) return false;
  const { values } = guard;
  return isClosed(values) && values.entries.some(isCommercial) && !values.entries.some(mayBeGlobal);
}

/** The other partitions have their global services elsewhere. */
function isCommercial({ text }: { readonly text: string }): boolean {
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?!gov|iso)/i.test(text) && !text.startsWith("eu-isoe");
}

function mayBeGlobal({ text }: { readonly text: string }): boolean {
  const [literal = ""] = text.toLowerCase().split(/[*?$]/);
  return literal === text.toLowerCase() ? literal === GLOBAL_REGION : GLOBAL_REGION.startsWith(literal);
}

/** A service of which the author has exempted any part is left to the author. */
function closedBy({ action, notAction }: Statement): readonly string[] {
  if (notAction === undefined) return isEverything(action) ? GLOBAL_SERVICES : [];
  if (action !== undefined || !isClosed(notAction)) return [];
  const exempted = notAction.entries.map(({ text }) => serviceOf(text));
  if (exempted.some((service) => /[*?]/.test(service))) return [];
  return GLOBAL_SERVICES.filter((service) => !exempted.includes(service));
}

function exemptionOf({ action, notAction }: Statement, services: readonly string[]): readonly Fix[] {
  const texts = services.map((service) => `${service}:*`);
  const title = say`Exempt ${listed(texts.map(name), "and")}`;
  if (notAction !== undefined) return asLastResort(fixWith(title, addEntries(notAction, texts)));
  return asLastResort(fixWith(title, action === undefined ? undefined : asNotAction(action, texts)));
}

function asNotAction({ member }: ListElement, texts: readonly string[]): ReturnType<typeof replaceElement> {
  return replaceElement(member, "NotAction", texts);
}
