/** A name that is no action's, but an API operation's. */
import { type Catalog } from "./catalog.ts";
import { hasWildcard } from "./match-name.ts";
import { actionOfOperation } from "./operation-actions.ts";
import { permissionsOfOperation } from "./operation-permissions.ts";

/**
 * The actions that authorize the operation of that name, as `s3:GetObject`, each listed in the reference; none for other
 * names. `written` has no service in front.
 */
export function permissionsNamed(prefix: string, written: string, catalog: Catalog): readonly string[] {
  if (hasWildcard(written)) return [];
  const one = actionOfOperation(catalog, prefix, written);
  const all =
    one === null
      ? permissionsOfOperation(prefix, written.toLowerCase())?.needs.flatMap(({ actions }) => actions)
      : [one];
  const areListed = all?.every((of) => catalog.actionsMatching(of, 0).count > 0) ?? false;
  return areListed ? (all ?? []) : [];
}
