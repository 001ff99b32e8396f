/** The resources of a plan or a state, as Terraform prints them. */
import { itemsOf } from "../../syntax/json-tree.ts";
import { memberNamed, type ObjectValue, type Value } from "../../syntax/value.ts";

/** A resource of a plan or a state, with the values of one of its instances. */
export interface OutputResource {
  readonly type: string;
  readonly values: ObjectValue;
  /** Of the instance, in a plan. */
  readonly address?: string | undefined;
}

export function objectUnder(object: Value | undefined, key: string): ObjectValue | undefined {
  const value = object?.kind === "object" ? memberNamed(object, key)?.value : undefined;
  return value?.kind === "object" ? value : undefined;
}

/** The objects of a list, each with the keys that lead to it. */
export function objectsIn(object: ObjectValue, key: string): readonly (readonly [place: string, item: ObjectValue])[] {
  const list = memberNamed(object, key)?.value;
  if (list?.kind !== "array") return [];
  return Array.from(itemsOf(list)).flatMap((item, index) =>
    item.kind === "object" ? [[`${key}/${index}`, item] as const] : [],
  );
}
