/**
 * The text that one entry of a list makes of an argument: also where the module says what stands for what the entry leaves
 * out. Sources: "try Function", "coalesce Function" and "lookup Function" of the "Terraform configuration language".
 */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HclCall, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { filledOf, isNothing } from "../placed-values.ts";
import { evaluate } from "./evaluate.ts";
import { nameOfStep, plainText } from "./expression-parts.ts";
import { type Scope } from "./scope.ts";
import { truthOf } from "./truth.ts";

/** `standard`: what an argument is that nothing stands for. Undefined where the entry does not settle it. */
export function textsOfEntry(
  expression: HclExpression,
  scope: Scope,
  standard: string | undefined,
): readonly FilledText[] | undefined {
  const value = settledIn(expression, scope);
  if (value === "nothing") return standard === undefined ? undefined : [{ text: standard, holes: [] }];
  if (value?.kind === "string") return [value];
  if (value?.kind !== "array") return undefined;
  const texts = value.items.map((item) => filledOf(item));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function settledIn(expression: HclExpression, scope: Scope): Value | "nothing" | undefined {
  if (expression.kind === "call" && !expression.expands) {
    if (expression.name === "try" || expression.name === "coalesce") return firstIn(expression.arguments, scope);
    if (expression.name === "lookup") return lookedUpIn(expression, scope);
  }
  if (expression.kind === "conditional") {
    const truth = holdsIn(expression.condition, scope);
    return truth === undefined ? undefined : settledIn(truth ? expression.ifTrue : expression.ifFalse, scope);
  }
  if (isLeftOut(expression, scope)) return "nothing";
  const value = evaluate(expression, scope);
  return value !== undefined && isNothing(value) ? "nothing" : value;
}

function holdsIn(condition: HclExpression, scope: Scope): boolean | undefined {
  const [of, other, ...others] = condition.kind === "operation" ? condition.operands : [];
  const isAboutNull = other?.kind === "literal" && other.value === null && others.length === 0;
  if (of === undefined || !isAboutNull) return truthOf(condition, scope, evaluate);
  const value = settledIn(of, scope);
  const sign = scope.file.text.slice(of.span.end, other.span.start).trim();
  if (value === undefined || (value !== "nothing" && value.kind !== "string")) return undefined;
  return sign === "==" ? value === "nothing" : sign === "!=" ? value !== "nothing" : undefined;
}

/** One that is not settled may be there. */
function firstIn(found: readonly HclExpression[], scope: Scope): Value | "nothing" | undefined {
  for (const one of found) {
    const value = settledIn(one, scope);
    if (value !== "nothing") return value;
  }
  return "nothing";
}

function lookedUpIn({ arguments: [map, key, standard] }: HclCall, scope: Scope): Value | "nothing" | undefined {
  const name = key && plainText(key);
  if (map?.kind !== "reference" || name === undefined) return undefined;
  const step = { step: "attribute", name, span: map.span } as const;
  const own = { ...map, steps: [...map.steps, step] };
  return isLeftOut(own, scope) && standard !== undefined ? settledIn(standard, scope) : settledIn(own, scope);
}

/** The attribute of an object that is known and has none of that name. */
function isLeftOut(expression: HclExpression, scope: Scope): boolean {
  const last = expression.kind === "reference" ? expression.steps.at(-1) : undefined;
  const name = nameOfStep(last);
  if (expression.kind !== "reference" || name === undefined) return false;
  const of = evaluate({ ...expression, steps: expression.steps.slice(0, -1) }, scope);
  return of?.kind === "object" && of.members.every(({ key, keyHoles }) => keyHoles.length === 0 && key !== name);
}
