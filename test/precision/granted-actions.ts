/**
 * Actions for whose list of resource types there is a witness beside the list: a policy of AWS's own names the action and
 * an ARN on which, by the list, a request can match.
 */
import { type Catalog } from "../../server/src/catalog/catalog.ts";
import { type Statement } from "../../server/src/policy/policy.ts";
import { type ProverMemory, proveRow } from "../../server/src/service/prove.ts";
import { type ManagedPolicy } from "./managed-policies.ts";

/** Names in the spelling of the reference by prefix, both sorted. */
export function grantedActions(
  policies: readonly Pick<ManagedPolicy, "document">[],
  catalog: Catalog,
): Readonly<Record<string, readonly string[]>> {
  const kept: ProverMemory = new Map();
  const granted = new Map<string, Set<string>>();
  for (const { document } of policies) {
    for (const statement of document.policy.statements) {
      for (const { prefix, name, written } of namedActions(statement, catalog)) {
        const names = granted.get(prefix) ?? new Set<string>();
        granted.set(prefix, names);
        if (!names.has(name) && namedArns(statement).some((arn) => canMatch(written, arn, catalog, kept)))
          names.add(name);
      }
    }
  }
  return Object.fromEntries(
    [...granted]
      .filter(([, names]) => names.size > 0)
      .map(([prefix, names]) => [prefix, [...names].sort()] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

interface NamedAction {
  readonly prefix: string;
  readonly name: string;
  readonly written: string;
}

function namedActions({ effect, action }: Statement, catalog: Catalog): readonly NamedAction[] {
  if (effect?.text !== "Allow") return [];
  return (action?.entries ?? []).flatMap(({ text }) => {
    const colon = text.indexOf(":");
    const known = colon < 0 ? undefined : catalog.service(text.slice(0, colon))?.action(text.slice(colon + 1));
    return known === undefined ? [] : { prefix: known.service, name: known.name, written: text };
  });
}

/** ARNs of a service that are more than all of it. */
function namedArns({ resource }: Statement): readonly string[] {
  const texts = resource?.entries.map(({ text }) => text) ?? [];
  return texts.filter((text) => {
    const fields = text.split(":");
    return fields[0] === "arn" && fields[2] !== "*" && fields.slice(5).join(":") !== "*";
  });
}

function canMatch(action: string, resource: string, catalog: Catalog, kept: ProverMemory): boolean {
  const row = { statement: { Effect: "Allow", Action: action, Resource: resource } };
  return proveRow(row, () => catalog, kept).proof.verdict === "satisfiable";
}
