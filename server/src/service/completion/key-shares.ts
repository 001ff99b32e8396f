/** Which of a statement's actions carry a condition key, where some do and some do not. */
import { type Action, type Catalog, keysOfAction } from "../../catalog/catalog.ts";
import { counted } from "../../wording/phrase.ts";

/** By the lower-case name of a key: the actions that are listed with it. */
export interface KeyShares {
  readonly actions: readonly Action[];
  readonly carriers: ReadonlyMap<string, ReadonlySet<Action>>;
}

export function keyShares(actions: readonly Action[], catalog: Catalog): KeyShares {
  const carriers = new Map<string, Set<Action>>();
  for (const action of actions) {
    const service = catalog.service(action.service);
    if (service === undefined) continue;
    for (const key of keysOfAction(service, action)) {
      const found = carriers.get(key.toLowerCase());
      if (found === undefined) carriers.set(key.toLowerCase(), new Set([action]));
      else found.add(action);
    }
  }
  return { actions, carriers };
}

/**
 * For a key that some of the actions carry: which requests lack it, in few words; undefined if all have it, if none is
 * listed with it, or if those that lack it are asked for within another call's request, which has that call's keys.
 */
export function lackingNote(key: string, { actions, carriers }: KeyShares): string | undefined {
  const carrying = carriers.get(key.toLowerCase());
  if (carrying === undefined) return undefined;
  const lacking = actions.filter((action) => !carrying.has(action) && action.permissionOnly === false);
  if (lacking.length === 0) return undefined;
  if (lacking.length <= MOST_NAMED) return `not in requests of ${lacking.map(qualifiedName).join(", ")}`;
  if (carrying.size <= MOST_NAMED) return `only in requests of ${[...carrying].map(qualifiedName).join(", ")}`;
  return `not in requests of ${counted(lacking.length)} of ${counted(actions.length)} actions`;
}

const MOST_NAMED = 2;

function qualifiedName({ service, name }: Action): string {
  return `${service}:${name}`;
}
