/** Through names, choices and lists of locals to the expressions that may stand in a place. */
import {
  attributeNamed,
  type HclExpression,
  type HclFor,
  type HclReference,
  type HclStep,
  type HclTemplate,
} from "../../syntax/hcl-tree.ts";
import { evaluate, onlyInterpolation, textOf } from "./evaluate.ts";
import { loopItems, namedLoop } from "./loops.ts";
import { type DeclaredValue } from "./module.ts";
import { outputReferred } from "./outputs.ts";
import { blockReference } from "./resource-texts.ts";
import { deeper, type Scope } from "./scope.ts";

/** An expression with what it is read with. */
export interface Followed {
  readonly expression: HclExpression;
  readonly scope: Scope;
}

const CHOOSING = new Set(["try", "coalesce", "tostring", "nonsensitive", "sensitive", "tomap", "toset"]);

/** All that may stand there; itself, if it is no name for something else. */
export function follow(expression: HclExpression, scope: Scope): readonly Followed[] {
  if (--scope.budget.left < 0) return [];
  switch (expression.kind) {
    case "template": {
      const only = soleInterpolation(expression);
      return only === undefined ? [{ expression, scope }] : follow(only, scope);
    }
    case "conditional":
      return [...follow(expression.ifTrue, scope), ...follow(expression.ifFalse, scope)];
    case "call":
      return CHOOSING.has(expression.name)
        ? expression.arguments.flatMap((argument) => follow(argument, scope))
        : [{ expression, scope }];
    case "access":
      return follow(expression.of, scope).flatMap((one) => within(one, expression.steps));
    case "reference":
      return followReference(expression, scope) ?? [{ expression, scope }];
    default:
      return [{ expression, scope }];
  }
}

/** White space around it is as good as none. */
function soleInterpolation(template: HclTemplate): HclExpression | undefined {
  return onlyInterpolation({
    ...template,
    parts: template.parts.filter((part) => part.kind !== "text" || part.text.trim() !== ""),
  });
}

function followReference(reference: HclReference, scope: Scope): readonly Followed[] | undefined {
  const [first, ...others] = reference.steps;
  if (first?.step !== "attribute") return undefined;
  if (reference.root === "local") return followed(scope.module.local(first.name), others, scope);
  if (reference.root === "var" && scope.module.isCalled) {
    return followed(scope.module.variable(first.name)[0], others, scope);
  }
  const output = outputReferred(reference, scope.module);
  if (output !== undefined) return followed(output.declared, output.steps, scope);
  if (reference.root === "each" && first.name === "value" && scope.forEach !== undefined) {
    return follow(scope.forEach, scope).flatMap((one) => itemsIn(one).flatMap((item) => within(item, others)));
  }
  const to = blockReference(reference);
  const [attribute, ...behind] = to?.steps ?? [];
  if (to?.mode !== "resource" || attribute?.step !== "attribute") return undefined;
  const declared = scope.module.block("resource", `${to.type}.${to.name}`);
  const argument = declared && attributeNamed(declared.block.body, attribute.name);
  if (declared === undefined || argument === undefined) return undefined;
  return followed({ value: argument.value, file: declared.file }, behind, scope);
}

function followed(
  declared: DeclaredValue | undefined,
  steps: readonly HclStep[],
  scope: Scope,
): readonly Followed[] | undefined {
  const inner = declared === undefined ? undefined : deeper(scope, declared.file, declared.module);
  if (declared === undefined || inner === undefined) return undefined;
  return follow(declared.value, inner).flatMap((one) => within(one, steps));
}

/** What is taken from it step by step; of a step that is not settled, everything that it may take. */
function within(one: Followed, steps: readonly HclStep[]): readonly Followed[] {
  const [step, ...others] = steps;
  if (step === undefined) return [one];
  const key =
    step.step === "attribute" ? step.name : step.step === "index" ? settledKey(step.key, one.scope) : undefined;
  return (key === undefined ? itemsIn(one) : itemsNamed(one, key)).flatMap((item) => within(item, others));
}

function settledKey(key: HclExpression, scope: Scope): string | undefined {
  const text = textOf(key, scope);
  return text === undefined || text.holes.length > 0 ? undefined : text.text;
}

function itemsNamed({ expression, scope }: Followed, name: string): readonly Followed[] {
  if (expression.kind === "tuple") {
    const item = expression.items[Number(name)];
    return item === undefined ? [] : follow(item, scope);
  }
  if (expression.kind !== "object") return [];
  const items = expression.items.filter(({ key }) => keyText(key, scope) === name);
  return items.flatMap(({ value }) => follow(value, scope));
}

function keyText(key: HclExpression, scope: Scope): string | undefined {
  return key.kind === "reference" && key.steps.length === 0 ? key.root : settledKey(key, scope);
}

/** What the value of a `for` is read with. */
export function scopeOfFor(loop: HclFor, scope: Scope): Scope {
  const found = loopItems(evaluate(loop.collection, scope), "unknown");
  return { ...scope, loops: [...scope.loops, namedLoop(loop.names, found, loop.collection.span)] };
}

function itemsIn({ expression, scope }: Followed): readonly Followed[] {
  if (expression.kind === "for") return follow(expression.value, scopeOfFor(expression, scope));
  if (expression.kind === "tuple") return expression.items.flatMap((item) => follow(item, scope));
  return expression.kind === "object" ? expression.items.flatMap(({ value }) => follow(value, scope)) : [];
}
