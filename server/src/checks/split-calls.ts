/** A call that is decided on several resources, of which only some have the key of a condition: what its fixes do. */
import { type ActionResource, type Catalog } from "../catalog/catalog.ts";
import { isListedAs } from "../catalog/key-template.ts";
import { addStatement, replaceValues } from "../policy/changes.ts";
import { type Policy, type Statement } from "../policy/policy.ts";
import { newObject } from "../syntax/change.ts";
import { listed, name, say } from "../wording/phrase.ts";
import { asLastResort, type Fix, fixWith } from "./fix.ts";
import { type NamedAction, namedActions } from "./named-actions.ts";

export interface SplitCall {
  readonly named: NamedAction;
  readonly key: string;
  /** Required types whose requests have the key, and those whose requests do not. */
  readonly having: readonly string[];
  readonly missing: readonly string[];
  /** Of those that have it, the types whose requests have it whenever somebody tags what the call is for. */
  readonly tagged: readonly string[];
}

/** What a call also needs, where nothing but the tagged types is allowed. */
export function restOf({
  having,
  missing,
  tagged,
}: Pick<SplitCall, "having" | "missing" | "tagged">): readonly string[] {
  return [...missing, ...having.filter((type) => !tagged.includes(type))].sort();
}

/** To the types of all its actions whose requests have the key. */
export function limiting(statement: Statement, splits: readonly SplitCall[], catalog: Catalog): readonly Fix[] {
  const { action, resource } = statement;
  const named = namedActions(statement, catalog);
  const [first] = splits;
  if (first === undefined || resource === undefined || action?.entries.length !== named.length) return [];
  const kept = named.map((one) => {
    const split = splits.find(({ named: { entry } }) => entry === one.entry);
    const types =
      split?.tagged ?? one.action.resources.filter((type) => carries(type, first.key)).map(({ type }) => type);
    return arnsOf(one, types);
  });
  const arns = [...new Set(kept.flat())];
  const [only, ...others] = arns;
  if (only === undefined || kept.some(({ length }) => length === 0)) return [];
  return fixWith(
    say`Limit ${name("Resource")} to ${listed(arns.map(name), "and")}`,
    replaceValues(resource, others.length === 0 ? only : arns),
  );
}

/** It allows more than before, so nobody gets it unasked. */
export function allowingRest(
  policy: Policy,
  statement: Statement,
  named: NamedAction,
  rest: readonly string[],
): readonly Fix[] {
  const arns = arnsOf(named, rest);
  if (arns.length < rest.length || statement.principal !== undefined) return [];
  const [only = "", ...others] = arns;
  const Resource = others.length === 0 ? only : arns;
  const added = newObject({ Effect: "Allow", Action: named.entry.text, Resource });
  return asLastResort(
    fixWith(say`Allow ${listed(rest.map(name), "and")} in another statement`, addStatement(policy, added, statement)),
  );
}

function arnsOf({ service }: NamedAction, types: readonly string[]): readonly string[] {
  return types.flatMap((type) => (service.resourceType(type)?.arns ?? []).slice(0, 1).map(anyOf));
}

function anyOf(template: string): string {
  return template.replace("${Partition}", "aws").replaceAll(/\$\{[^}]*\}/g, "*");
}

/** Does the reference list the key for the resource type? */
export function carries({ conditionKeys }: ActionResource, key: string): boolean {
  return conditionKeys.some((one) => isListedAs(key, one));
}
