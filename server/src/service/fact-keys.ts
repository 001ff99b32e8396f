/** The context keys of which a fact can be stated for a request: all that are in play, and why each is. */
import { type Catalog, type ConditionKey, keysOfAction } from "../catalog/catalog.ts";
import { candidatesFor, indexPolicies } from "../evaluation/policy-index.ts";
import { isSettledCondition, type Statement } from "../policy/policy.ts";
import { factInWords } from "../telling/fact-sentences.ts";
import { keyTypeInWords } from "../wording/key.ts";
import { type WorkspacePolicies } from "../workspace/workspace.ts";
import { type PolicyService } from "./index.ts";

export interface FactKey {
  /** As it is written first; a name such as `aws:RequestTag/${TagKey}` is to be completed. */
  readonly key: string;
  /** A condition of a policy here asks for it; requests for the action carry it; any request may. */
  readonly why: "condition" | "action" | "any-request";
  /** Undefined for a key that the reference does not list. */
  readonly type: string | undefined;
}

export function factsWith(catalog: () => Catalog): Pick<PolicyService, "checkFact" | "factKeys"> {
  return {
    checkFact: (key, written) => factInWords(key, written, catalog()),
    factKeys: (action, { policies }) => factKeys(action, policies, catalog()),
  };
}

/** `action`: `service:Name`, or undefined where it is not known; then every condition of the workspace counts. */
export function factKeys(
  action: string | undefined,
  workspace: WorkspacePolicies,
  catalog: Catalog,
): readonly FactKey[] {
  const asked = keysAskedFor(action, workspace).map((key) => factKey(key, "condition", catalog));
  const carried = keysCarriedBy(action, catalog).map((key) => factKey(key, "action", catalog));
  const any = catalog.globalKeys.map(({ name }) => factKey(name, "any-request", catalog));
  const found = new Map<string, FactKey>();
  for (const one of [...asked, ...inOrder(carried), ...inOrder(any)]) {
    const id = one.key.toLowerCase();
    if (!found.has(id)) found.set(id, one);
  }
  return [...found.values()];
}

/** Those that most statements ask for come first. */
function keysAskedFor(action: string | undefined, { policies }: WorkspacePolicies): readonly string[] {
  const statements =
    action === undefined
      ? policies.flatMap(({ policy }) => policy.statements)
      : candidatesFor(indexPolicies(policies), action).flatMap((candidate) => candidate.statements);
  const counts = new Map<string, { readonly key: string; count: number }>();
  for (const key of statements.flatMap(keysIn)) {
    const known = counts.get(key.toLowerCase()) ?? { key, count: 0 };
    known.count++;
    counts.set(key.toLowerCase(), known);
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ key }) => key);
}

function keysIn({ condition }: Statement): readonly string[] {
  const entries = (condition?.operators ?? []).flatMap((block) => block.entries);
  return entries
    .filter((entry) => isSettledCondition(entry) && /^[^:\s]+:[^:\s]/.test(entry.key))
    .map(({ key }) => key);
}

function keysCarriedBy(action: string | undefined, catalog: Catalog): readonly string[] {
  const [prefix = "", name = ""] = (action ?? "").split(":");
  const service = catalog.service(prefix);
  const found = service?.action(name);
  return service === undefined || found === undefined ? [] : [...keysOfAction(service, found)];
}

function factKey(written: string, why: FactKey["why"], catalog: Catalog): FactKey {
  const known: ConditionKey | undefined = catalog.globalKey(written) ?? catalog.conditionKey(written);
  return { key: written, why, type: known === undefined ? undefined : keyTypeInWords(known) };
}

function inOrder(keys: readonly FactKey[]): readonly FactKey[] {
  return [...keys].sort((one, other) => (one.key.toLowerCase() < other.key.toLowerCase() ? -1 : 1));
}
