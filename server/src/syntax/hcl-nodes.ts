/** The lists and objects of a file by their places, so that what is changed in a value is changed where it is written. */
import { type Span, spanContains } from "../text/span.ts";
import { type HclBody, type HclExpression, type HclFor, type HclObject, type HclTuple } from "./hcl-tree.ts";

export interface HclNodes {
  /** Does an expression stand exactly there? */
  isExpression(span: Span): boolean;
  tupleAt(span: Span): HclTuple | undefined;
  objectAt(span: Span): HclObject | undefined;
  /** The list that has an item exactly there. */
  tupleWith(item: Span): HclTuple | undefined;
  /** The object that has a member exactly there. */
  objectWith(member: Span): HclObject | undefined;
  /** Does a `for` inside `all` make the list each time? */
  isMadeEachTime(list: Span, all: Span): boolean;
}

export function hclNodes(body: HclBody): HclNodes {
  const expressions = new Map<string, HclExpression>();
  const tuples = new Map<string, HclTuple>();
  const objects = new Map<string, HclObject>();
  const loops: HclFor[] = [];
  const visit = (expression: HclExpression): void => {
    expressions.set(keyOf(expression.span), expression);
    if (expression.kind === "tuple") for (const item of expression.items) tuples.set(keyOf(item.span), expression);
    if (expression.kind === "object") for (const item of expression.items) objects.set(keyOf(item.span), expression);
    if (expression.kind === "for") loops.push(expression);
    for (const part of partsOf(expression)) visit(part);
  };
  const visitBody = ({ attributes, blocks }: HclBody): void => {
    for (const { value } of attributes) visit(value);
    for (const block of blocks) visitBody(block.body);
  };
  visitBody(body);
  const at = (span: Span): HclExpression | undefined => (span.isPart ? undefined : expressions.get(keyOf(span)));
  return {
    isExpression: (span) => at(span) !== undefined,
    tupleAt: (span) => only("tuple", at(span)),
    objectAt: (span) => only("object", at(span)),
    tupleWith: (item) => (item.isPart ? undefined : tuples.get(keyOf(item))),
    objectWith: (member) => (member.isPart ? undefined : objects.get(keyOf(member))),
    isMadeEachTime: (list, all) =>
      loops.some(({ span, value }) => spanContains(all, span) && spanContains(value.span, list)),
  };
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}

function only<Kind extends HclExpression["kind"]>(
  kind: Kind,
  expression: HclExpression | undefined,
): Extract<HclExpression, { readonly kind: Kind }> | undefined {
  return expression?.kind === kind ? (expression as Extract<HclExpression, { readonly kind: Kind }>) : undefined;
}

/** The expressions that stand directly in another one. */
export function partsOf(expression: HclExpression): readonly HclExpression[] {
  switch (expression.kind) {
    case "template":
      return expression.parts.flatMap((part) => (part.kind === "interpolation" ? [part.value] : []));
    case "tuple":
      return expression.items;
    case "object":
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case "call":
      return expression.arguments;
    case "access":
      return [expression.of, ...keysOf(expression.steps)];
    case "reference":
      return keysOf(expression.steps);
    case "conditional":
      return [expression.condition, expression.ifTrue, expression.ifFalse];
    case "for": {
      const { collection, key, value, condition } = expression;
      return [collection, key, value, condition].filter((part) => part !== undefined);
    }
    case "operation":
      return expression.operands;
    case "literal":
    case "missing":
      return [];
  }
}

function keysOf(steps: Extract<HclExpression, { readonly kind: "reference" }>["steps"]): readonly HclExpression[] {
  return steps.flatMap((step) => (step.step === "index" ? [step.key] : []));
}
