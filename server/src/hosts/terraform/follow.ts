/** Through names, choices and lists of locals to the expressions that may stand in a place. */
import {
  attributeNamed,
  type HclCall,
  type HclExpression,
  type HclFor,
  type HclReference,
  type HclStep,
  type HclTemplate,
} from "../../syntax/hcl-tree.ts";
import { evaluate, onlyInterpolation, textOf } from "./evaluate.ts";
import { plainKey } from "./expression-parts.ts";
import { loopItems, namedLoop } from "./loops.ts";
import { type DeclaredValue } from "./module.ts";
import { outputReferred } from "./outputs.ts";
import { blockReference } from "./resource-texts.ts";
import { deeper, type LoopThrough, type Scope } from "./scope.ts";

/** An expression with what it is read with. */
export interface Followed {
  readonly expression: HclExpression;
  readonly scope: Scope;
}

const CHOOSING = new Set(["try", "coalesce", "one", "tostring", "nonsensitive", "sensitive", "tomap", "toset"]);

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
      if (CHOOSING.has(expression.name)) return expression.arguments.flatMap((argument) => follow(argument, scope));
      return (expression.name === "lookup" && lookedUp(expression, scope)) || [{ expression, scope }];
    case "access":
      return follow(expression.of, scope).flatMap((one) => within(one, expression.steps));
    case "reference":
      return followReference(expression, scope) ?? [{ expression, scope }];
    default:
      return [{ expression, scope }];
  }
}

/** The expressions of a list, or the one that stands alone. */
export function followItems(value: HclExpression, scope: Scope): readonly Followed[] {
  return follow(value, scope).flatMap((one) => {
    const { expression } = one;
    if (expression.kind === "tuple") return expression.items.flatMap((item) => follow(item, one.scope));
    return expression.kind === "object" ? expression.items.flatMap((item) => follow(item.value, one.scope)) : [one];
  });
}

/**
 * `lookup(each.value, "policy_arn", null)`: what the map has, or what is said in its stead; undefined for a key that is made,
 * and for a map that is not all written there.
 */
function lookedUp({ arguments: [map, key, standard] }: HclCall, scope: Scope): readonly Followed[] | undefined {
  const name = key && settledKey(key, scope);
  if (map === undefined || name === undefined) return undefined;
  const maps = follow(map, scope);
  const isWritten = ({ expression, scope: own }: Followed): boolean =>
    expression.kind === "object" && expression.items.every((item) => keyText(item.key, own) !== undefined);
  if (!maps.every(isWritten)) return undefined;
  const found = maps.flatMap((one) => itemsNamed(one, name));
  return found.length > 0 || standard === undefined ? found : follow(standard, scope);
}

/** White space around it is as good as none. */
function soleInterpolation(template: HclTemplate): HclExpression | undefined {
  return onlyInterpolation({
    ...template,
    parts: template.parts.filter((part) => part.kind !== "text" || part.text.trim() !== ""),
  });
}

function followReference(reference: HclReference, scope: Scope): readonly Followed[] | undefined {
  const through = scope.through.findLast(({ name }) => name === reference.root);
  if (through !== undefined) return followLoop(through, reference.steps);
  const [first, ...others] = reference.steps;
  if (first?.step !== "attribute") return undefined;
  if (reference.root === "local") return followed(scope.module.local(first.name), others, scope);
  if (reference.root === "var" && scope.module.isCalled) {
    return followed(scope.module.variable(first.name)[0], others, scope);
  }
  const output = outputReferred(reference, scope.module);
  if (output !== undefined) return followed(output.declared, output.steps, scope);
  const to = blockReference(reference);
  const [attribute, ...behind] = to?.steps ?? [];
  if (to?.mode !== "resource" || attribute?.step !== "attribute") return undefined;
  const declared = scope.module.block("resource", `${to.type}.${to.name}`);
  const argument = declared && attributeNamed(declared.block.body, attribute.name);
  if (declared === undefined || argument === undefined) return undefined;
  return followed({ value: argument.value, file: declared.file }, behind, scope);
}

