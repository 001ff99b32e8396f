/** What stands in an expression of HCL. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HclExpression, type HclStep } from "../../syntax/hcl-tree.ts";

/** The text of a key in quotes; undefined where a part of it is made by an expression. */
export function plainText(key: HclExpression): string | undefined {
  const [only, ...others] = key.kind === "template" ? key.parts : [];
  return only?.kind === "text" && others.length === 0 ? only.text : undefined;
}

/** A key in quotes is what it says, whatever it would stand for in a policy. */
export function plainKey(key: HclExpression): FilledText | undefined {
  const text = plainText(key);
  return text === undefined ? undefined : { text, holes: [] };
}

/** The name that a key of an object is, in quotes or without. */
export function nameOfKey(key: HclExpression): string | undefined {
  return key.kind === "reference" && key.steps.length === 0 ? key.root : plainText(key);
}

/** The name that a step takes: `.actions` and `["actions"]` are the same. */
export function nameOfStep(step: HclStep | undefined): string | undefined {
  if (step === undefined || step.step === "splat") return undefined;
  return step.step === "attribute" ? step.name : plainText(step.key);
}

/** What stands in an expression, with the names under which it does. */
export function partsOf(
  expression: HclExpression,
): readonly { readonly part: HclExpression; readonly key: string | undefined }[] {
  const unnamed = (parts: readonly (HclExpression | undefined)[]) =>
    parts.flatMap((part) => (part === undefined ? [] : [{ part, key: undefined }]));
  switch (expression.kind) {
    case "template":
      return unnamed(expression.parts.flatMap((part) => (part.kind === "interpolation" ? [part.value] : [])));
    case "tuple":
      return unnamed(expression.items);
    case "object":
      return expression.items.map(({ key, value }) => ({
        part: value,
        key: key.kind === "reference" ? key.root : (plainText(key) ?? ""),
      }));
    case "call":
      return unnamed(expression.arguments);
    case "access":
      return unnamed([expression.of]);
    case "conditional":
      return unnamed([expression.ifTrue, expression.ifFalse]);
    case "for":
      return unnamed([expression.collection, expression.value]);
    case "operation":
      return unnamed(expression.operands);
    case "literal":
    case "reference":
    case "missing":
      return [];
  }
}

/** `{}` where no policy is chosen. */
export function saysNone(expression: HclExpression): boolean {
  return plainText(expression)?.trim() === "{}" || (expression.kind === "object" && expression.items.length === 0);
}

/** A function that takes a later argument where an earlier one is missing. */
export function fallsBack(expression: HclExpression): boolean {
  return expression.kind === "call" && FALLING_BACK.has(expression.name);
}

const FALLING_BACK: ReadonlySet<string> = new Set(["try", "coalesce", "lookup"]);
