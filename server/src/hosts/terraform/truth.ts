/** Whether a condition holds, as far as the files settle it. Source: "Operators" of the "Terraform configuration language". */
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { type Scope } from "./scope.ts";

export type Evaluate = (expression: HclExpression, scope: Scope) => Value | undefined;

/** Undefined where it is not settled. */
export function truthOf(expression: HclExpression, scope: Scope, evaluate: Evaluate): boolean | undefined {
  if (expression.kind === "operation")
    return truthOfOperation(expression.operands, operatorsOf(expression, scope), scope, evaluate);
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
  evaluate: Evaluate,
): boolean | undefined {
  for (const operator of ["||", "&&"]) {
    if (!operators.includes(operator)) continue;
    const decides = operator === "||";
    const truths = partsBetween(operator, operands, operators).map((part) =>
      truthOfOperation(part.operands, part.operators, scope, evaluate),
    );
    if (truths.includes(decides)) return decides;
    return truths.includes(undefined) ? undefined : !decides;
  }
  const [left, right] = operands;
  const [operator, ...others] = operators;
  if (left === undefined || others.length > 0) return undefined;
  if (operator === undefined || operator === "!") {
    const truth = truthOf(left, scope, evaluate);
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
