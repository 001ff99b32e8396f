/** Actions that a statement names outright, as the reference has them. */
import { type Action, type Catalog, type Service } from "../catalog/catalog.ts";
import { isSettled, type Scalar, type Statement } from "../policy/policy.ts";
import { hasWildcard, splitAction } from "./action-text.ts";

export interface NamedAction {
  readonly entry: Scalar;
  readonly index: number;
  readonly action: Action;
  readonly service: Service;
}

/** Without those that are written with wildcards, filled in later, or not in the reference. */
export function namedActions({ action }: Statement, catalog: Catalog): readonly NamedAction[] {
  return (action?.entries ?? []).flatMap((entry, index) => {
    const written = isSettled(entry) ? splitAction(entry.text) : undefined;
    if (written === undefined || hasWildcard(entry.text)) return [];
    const service = catalog.service(written.service);
    const known = service?.action(written.name);
    return service === undefined || known === undefined ? [] : [{ entry, index, action: known, service }];
  });
}
