/**
 * What is there only if a condition of the template holds, because `Fn::If` has nothing in its place otherwise. Source:
 * "Condition functions" of the "AWS CloudFormation Template Reference Guide", on `AWS::NoValue`.
 */
import { memberNamed, type Value } from "../../syntax/value.ts";
import { nameReferred, resourceReferred } from "./names.ts";

/** Of what stands at the path: the outermost of these conditions. Undefined where it is there anyway. */
export function conditionOfPlace(value: Value, path: readonly string[]): string | undefined {
  let at: Value | undefined = value;
  for (const [index, key] of path.entries()) {
    if (at?.kind === "array") at = at.items[Number(key)];
    else if (at?.kind === "object") at = memberNamed(at, key)?.value;
    else return undefined;
    const condition = key === "Fn::If" ? conditionOf(at, Number(path[index + 1])) : undefined;
    if (condition !== undefined) return condition;
  }
  return undefined;
}

/**
 * Of each resource that the value refers to by `Ref`, by its logical ID: that of the first reference. Undefined where one of
 * them is there anyway.
 */
export function conditionsOfReferences(value: Value): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  collectConditions(value, undefined, found);
  return found;
}

function collectConditions(value: Value, around: string | undefined, found: Map<string, string | undefined>): void {
  if (value.kind === "array") for (const item of value.items) collectConditions(item, around, found);
  if (value.kind !== "object") return;
  const name = resourceReferred(value);
  if (name !== undefined) keepCondition(found, name, around);
  for (const { key, value: of } of value.members) {
    if (key === "Fn::If" && of?.kind === "array") {
      for (const [index, item] of of.items.entries()) collectConditions(item, around ?? conditionOf(of, index), found);
    } else if (of !== undefined) collectConditions(of, around, found);
  }
}

/** What is once there anyway stays so. */
export function keepCondition(
  found: Map<string, string | undefined>,
  name: string,
  condition: string | undefined,
): void {
  if (!found.has(name) || condition === undefined) found.set(name, condition);
}

/** `chosen`: the place of the value that is there if the condition holds, or if it does not. */
function conditionOf(given: Value | undefined, chosen: number): string | undefined {
  const [name, holds, fails] = given?.kind === "array" ? given.items : [];
  if (name?.kind !== "string") return undefined;
  if (chosen === 1) return isNothing(fails) ? name.text : undefined;
  return chosen === 2 && isNothing(holds) ? `not ${name.text}` : undefined;
}

function isNothing(value: Value | undefined): boolean {
  return nameReferred(value) === "AWS::NoValue";
}
