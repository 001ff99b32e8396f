/**
 * A Deny whose condition holds because this part of the request never has its key, as a launch's image has no instance
 * type: as it is written it denies every such call, whatever is asked for.
 */
import { operatorOf } from "../../policy/operators.ts";
import { isSettled } from "../../policy/policy.ts";
import { patternOfTemplate } from "./covers.ts";
import { replaceText } from "../../policy/changes.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk } from "./proposal.ts";

/**
 * The Deny for the resources alone that carry the key, in the place of a `*`. Source: "Actions, resources, and condition
 * keys for Amazon EC2", on the keys of the resource types of RunInstances.
 */
export function limitedToCarriers(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition } = one.trace;
  const [only, ...more] = statement.resource?.entries ?? [];
  const keys = condition.entries
    .filter(({ entry }) => operatorOf(entry)?.operator.negated === true && scene.isOfOtherResource(entry.key))
    .map(({ entry }) => entry.key);
  const [key] = keys;
  if (only?.text !== "*" || !isSettled(only) || more.length > 0 || key === undefined) return [];
  const carriers = scene.arnTemplates.map(patternOfTemplate).filter((arn) => scene.carriesKey(key, arn) === true);
  const [to, ...others] = carriers.length > 1 ? carriers.filter((arn) => isNamedIn(key, arn)) : carriers;
  // The Deny may be for other actions, too, whose resources are others.
  const actions = statement.action?.entries ?? [];
  const isOfActionAlone = actions.length === 1 && actions[0]?.text.toLowerCase() === scene.action.toLowerCase();
  if (to === undefined || others.length > 0 || !isOfActionAlone) return [];
  return changing(one, replaceText(only, to), {
    kind: "extend-statement",
    change: { change: "correct-resource", place: scene.placeOf(one), written: only.text, to },
    risks: [{ risk: "only-there", key, resources: to }, ...ownerRisk(scene)],
    given: NOTHING_GIVEN,
    attached: undefined,
    cost: 0.5,
  });
}

/** Of several that carry it, as a reservation of capacity has the instance type of what is launched into it, the one that it is about. */
function isNamedIn(key: string, arn: string): boolean {
  const kind = /^(?:[^:]*:){5}([^/:]+)/.exec(arn)?.[1]?.replaceAll("-", "");
  const name = key.slice(key.indexOf(":") + 1).toLowerCase();
  return kind !== undefined && name.startsWith(kind);
}
