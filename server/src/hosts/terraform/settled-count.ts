/**
 * Which blocks are made not at all, as the files settle it. Sources: "The count Meta-Argument" and "The for_each
 * Meta-Argument" of the "Terraform configuration language".
 */
import { attributeNamed, type HclConditional, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { evaluate } from "./evaluate.ts";
import { follow } from "./follow.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { type Scope, scopeOf } from "./scope.ts";

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

function branchOf({ ifTrue, ifFalse }: HclConditional, truth: boolean): HclExpression {
  return truth ? ifTrue : ifFalse;
}

/** Undefined where it is not settled. */
function truthOf(expression: HclExpression, scope: Scope): boolean | undefined {
  if (expression.kind === "operation")
    return truthOfOperation(expression.operands, operatorsOf(expression, scope), scope);
  const value = evaluate(expression, scope);
  if (value?.kind === "boolean") return value.value;
  const text = value === undefined ? undefined : plainOf(value);
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** They stand side by side: `||` binds less than `&&`, and that less than a comparison. */
function truthOfOperation(
  operands: readonly HclExpression[],
  operators: readonly string[],
  scope: Scope,
): boolean | undefined {
  for (const operator of ["||", "&&"]) {
    if (!operators.includes(operator)) continue;
    const decides = operator === "||";
    const truths = partsBetween(operator, operands, operators).map((part) =>
      truthOfOperation(part.operands, part.operators, scope),
    );
    if (truths.includes(decides)) return decides;
    return truths.includes(undefined) ? undefined : !decides;
  }
  const [left, right] = operands;
  const [operator, ...others] = operators;
  if (left === undefined || others.length > 0) return undefined;
  if (operator === undefined || operator === "!") {
    const truth = truthOf(left, scope);
    return operator === "!" ? negated(truth) : truth;
  }
  const same = right && areSame(evaluate(left, scope), evaluate(right, scope));
  return operator === "==" ? same : operator === "!=" ? negated(same) : undefined;
}

interface PartOfOperation {
  readonly operands: readonly HclExpression[];
  readonly operators: readonly string[];
}

/** What stands between an operator: there may be thousands of it. */
function partsBetween(
  operator: string,
  operands: readonly HclExpression[],
  operators: readonly string[],
): readonly PartOfOperation[] {
  const ends = operators.flatMap((one, at) => (one === operator ? [at] : []));
  return [...ends, operators.length].map((end, index) => {
    const start = index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
    return { operands: operands.slice(start, end + 1), operators: operators.slice(start, end) };
  });
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

function areSame(one: Value | undefined, other: Value | undefined): boolean | undefined {
  const [left, right] = [one && plainOf(one), other && plainOf(other)];
  // A text and a number are never the same, unless the type of a variable makes one of the other.
  if (left === undefined || right === undefined || one?.kind !== other?.kind) return undefined;
  return left === right;
}

function plainOf(value: Value): string | undefined {
  if (value.kind === "string") return value.holes.length === 0 ? value.text : undefined;
  if (value.kind === "number") return value.text;
  return value.kind === "boolean" ? String(value.value) : undefined;
}

/** What stands between the operands, or in front of the only one. */
function operatorsOf(
  { operands, span }: HclExpression & { readonly kind: "operation" },
  { file }: Scope,
): readonly string[] {
  const [first] = operands;
  const written = (start: number, end: number): string => file.text.slice(start, end).replace(/[()\s]+/g, "");
  const before = first === undefined ? "" : written(span.start, first.span.start);
  const between = operands
    .slice(1)
    .map((one, index) => written(operands[index]?.span.end ?? one.span.start, one.span.start));
  return before === "" ? between : [before, ...between];
}
