/** What an explanation asks of an action, from the catalog. */
import { type Catalog } from "../catalog/catalog.ts";
import { isDecidedOnAncestors, isDecidedOnEach } from "../catalog/decided-on-each.ts";
import { carriesKeyFor, chooserOfKey, type ListedAction } from "../catalog/key-choice.ts";
import { type ActionLookup } from "../denial/action-facts.ts";
import { knowKey } from "../proof/facts/key-knowledge.ts";
import { actionUniverse } from "../proof/solving/action-universe.ts";

/** `action`: `service:Name`. Undefined for one that the catalog does not list. */
export function factsOfAction(catalog: Catalog, action: string): ReturnType<ActionLookup> {
  const colon = action.indexOf(":");
  const service = catalog.service(action.slice(0, Math.max(0, colon)));
  const found = service?.action(action.slice(colon + 1));
  if (service === undefined || found === undefined) return undefined;
  const ofTypes = found.resources.flatMap(({ type }) => service.resourceType(type)?.arns ?? []);
  const arnTemplates = TO_DOMAIN.test(action) ? ofTypes.map((one) => `${one}/\${Path}`) : ofTypes;
  const listed = { service, action: found };
  const required =
    isDecidedOnEach(found) || isDecidedOnAncestors(found) ? found.resources.filter((one) => one.required) : [];
  return {
    name: `${service.prefix}:${found.name}`,
    takesResource: found.resources.length > 0,
    accessLevels: found.accessLevels,
    arnTemplates,
    decidedOn: required.map(({ type }) => ({ type, templates: service.resourceType(type)?.arns ?? [] })),
    chooserOf: (key) => chooserOfKey(key, listed),
    carriesKey: (key, resource) => carriesKeyFor(key, resource, listed) ?? carriesKeyOfOther(key, listed, catalog),
  };
}

/**
 * Every request to a domain of Amazon OpenSearch Service has a path. Source: "Identity and Access Management in Amazon
 * OpenSearch Service", on the trailing `/*`.
 */
const TO_DOMAIN = /^es:ESHttp/i;

/** Of a key of another service than the action's: what a proof takes to be so. */
function carriesKeyOfOther(key: string, { service, action }: ListedAction, catalog: Catalog): boolean | undefined {
  const lower = key.toLowerCase();
  if (catalog.keyOrigin(key) !== "service" || lower.startsWith(`${service.prefix}:`)) return undefined;
  const universe = actionUniverse(catalog);
  const known = universe.action(service.prefix, action.name);
  const carries = known === undefined ? undefined : knowKey(lower, catalog, universe).carriedBy?.(known);
  return carries === "no" ? false : undefined;
}
