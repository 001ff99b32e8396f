/** Statements that differ in one element, as one. */
import { sidOf, type Statement } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { memberNamed, type ObjectValue, type Value } from "../../syntax/value.ts";
import { type Written } from "../../proof/comparing/statement-parts.ts";
import { name, type Phrase, say } from "../../wording/phrase.ts";
import { statementName } from "../../checks/statement-name.ts";
import { proposed, type Proposal, type RefactoringPlace } from "./refactoring.ts";
import { hasOwnStatements, mayBeCopied } from "./statement-copy.ts";

export function proposeMerge({ policy: { policy }, statement, text, written }: RefactoringPlace): readonly Proposal[] {
  const list = policy.statementMember?.value;
  if (list?.kind !== "array" || !hasOwnStatements(policy) || !mayBeCopied(statement, text)) return [];
  const own = membersIn(statement.object, written);
  const groups = new Map<string, { readonly path: Path; readonly others: Statement[] }>();
  for (const other of policy.statements) {
    if (other === statement || !mayBeCopied(other, text)) continue;
    const path = onlyDifference(statement.object, own, other.object, written);
    if (path === undefined) continue;
    const group = groups.get(path.join("\n")) ?? { path, others: [] };
    group.others.push(other);
    groups.set(path.join("\n"), group);
  }
  return [...groups.values()].flatMap(({ path, others }) => {
    const added = additions(statement, others, path, written);
    const removed = others.map(({ object }): Change => ({ change: "remove-item", from: list, part: object }));
    const sid = sidChange(statement, others);
    return proposed(titleOf(others, path), added && [...added, ...sid, ...removed], { sort: "inline" });
  });
}

/** A name is not lost that only the other one has. */
function sidChange({ sid, object }: Statement, others: readonly Statement[]): readonly Change[] {
  const [only, ...more] = others;
  const other = only === undefined || more.length > 0 ? undefined : sidOf(only);
  if (sid !== undefined || other === undefined) return [];
  return [{ change: "add-member", to: object, after: undefined, key: "Sid", value: other }];
}

function titleOf(others: readonly Statement[], path: Path): Phrase {
  const [only, ...more] = others;
  const element = name(path.at(-1) ?? "");
  return only !== undefined && more.length === 0
    ? say`Merge with ${statementName(only)}, which differs only in ${element}`
    : say`Merge with ${others.length} statements that differ only in ${element}`;
}

/** The names that lead to a list: `Action`, `Principal` and its type, `Condition`, operator and key. */
type Path = readonly string[];

const DEPTHS: ReadonlyMap<string, number> = new Map([
  ["Action", 0],
  ["Resource", 0],
  ["Principal", 1],
  ["Condition", 2],
]);

/** Where two statements differ, if they do so in one list alone. `own` are the members of `one`, written once for all. */
function onlyDifference(
  one: ObjectValue,
  own: ReadonlyMap<string, string>,
  other: ObjectValue,
  written: Written,
): Path | undefined {
  const [name, ...more] = differences(own, membersIn(other, written));
  const depth = name === undefined ? undefined : DEPTHS.get(name);
  if (name === undefined || depth === undefined || more.length > 0) return undefined;
  return pathIn(name, depth, one, other, written);
}

function pathIn(name: string, depth: number, one: ObjectValue, other: ObjectValue, written: Written): Path | undefined {
  const [left, right] = [memberNamed(one, name)?.value, memberNamed(other, name)?.value];
  if (depth === 0) return isList(left) && isList(right) ? [name] : undefined;
  if (left?.kind !== "object" || right?.kind !== "object") return undefined;
  const [inner, ...more] = differences(membersIn(left, written), membersIn(right, written));
  if (inner === undefined || more.length > 0) return undefined;
  const rest = pathIn(inner, depth - 1, left, right, written);
  return rest && [name, ...rest];
}

function isList(value: Value | undefined): boolean {
  if (value?.kind === "array") return value.items.every(({ kind }) => kind === "string" || kind === "unknown");
  return value?.kind === "string";
}

function membersIn({ members }: ObjectValue, written: Written): ReadonlyMap<string, string> {
  return new Map(
    members.flatMap(({ key, value }) => (key === "Sid" || value === undefined ? [] : [[key, written(value)]])),
  );
}

function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((key) => one.get(key) !== other.get(key));
}

function valueAt(object: ObjectValue, [name = "", ...rest]: Path): Value | undefined {
  const value = memberNamed(object, name)?.value;
  if (rest.length === 0 || value === undefined) return value;
  return value.kind === "object" ? valueAt(value, rest) : undefined;
}

/** What the others have more in that list. */
function additions(
  { object }: Statement,
  others: readonly Statement[],
  path: Path,
  written: Written,
): readonly Change[] | undefined {
  const node = valueAt(object, path);
  if (node === undefined) return undefined;
  const seen = new Set(itemsOf(node).map(written));
  const added = others.flatMap((other) => {
    const value = valueAt(other.object, path);
    return (value === undefined ? [] : itemsOf(value)).filter((item) => {
      const isNew = !seen.has(written(item));
      seen.add(written(item));
      return isNew;
    });
  });
  if (node.kind !== "array")
    return [{ change: "replace", value: node, by: [node, ...added].map((copyOf) => ({ copyOf })) }];
  const after = node.items.at(-1);
  return added.map((copyOf): Change => ({ change: "add-item", to: node, after, value: { copyOf } }));
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === "array" ? value.items : [value];
}
