/** A copy of a statement with other items in some of its lists. */
import { type Policy, type ScalarList, type Statement } from "../../policy/policy.ts";
import { type Change, type NewObject, type NewValue } from "../../syntax/change.ts";
import { type Value } from "../../syntax/value.ts";

/** Are all values of the list its own: none that the file does not settle, or that may not be there? */
export function isClosed({ open, misplaced, entries, node }: ScalarList): boolean {
  const items = node.kind === "array" ? node.items : [node];
  return !open && misplaced.length === 0 && entries.every((entry) => items.includes(entry.node) && entry.certain);
}

/** Some items of a list, each as it stands. What is written as a list stays one. */
export function copyOfItems({ form }: Pick<ScalarList, "form">, items: readonly Value[]): NewValue {
  const copies = items.map((copyOf) => ({ copyOf }));
  const [only, ...others] = copies;
  return only !== undefined && others.length === 0 && form === "single" ? only : copies;
}

/** Changes that leave only some items of a list; undefined where it has no list. */
export function keepItems({ node }: ScalarList, kept: readonly Value[]): readonly Change[] | undefined {
  if (node.kind !== "array") return kept.includes(node) ? [] : undefined;
  const removed = node.items.filter((item) => !kept.includes(item));
  return removed.length === node.items.length
    ? undefined
    : removed.map((part): Change => ({ change: "remove-item", from: node, part }));
}

/** All of a statement but what is said anew; a Sid is only there if it is. */
export function copyOfStatement(
  { object }: Pick<Statement, "object">,
  anew: Readonly<Record<string, NewValue>>,
): NewObject {
  return {
    members: object.members.flatMap(({ key, value }) => {
      const other = Object.hasOwn(anew, key) ? anew[key] : undefined;
      if (other !== undefined) return [[key, other] as const];
      return key === "Sid" || value === undefined ? [] : [[key, { copyOf: value }] as const];
    }),
  };
}

/** May its values be written in another statement? Not those that a loop makes, or where a name is filled in. */
export function mayBeCopied({ certain, object, effect }: Statement, text: string): boolean {
  const written = text.slice(object.span.start, object.span.end);
  const names = object.members.map(({ key }) => key);
  return (
    certain &&
    effect !== undefined &&
    new Set(names).size === names.length &&
    object.members.every(({ keyHoles }) => keyHoles.length === 0) &&
    !/\bdynamic\b|\bfor\b/.test(written)
  );
}

/** Is the list of statements the policy's own, with each of them in it? */
export function hasOwnStatements({ statementMember, statements, open, misplaced, nested }: Policy): boolean {
  const list = statementMember?.value;
  if (open || misplaced.length > 0 || nested.length > 0 || list === undefined) return false;
  return statements.every(({ object }) => (list.kind === "array" ? list.items.includes(object) : list === object));
}
