/** Files that keep what AWS wrote: a repository may list the managed policies, a file each. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isSettled } from "../../policy/policy.ts";
import { type DocumentPolicy } from "../document.ts";

/**
 * Is the file called as a policy that AWS manages, and does it say what that one says, in whatever version? False where
 * the list of them is not at hand.
 */
export function isCopyOfManaged({ site, policy }: DocumentPolicy, path: string, catalog: Catalog): boolean {
  const name = /(?:^|\/)([A-Z][\w-]*)\.json$/.exec(path)?.[1];
  if (name === undefined || site.isPlain !== true) return false;
  const managed = catalog.managedPolicies();
  const found = managed?.find(name);
  if (managed === undefined || found === undefined) return false;
  const texts = new Set(textsIn(managed.documentOf(found)));
  const entries = policy.statements.flatMap(({ action, notAction }) => (action ?? notAction)?.entries ?? []);
  const shared = entries.filter((entry) => isSettled(entry) && texts.has(entry.text)).length;
  return shared > 0 && shared * 2 >= entries.length;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
