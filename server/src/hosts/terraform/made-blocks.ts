/** Blocks and arguments that a module makes of what its call gives, as if they were written there. */
import { type HclAttribute, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type Span } from "../../text/span.ts";

export function blockOf(
  type: string,
  span: Span,
  attributes: readonly HclAttribute[],
  blocks: readonly HclBlock[],
): HclBlock {
  const typeSpan = { start: span.start, end: Math.min(span.end, span.start + 1) };
  return { kind: "block", type, typeSpan, labels: [], body: { span, attributes, blocks }, span };
}

export function attributeOf(name: string, nameSpan: Span, value: HclExpression): HclAttribute {
  return { kind: "attribute", name, nameSpan, value, span: value.span };
}

/** What the module itself has there: nobody knows it where the call is. */
export function openAt(start: number): HclExpression {
  const span = { start, end: start };
  return { kind: "call", span, name: "of_module", nameSpan: span, arguments: [], expands: false };
}

/** Of a list or a map; undefined for what comes from elsewhere. */
export function itemsOf(value: HclExpression): readonly HclExpression[] | undefined {
  if (value.kind === "tuple") return value.items;
  return value.kind === "object" ? value.items.map((item) => item.value) : undefined;
}
