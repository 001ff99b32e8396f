/** An expression of a block with the loops that it is in, as they are written. */
import {
  attributeNamed,
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
  type HclObjectItem,
} from "../../syntax/hcl-tree.ts";
import { partsOf } from "../../syntax/hcl-nodes.ts";
import { nameOfKey } from "./expression-parts.ts";
import { isSameSpan, type Span, spanContains } from "../../text/span.ts";

export interface LoopAround {
  readonly name: string;
  readonly is: "item" | "iterator";
  readonly collection: HclExpression;
}

export interface ExpressionAround {
  readonly loops: readonly LoopAround[];
  readonly expression: HclExpression;
  /** The argument of a block, or the member of an object, that it is the whole value of. */
  readonly argument: string | undefined;
  /** The member of an object that it stands in. */
  readonly key: string | undefined;
}

/** The expression of a stretch, with the loops that it is in. */
export function expressionAt(block: HclBlock, within: Span): ExpressionAround | undefined {
  const { loops, expression, argument, member } = walkTo(block, within);
  if (expression === undefined) return undefined;
  const key = member === undefined ? undefined : nameOfKey(member.key);
  const ofMember = expression === member?.value ? key : undefined;
  return { loops, expression, argument: expression === argument?.value ? argument.name : ofMember, key };
}

/** The loops that a stretch is in, which may be a whole block. */
export function loopsAt(block: HclBlock, within: Span): readonly LoopAround[] {
  return walkTo(block, within).loops;
}

interface Walked {
  readonly loops: readonly LoopAround[];
  readonly expression: HclExpression | undefined;
  /** Those that it stands in, the innermost. */
  readonly argument: HclAttribute | undefined;
  readonly member: HclObjectItem | undefined;
}

function walkTo(block: HclBlock, within: Span): Walked {
  const loops: LoopAround[] = [];
  let argument: HclAttribute | undefined;
  let member: HclObjectItem | undefined;
  const inBody = (body: HclBody): HclExpression | undefined => {
    argument = body.attributes.find(({ value }) => spanContains(value.span, within));
    if (argument !== undefined) return inExpression(argument.value);
    const inner = body.blocks.find(({ span }) => spanContains(span, within));
    if (inner?.type === "dynamic") {
      const stated = attributeNamed(inner.body, "iterator")?.value;
      add(stated?.kind === "reference" ? stated.root : inner.labels[0]?.text, inner.body);
    }
    return inner && inBody(inner.body);
  };
  const inExpression = (expression: HclExpression): HclExpression | undefined => {
    const part = partsOf(expression).find(({ span }) => spanContains(span, within));
    if (part === undefined || isSameSpan(expression.span, within)) return expression;
    if (expression.kind === "object") member = expression.items.find(({ value }) => value === part);
    if (expression.kind === "for" && part === expression.value) {
      const { names, collection } = expression;
      loops.push({ name: names.at(-1) ?? "", is: "item", collection });
    }
    return inExpression(part);
  };
  const add = (name: string | undefined, body: HclBody): void => {
    const collection = attributeNamed(body, "for_each")?.value;
    if (name !== undefined && collection !== undefined) loops.push({ name, is: "iterator", collection });
  };
  add("each", block.body);
  return { loops, expression: inBody(block.body), argument, member };
}
