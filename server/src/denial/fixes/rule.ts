/** The conditions under which the policies here allow an action, so that no fix goes round them unseen. */
import { type TracedPolicy } from "../near-misses.ts";
import { isForOtherCalls } from "./choosable.ts";
import { type FixScene } from "./proposal.ts";

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

function namesAction({ statement }: TracedPolicy["trace"], { action }: FixScene): boolean {
  return statement.action?.entries.some(({ text }) => text.toLowerCase() === action.toLowerCase()) === true;
}

/**
 * An Allow for everybody under a condition on who asks is an Allow for those alone: it guards nothing of the others. Nor
 * does one on a key of another resource of the request, nor one for services alone of what a user or a role may do.
 */
function isForOthers(trace: TracedPolicy["trace"], { request, isOfOtherResource, caller }: FixScene): boolean {
  const { principal } = trace.statement;
  const types = principal?.form === "typed" ? principal.types : [];
  if (caller !== undefined && types.length > 0 && types.every(({ type }) => type !== caller.type)) return true;
  const failing = openKeysOf(trace);
  return failing.length > 0 && failing.every((key) => isForOtherCalls(key, request) || isOfOtherResource(key));
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

export function keysOf({ condition }: TracedPolicy["trace"]): readonly string[] {
  return condition.entries.map(({ entry }) => entry.key);
}

/** Of the conditions that fail or are open. */
export function openKeysOf({ condition }: TracedPolicy["trace"]): readonly string[] {
  return condition.entries.filter(({ truth }) => truth !== "yes").map(({ entry }) => entry.key);
}
