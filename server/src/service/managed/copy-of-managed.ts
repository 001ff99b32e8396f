/** Files that keep what AWS wrote: a repository may list the managed policies, a file each or all in one. */
import { type Catalog } from "../../catalog/catalog.ts";
import { isSettled } from "../../policy/policy.ts";
import { type DocumentPolicy } from "../document.ts";

/**
 * Is it called as a policy that AWS manages, and does it say what that one says, in whatever version? False where the
 * list of them is not at hand.
 */
export function isCopyOfManaged(document: DocumentPolicy, path: string, catalog: Catalog): boolean {
  const names = namesOf(document, path);
  if (names.length === 0) return false;
  const managed = catalog.managedPolicies();
  const found = names.map((name) => managed?.find(name)).find((one) => one !== undefined);
  if (managed === undefined || found === undefined) return false;
  const texts = new Set(textsIn(managed.documentOf(found)));
  const entries = document.policy.statements.flatMap(({ action, notAction }) => (action ?? notAction)?.entries ?? []);
  const shared = entries.filter((entry) => isSettled(entry) && texts.has(entry.text)).length;
  return shared > 0 && shared * 2 >= entries.length;
}

/** Of a file that is one policy its name; of what a file lists the keys around it, and the name that stands beside it. */
function namesOf({ site }: DocumentPolicy, path: string): readonly string[] {
  if (site.isPlain === true) return /(?:^|\/)([A-Z][\w-]*)\.json$/.exec(path)?.slice(1) ?? [];
  // What a template makes under such a name is the author's own.
  if (site.uses.length > 0 || !/\.json$/i.test(path)) return [];
  return [...site.path.slice(-NEAREST_KEYS), ...(site.name === undefined ? [] : [site.name])];
}

/** `"ReadOnlyAccess": { "PolicyVersion": { "Document": … } }` */
const NEAREST_KEYS = 3;

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
