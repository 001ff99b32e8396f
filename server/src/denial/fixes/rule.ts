/** The conditions under which the policies here allow an action, so that no fix goes round them unseen. */
import { type KeyChooser } from "../../catalog/catalog.ts";
import { readAccountCaller } from "../../policy/account-caller.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type Scalar } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isForOtherCalls } from "./choosable.ts";
import { hasVariable, matchesText, patternOfTemplate } from "./covers.ts";
import { organizationMeant } from "./for-organization.ts";
import { type FixScene } from "./proposal.ts";
import { isOfSameService } from "./reach.ts";

export interface Rule {
  /** The Allow that has the conditions. */
  readonly of: TracedPolicy;
  /** As it writes them. */
  readonly keys: readonly string[];
}

/**
 * The conditions that alone keep an Allow from matching; else those of the nearest Allow for the action, where none for
 * it is without. Undefined where there are none.
 */
export function ruleOf(scene: FixScene): Rule | undefined {
  const allows = scene.statements.filter(
    ({ trace }) => trace.effect === "Allow" && trace.action.truth === "yes" && !isForOthers(trace, scene),
  );
  const guarding = allows.find(({ trace }) => lacksConditionsOnly(trace));
  if (guarding !== undefined) {
    return { of: guarding, keys: openKeysOf(guarding.trace) };
  }
  // Beside whoever may do everything, those that are to do this stand under conditions.
  const named = allows.filter(({ trace }) => trace.principal !== undefined && namesAction(trace, scene));
  const others = named.length > 0 ? named : allows;
  if (others.some(({ trace }) => keysOf(trace).length === 0)) return undefined;
  const nearest = others.find(({ policy }) => policy === scene.policies[0]) ?? others[0];
  return nearest === undefined ? undefined : { of: nearest, keys: keysOf(nearest.trace) };
}

/**
 * The same for a statement that is added: where no Allow is for the action, the conditions of one for other actions of its
 * service on the resource, if they ask who requests it and how. Undefined where another one asks for nothing.
 */
export function ruleBeside(scene: FixScene): Rule | undefined {
  const own = ruleOf(scene);
  const allows = scene.statements.filter(({ trace }) => trace.effect === "Allow");
  if (own !== undefined || scene.layer === "scp" || allows.some(({ trace }) => trace.action.truth === "yes"))
    return own;
  const beside = allows.filter(
    ({ trace: { statement, resource, principal, condition } }) =>
      statement.action?.entries.some(({ text }) => isOfSameService(text, scene.action)) === true &&
      resource.truth === "yes" &&
      (principal?.truth ?? "yes") === "yes" &&
      condition.truth !== "no",
  );
  const [of] = beside;
  const guards = (key: string): boolean => isOfEveryCall(key, scene);
  if (of === undefined || beside.some(({ trace }) => !keysOf(trace).some(guards))) return undefined;
  const keys = keysOf(of.trace);
  return keys.every(guards) ? { of, keys } : undefined;
}

/** Is it about who asks and how, or does a request for this action carry it as well? */
function isOfEveryCall(key: string, { carriesKey, chooserOf, exact }: FixScene): boolean {
  const carries = exact === undefined ? undefined : carriesKey(key, exact);
  const chooser = chooserOf(key);
  const isOfCaller = chooser === "caller" && /^aws:(?!RequestTag\/|TagKeys$)/i.test(key);
  return carries ?? (isOfCaller || OF_EVERY_CALL.has(chooser));
}

const OF_EVERY_CALL: ReadonlySet<KeyChooser> = new Set<KeyChooser>([
  "caller-tags",
  "organization",
  "resource-tags",
  "route",
  "sign-in",
]);

function namesAction({ statement }: TracedPolicy["trace"], { action }: FixScene): boolean {
  return statement.action?.entries.some(({ text }) => text.toLowerCase() === action.toLowerCase()) === true;
}

/**
 * An Allow for everybody under a condition on who asks is an Allow for those alone: it guards nothing of the others. Nor
 * does one on a key of another resource of the request, one for the tags of what other calls make, nor one for services alone of what a user or a role may do, nor one on what
 * another service acts for.
 */
