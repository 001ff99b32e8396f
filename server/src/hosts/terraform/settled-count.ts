/**
 * Which blocks are made not at all, as the files settle it. Sources: "The count Meta-Argument" and "The for_each
 * Meta-Argument" of the "Terraform configuration language".
 */
import { attributeNamed, type HclConditional, type HclExpression } from "../../syntax/hcl-tree.ts";
import { evaluate } from "./evaluate.ts";
import { follow } from "./follow.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { truthOf as truthBy } from "./truth.ts";

/** Is `count` 0, or `for_each` empty, whoever runs it? */
export function isNeverMade({ block, file }: DeclaredBlock, module: TerraformModule): boolean {
  const count = attributeNamed(block.body, "count")?.value;
  const forEach = attributeNamed(block.body, "for_each")?.value;
  const scope = scopeOf(module, file);
  if (count !== undefined) return isZero(count, scope);
  return forEach !== undefined && isSurelyEmpty(chosen(forEach, scope), scope);
}

/** Undefined for anything but a condition, and for one that the files settle. */
export function openCondition(expression: HclExpression, scope: Scope): HclConditional | undefined {
  const isOpen = expression.kind === "conditional" && truthOf(expression.condition, scope) === undefined;
  return isOpen ? expression : undefined;
}

/** Is there nothing in it, as it is written? */
export function isWrittenEmpty(expression: HclExpression): boolean {
  const [only] = expression.kind === "call" ? expression.arguments : [expression];
  return (only?.kind === "tuple" || only?.kind === "object") && only.items.length === 0;
}

function isZero(count: HclExpression, scope: Scope): boolean {
  const own = chosen(count, scope);
  if (own === undefined) return false;
  if (own.kind === "call" && own.name === "length") return isSurelyEmpty(own.arguments[0], scope);
  const value = evaluate(own, scope);
  return value?.kind === "number" && Number(value.text) === 0;
}

/** A long list is not read for it. */
function isSurelyEmpty(expression: HclExpression | undefined, scope: Scope): boolean {
  const all = expression === undefined ? [] : follow(expression, scope);
  return all.length > 0 && all.every((one) => isWrittenEmpty(one.expression));
}

/** Undefined where nobody here decides what a condition chooses. */
function chosen(expression: HclExpression, scope: Scope): HclExpression | undefined {
  if (expression.kind !== "conditional") return expression;
  const truth = truthOf(expression.condition, scope);
  return truth === undefined ? undefined : chosen(branchOf(expression, truth), scope);
}

function truthOf(condition: HclExpression, scope: Scope): boolean | undefined {
  return truthBy(condition, scope, evaluate);
}

function branchOf({ ifTrue, ifFalse }: HclConditional, truth: boolean): HclExpression {
  return truth ? ifTrue : ifFalse;
}
