/** A Deny of a whole service on a key that only few of its requests carry: it hits all the others. */
import { type ActionTraits, type Catalog, keysOfAction, type Service } from "../catalog/catalog.ts";
import { isListedAs } from "../catalog/key-template.ts";
import { operatorOf } from "../policy/operators.ts";
import { type ConditionEntry, isSettled, type Scalar, type Statement } from "../policy/policy.ts";

export interface DeniedService {
  /** `ec2:*`, as it is written. */
  readonly entry: Scalar;
  readonly condition: ConditionEntry;
  /** An action whose requests have no such key, with its prefix. */
  readonly example: string;
}

/** Of a Deny of everything with that condition alone: with another one, or for some resources, it may be meant so. */
export function deniedService(
  { effect, action, resource, condition }: Statement,
  catalog: Catalog,
): DeniedService | undefined {
  const isDeny = effect !== undefined && isSettled(effect) && effect.text === "Deny";
  if (!isDeny || action === undefined || resource?.entries.some(({ text }) => text === "*") !== true) return undefined;
  const blocks = condition?.operators ?? [];
  const [entry, ...others] = blocks.flatMap(({ entries }) => entries);
  const isOpen = condition === undefined || condition.open || blocks.some(({ open }) => open);
  if (entry === undefined || others.length > 0 || isOpen || !entry.certain || entry.keyHoles.length > 0)
    return undefined;
  const use = operatorOf(entry);
  // Whether something has a tag is asked of all that may have one, and from where a request comes of all requests.
  const isOfAny = /tag|:source/i.test(entry.key);
  if (use?.operator.negated !== true || use.ifExists || use.setOperator !== undefined || isOfAny) return undefined;
  const service = catalog.service(entry.key.slice(0, entry.key.indexOf(":")));
  const whole = action.entries.find(({ text }) => text.toLowerCase() === `${service?.prefix}:*`);
  const example = service === undefined || whole === undefined ? undefined : withoutKey(service, entry.key);
  return whole === undefined || example === undefined ? undefined : { entry: whole, condition: entry, example };
}

/** Undefined where many of the service's actions carry the key, or none is listed with it. */
function withoutKey(service: Service, key: string): string | undefined {
  // Actions of the same traits share them, and most services have few.
  const carries = new Map<ActionTraits, boolean>();
  for (const traits of service.actionTraits) {
    if (!carries.has(traits))
      carries.set(
        traits,
        [...keysOfAction(service, traits)].some((one) => isListedAs(key, one)),
      );
  }
  const { actionNames, actionTraits } = service;
  const isOther = (traits: ActionTraits | undefined): boolean => traits !== undefined && carries.get(traits) !== true;
  const others = actionNames.filter((_name, index) => isOther(actionTraits[index]));
  const carriers = actionNames.length - others.length;
  if (carriers === 0 || carriers * FEW > actionNames.length) return undefined;
  // The shorter the name, the better it is known.
  const [example] = others
    .filter((name) => /^(?:Describe|Get|List)/.test(name))
    .sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return example && `${service.prefix}:${example}`;
}

const FEW = 4;