function isForOthers(trace: TracedPolicy["trace"], scene: FixScene): boolean {
  const { request, isOfOtherResource, caller } = scene;
  const { principal } = trace.statement;
  const types = principal?.form === "typed" ? principal.types : [];
  if (caller !== undefined && types.length > 0 && types.every(({ type }) => type !== caller.type)) return true;
  // What another service acts for is none of this one's.
  const isOfOtherService = caller?.type === "Service" && trace.principal?.truth === "no";
  if (isOfOtherService && keysOf(trace).some((key) => /^aws:SourceArn$/i.test(key))) return true;
  if (scene.isForOtherMaking(trace)) return true;
  const hasAccount = OF_RESOURCES.has(scene.layer) && readAccountCaller(request.principal) !== undefined;
  if (hasAccount && organizationMeant(trace) !== undefined) return true;
  const failing = openKeysOf(trace);
  return failing.length > 0 && failing.every((key) => isForOtherCalls(key, request) || isOfOtherResource(key));
}

const OF_RESOURCES: ReadonlySet<FixScene["layer"]> = new Set<FixScene["layer"]>(["resource", "key-policy", "trust"]);

/**
 * Would an Allow that takes the action give what another one gives under a condition? That one's condition is on a key of the
 * other resources of the call, as the tags of a launch come with the instance and not with its image, or on a call that
 * makes other things, and this one is for those as well.
 */
export function goesRoundOfOther(one: TracedPolicy, scene: FixScene): boolean {
  const allows = scene.statements.filter(({ trace }) => trace.effect === "Allow" && trace.action.truth === "yes");
  const keys = allows
    .filter(({ trace }) => lacksConditionsOnly(trace))
    .flatMap(({ trace }) => openKeysOf(trace).filter(scene.isOfOtherResource));
  const own = new Set(keysOf(one.trace).map((key) => key.toLowerCase()));
  const resources = (one.trace.statement.resource?.entries ?? []).map(({ text }) => text);
  const makings = allows.filter(({ trace }) => scene.isForOtherMaking(trace));
  const isBare = makings.some(({ trace }) => keysOf(trace).some((key) => !own.has(key.toLowerCase())));
  if (isBare && makings.some(({ trace }) => scene.takesTagsOfMaking(resources, trace))) return true;
  const asked = keys.filter((key) => !own.has(key.toLowerCase()));
  const others = scene.arnTemplates
    .map(patternOfTemplate)
    .filter((arn) => asked.some((key) => scene.carriesKey(key, arn) !== false));
  return others.some((arn) => resources.some((text) => matchesText(text, arn)));
}

/** Does everything but the conditions match? */
export function lacksConditionsOnly({ resource, principal, condition }: TracedPolicy["trace"]): boolean {
  return resource.truth === "yes" && (principal?.truth ?? "yes") === "yes" && condition.truth !== "yes";
}

/** Does a change that lets the request pass under `keys` leave out what the rule asks for? It is then no fix. */
export function goesRound(rule: Rule | undefined, keys: readonly string[]): boolean {
  const asked = new Set(keys.map((key) => key.toLowerCase()));
  return rule?.keys.some((key) => !asked.has(key.toLowerCase())) === true;
}

/**
 * Does an Allow name each thing that may be used, beside the rule's for whatever has a tag? Both say which ones, and one more
 * name goes round nothing. What is each caller's own by a variable is another matter.
 */
export function listsBesideTags({ trace }: TracedPolicy, rule: Rule | undefined, scene: FixScene): boolean {
  const { chooserOf, exact = "" } = scene;
  const isOfTags = rule?.keys.every((key) => chooserOf(key) === "resource-tags") === true;
  const values = (rule?.of.trace.condition.entries ?? []).flatMap(({ entry }) => entry.values.entries);
  const names = trace.statement.resource?.entries ?? [];
  const [type] = /^[^/:]*[/:]/.exec(readArn(exact)?.resource ?? "") ?? [];
  const isNamed = ({ text }: Scalar): boolean =>
    !/[*?$]/.test(text) && type !== undefined && readArn(text)?.resource.startsWith(type) === true;
  return (
    isOfTags &&
    keysOf(trace).length === 0 &&
    namesAction(trace, scene) &&
    values.every((one) => isSettled(one) && !hasVariable(one)) &&
    names.length > 0 &&
    names.every((one) => isSettled(one) && isNamed(one))
  );
}

export function keysOf({ condition }: TracedPolicy["trace"]): readonly string[] {
  return condition.entries.map(({ entry }) => entry.key);
}

/** Of the conditions that fail or are open. */
export function openKeysOf({ condition }: TracedPolicy["trace"]): readonly string[] {
  return condition.entries.filter(({ truth }) => truth !== "yes").map(({ entry }) => entry.key);
}