/** Undefined for the key of an item. */
function followLoop(
  { is, collection, scope }: LoopThrough,
  steps: readonly HclStep[],
): readonly Followed[] | undefined {
  const [first, ...others] = steps;
  if (is === "iterator" && (first?.step !== "attribute" || first.name !== "value")) return undefined;
  const behind = is === "iterator" ? others : steps;
  return follow(collection, scope).flatMap((one) => itemsIn(one).flatMap((item) => within(item, behind)));
}

function followed(
  declared: DeclaredValue | undefined,
  steps: readonly HclStep[],
  scope: Scope,
): readonly Followed[] | undefined {
  const inner = declared === undefined ? undefined : deeper(scope, declared.file, declared.module);
  if (declared === undefined || inner === undefined) return undefined;
  const { value } = declared;
  // Also of a resource that is given as a whole.
  if (value.kind === "reference") return follow({ ...value, steps: [...value.steps, ...steps] }, inner);
  return follow(value, inner).flatMap((one) => within(one, steps));
}

/** What is taken from it step by step; of a step that is not settled, everything that it may take. */
function within(one: Followed, steps: readonly HclStep[]): readonly Followed[] {
  const [step, ...others] = steps;
  if (step === undefined) return [one];
  const { expression, scope } = one;
  // What is made is given as a whole: `{ worker = aws_iam_role.worker }`.
  if (expression.kind === "reference" && isWholeBlock(expression))
    return follow({ ...expression, steps: [...expression.steps, ...steps] }, scope);
  const key = step.step === "attribute" ? step.name : step.step === "index" ? settledKey(step.key, scope) : undefined;
  return (key === undefined ? itemsIn(one) : itemsNamed(one, key)).flatMap((item) => within(item, others));
}

/** `aws_iam_role.worker`, of which nothing is taken yet. */
function isWholeBlock(reference: HclReference): boolean {
  const to = blockReference(reference);
  return to?.mode === "resource" && reference.root.includes("_") && to.steps.length === 0;
}

function settledKey(key: HclExpression, scope: Scope): string | undefined {
  const text = plainKey(key) ?? textOf(key, scope);
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

/** What a list within a list holds. */
function flattened(item: Followed): readonly Followed[] {
  const { kind } = item.expression;
  return kind === "tuple" || kind === "for" || kind === "call" ? itemsIn(item).flatMap(flattened) : [item];
}

/** Does a loop go only through items that are called something? Who has the others says what they are. */
function isChosen({ condition }: HclFor, { file }: Scope): boolean {
  return condition !== undefined && /"[^"]/.test(file.text.slice(condition.span.start, condition.span.end));
}

/** What the value of a `for` is read with. */
export function scopeOfFor(loop: HclFor, scope: Scope): Scope {
  const found = loopItems(evaluate(loop.collection, scope), "unknown");
  const loops = [...scope.loops, namedLoop(loop.names, found, loop.collection.span)];
  const name = loop.names.at(-1);
  if (name === undefined) return { ...scope, loops };
  return { ...scope, loops, through: [...scope.through, { name, is: "item", collection: loop.collection, scope }] };
}

/** What makes one list or map of several. */
export const JOINING = new Set(["concat", "flatten", "compact", "distinct", "merge"]);

export function itemsIn({ expression, scope }: Followed): readonly Followed[] {
  if (expression.kind === "for") {
    return isChosen(expression, scope) ? [] : follow(expression.value, scopeOfFor(expression, scope));
  }
  if (expression.kind === "call" && JOINING.has(expression.name)) {
    const items = expression.arguments.flatMap((argument) => follow(argument, scope)).flatMap(itemsIn);
    return expression.name === "flatten" ? items.flatMap(flattened) : items;
  }
  if (expression.kind === "tuple") return expression.items.flatMap((item) => follow(item, scope));
  return expression.kind === "object" ? expression.items.flatMap(({ value }) => follow(value, scope)) : [];
}
