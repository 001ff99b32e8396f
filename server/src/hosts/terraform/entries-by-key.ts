/**
 * What a map has under each of its keys. Of a key that several maps of a `merge` have, it is what the last of them says.
 * Source: "merge Function" of the "Terraform configuration language".
 */
import { type HclCall, type HclExpression, type HclFor } from "../../syntax/hcl-tree.ts";
import { nameOfKey } from "./expression-parts.ts";
import { follow, type Followed, itemsIn } from "./follow.ts";
import { type Scope } from "./scope.ts";

export interface Entry extends Followed {
  /** Undefined for an item of a list, and where the key is made. */
  readonly key: string | undefined;
}

/** All that an expression may lead to. */
type Through = typeof follow;

/** Without those of which several may stand under their key. */
export function entriesIn(one: Followed, through: Through = follow): readonly Entry[] {
  return itemsWithKeys(one, through).flatMap(({ key, expression, scope }) => {
    const [only, ...others] = follow(expression, scope);
    return only === undefined || others.length > 0 ? [] : [{ ...only, key }];
  });
}

/** What is written under one key, which may be a name for something else; several where a choice decides between maps. */
export function writtenUnder(key: string, collection: HclExpression, scope: Scope): readonly Followed[] {
  return follow(collection, scope).flatMap((one) => itemsWithKeys(one, follow).filter((item) => item.key === key));
}

/** Where the values of one key are; several where a choice decides between them. */
export function entriesUnder(key: string, collection: HclExpression, scope: Scope): readonly Followed[] {
  return writtenUnder(key, collection, scope).flatMap((one) => follow(one.expression, one.scope));
}

function itemsWithKeys(one: Followed, through: Through): readonly Entry[] {
  const { expression, scope } = one;
  if (expression.kind === "object")
    return expression.items.map(({ key, value }) => ({ key: nameOfKey(key), expression: value, scope }));
  if (expression.kind === "for" && goesOn(expression)) {
    const items = through(expression.collection, scope).flatMap((of) => itemsWithKeys(of, through));
    return keepsKeys(expression) ? items : items.map((item) => ({ ...item, key: undefined }));
  }
  if (expression.kind === "call" && expression.name === "merge") return mergedItems(expression, scope, through);
  return itemsIn(one).map((item) => ({ ...item, key: undefined }));
}

function mergedItems({ arguments: maps }: HclCall, scope: Scope, through: Through): readonly Entry[] {
  const read = maps.map((map) => {
    const found = through(map, scope);
    const items = found.flatMap((of) => itemsWithKeys(of, through));
    return { items, isOne: found.length === 1, keys: new Set(items.map(({ key }) => key)) };
  });
  return read.flatMap(({ items, isOne }, at) => {
    const has = (some: typeof read, key: string): boolean => some.some(({ keys }) => keys.has(key));
    return items.filter(
      ({ key }) => key === undefined || !(has(read.slice(at + 1), key) || (!isOne && has(read.slice(0, at), key))),
    );
  });
}

/** Does a loop leave each value what it is? */
export function goesOn({ names, value }: HclFor): boolean {
  return isNamed(value, names.at(-1));
}

function keepsKeys({ names, key }: HclFor): boolean {
  return names.length === 2 && isNamed(key, names[0]);
}

function isNamed(expression: HclExpression | undefined, name: string | undefined): boolean {
  return expression?.kind === "reference" && expression.root === name && expression.steps.length === 0;
}
