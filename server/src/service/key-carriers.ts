/** Which actions the service reference lists a condition key with. */
import { type Action, type Catalog, type ConditionKey, keysOfAction } from "../catalog/catalog.ts";
import { usualFirst } from "../catalog/usual-actions.ts";
import { isSettled, type Statement } from "../policy/policy.ts";
import { type Carriers, isListedPerAction } from "../wording/key.ts";
import { actionsNamed } from "./statement-actions.ts";

/**
 * Among the statement's own actions if it names them; else among all of the key's service. Undefined for a global key
 * that any action's request may carry.
 */
export function carriersInStatement(statement: Statement, key: ConditionKey, catalog: Catalog): Carriers | undefined {
  const isGlobal = catalog.globalKey(key.name) !== undefined;
  if (isGlobal && !isListedPerAction(key)) return undefined;
  const entries = statement.action?.entries ?? [];
  const settled = statement.action?.open === false && entries.every(isSettled);
  const { actions, complete } = actionsNamed(
    entries.map(({ text }) => text),
    catalog,
  );
  if (!settled || !complete || actions.length === 0) return isGlobal ? undefined : carriersInService(key, catalog);
  const carrying: string[] = [];
  const lacking: string[] = [];
  for (const action of actions) {
    if (carriesKey(action, key, catalog)) carrying.push(qualifiedName(action));
    // What is asked for within the request of another call has the keys of that request.
    else if (action.permissionOnly === false) lacking.push(qualifiedName(action));
  }
  return carrying.length + lacking.length === 0 ? undefined : { of: "statement", carrying, lacking };
}

/** Undefined for a key of no service, as a global key. */
export function carriersInService(key: ConditionKey, catalog: Catalog): Carriers | undefined {
  const service =
    catalog.globalKey(key.name) === undefined ? catalog.service(key.name.split(":", 1)[0] ?? "") : undefined;
  if (service === undefined) return undefined;
  const { prefix, actionNames } = service;
  const names = actionNames.filter((name) => {
    const action = service.action(name);
    return action !== undefined && carriesKey(action, key, catalog);
  });
  const carrying = usualFirst(prefix, names, catalog).map((name) => `${prefix}:${name}`);
  return { of: "service", prefix, carrying, total: actionNames.length };
}

function carriesKey(action: Action, key: ConditionKey, catalog: Catalog): boolean {
  const service = catalog.service(action.service);
  if (service === undefined) return false;
  const wanted = key.name.toLowerCase();
  for (const one of keysOfAction(service, action)) if (one.toLowerCase() === wanted) return true;
  return false;
}

function qualifiedName(action: Action): string {
  return `${action.service}:${action.name}`;
}
