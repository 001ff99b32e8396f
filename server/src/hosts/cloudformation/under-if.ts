/**
 * What is there only if a condition of the template holds, because `Fn::If` has nothing in its place otherwise. Source:
 * "Condition functions" of the "AWS CloudFormation Template Reference Guide", on `AWS::NoValue`.
 */
import { memberNamed, textOfMember, type Value } from "../../syntax/value.ts";

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

/** Of what the value refers to: that of the first reference, where each is under one. */
export function conditionOfReferences(value: Value, logicalId: string): string | undefined {
  const found = conditionsOfReferences(value, logicalId, undefined);
  return found.includes(undefined) ? undefined : found[0];
}

function conditionsOfReferences(
  value: Value,
  logicalId: string,
  around: string | undefined,
): readonly (string | undefined)[] {
  if (value.kind === "array") return value.items.flatMap((item) => conditionsOfReferences(item, logicalId, around));
  if (value.kind !== "object") return [];
  if (textOfMember(value, "Ref") === logicalId) return [around];
  return value.members.flatMap(({ key, value: of }) => {
    if (of === undefined) return [];
    if (key !== "Fn::If" || of.kind !== "array") return conditionsOfReferences(of, logicalId, around);
    return of.items.flatMap((item, index) => conditionsOfReferences(item, logicalId, around ?? conditionOf(of, index)));
  });
}

/** `chosen`: the place of the value that is there if the condition holds, or if it does not. */
function conditionOf(given: Value | undefined, chosen: number): string | undefined {
  const [name, holds, fails] = given?.kind === "array" ? given.items : [];
  if (name?.kind !== "string") return undefined;
  if (chosen === 1) return isNothing(fails) ? name.text : undefined;
  return chosen === 2 && isNothing(holds) ? `not ${name.text}` : undefined;
}

function isNothing(value: Value | undefined): boolean {
  return value?.kind === "object" && textOfMember(value, "Ref") === "AWS::NoValue";
}
