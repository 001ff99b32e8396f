/** The actions of the service reference that the entries of a statement name, patterns written out. */
import { type Action, type Catalog } from "../catalog/catalog.ts";
import { hasWildcard, isOnlyStars } from "../catalog/match-name.ts";

export interface NamedActions {
  readonly actions: readonly Action[];
  /** Every entry was understood and written out; `*` never is. */
  readonly complete: boolean;
}

/** So many actions are looked at: more than any one service has. */
const MOST_ACTIONS = 1000;

/** `entries` are those of an Action element, as far as the file settles them. */
export function actionsNamed(entries: readonly string[], catalog: Catalog): NamedActions {
  const actions = new Map<string, Action>();
  let complete = true;
  for (const entry of entries) {
    const found = isOnlyStars(entry) ? undefined : actionsOfEntry(entry, catalog);
    if (found === undefined || actions.size + found.length > MOST_ACTIONS) complete = false;
    else for (const action of found) actions.set(`${action.service}:${action.name}`, action);
  }
  return { actions: [...actions.values()], complete };
}

/** Undefined if the entry names nothing in the reference. */
function actionsOfEntry(written: string, catalog: Catalog): readonly Action[] | undefined {
  const names = hasWildcard(written) ? catalog.actionsMatching(written, MOST_ACTIONS).first : [written];
  const actions = names.flatMap((one) => {
    const colon = one.indexOf(":");
    const action = colon < 0 ? undefined : catalog.service(one.slice(0, colon))?.action(one.slice(colon + 1));
    return action === undefined ? [] : [action];
  });
  return actions.length === 0 ? undefined : actions;
}
