import { type Action, type Catalog, type ConditionKey, type Service } from "../../server/src/catalog/catalog.ts";
import { miniCatalog } from "./mini-catalog.ts";

/** Knows every service, action and condition key: what a check still says, it says without reference data. */
export function generousCatalog(): Catalog {
  const mini = miniCatalog();
  return {
    ...mini,
    service: anyService,
    isRetiredService: () => false,
    isRetiredAction: () => false,
    actionsMatching: () => ({ count: 1, first: [] }),
    conditionKey: (name) => mini.conditionKey(name) ?? anyKey(name),
    keyOrigin: () => "service",
  };
}

function anyService(prefix: string): Service {
  return {
    prefix: prefix.toLowerCase(),
    name: prefix,
    actionNames: [],
    actionTraits: [],
    accessLevels: [],
    action: (name) => anyAction(prefix, name),
    resourceTypes: [],
    resourceType: () => undefined,
    conditionKeys: [],
    conditionKey: anyKey,
  };
}

function anyAction(service: string, name: string): Action {
  return {
    service,
    name,
    accessLevels: [],
    resourcesAttested: true,
    namedAfter: [],
    permissionOnly: false,
    resources: [],
    conditionKeys: [],
    dependentActions: [],
    description: undefined,
  };
}

function anyKey(name: string): ConditionKey {
  return { name, type: "String", multivalued: false, description: undefined };
}
