/** A block of HCL as it stands further on in a text, or further back; what is in it is made where it is looked at. */
import { type Span } from "../text/span.ts";
import {
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclExpression,
  type HclLabel,
  type HclObjectItem,
  type HclStep,
  type HclTemplatePart,
} from "./hcl-tree.ts";

export function movedBlock(block: HclBlock, by: number): HclBlock {
  return by === 0 ? block : new MovedBlock(block, by);
}

class MovedBlock implements HclBlock {
  readonly kind = "block";
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly HclLabel[];
  readonly span: Span;
  readonly #block: HclBlock;
  readonly #by: number;
  #body: HclBody | undefined;

  constructor(block: HclBlock, by: number) {
    this.type = block.type;
    this.typeSpan = moved(block.typeSpan, by);
    this.labels = block.labels.map(({ text, span }) => ({ text, span: moved(span, by) }));
    this.span = moved(block.span, by);
    this.#block = block;
    this.#by = by;
  }

  get body(): HclBody {
    return (this.#body ??= movedBody(this.#block.body, this.#by));
  }
}

function movedBody({ span, attributes, blocks }: HclBody, by: number): HclBody {
  return {
    span: moved(span, by),
    attributes: attributes.map((attribute) => new MovedAttribute(attribute, by)),
    blocks: blocks.map((block) => movedBlock(block, by)),
  };
}

class MovedAttribute implements HclAttribute {
  readonly kind = "attribute";
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly #attribute: HclAttribute;
  readonly #by: number;
  #value: HclExpression | undefined;

  constructor(attribute: HclAttribute, by: number) {
    this.name = attribute.name;
    this.nameSpan = moved(attribute.nameSpan, by);
    this.span = moved(attribute.span, by);
    this.#attribute = attribute;
    this.#by = by;
  }

  get value(): HclExpression {
    return (this.#value ??= movedExpression(this.#attribute.value, this.#by));
  }
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function movedExpression(expression: HclExpression, by: number): HclExpression {
  const span = moved(expression.span, by);
  switch (expression.kind) {
    case "template": {
      const parts = expression.parts.map((part) => movedPart(part, by));
      return { ...expression, span, inner: moved(expression.inner, by), parts };
    }
    case "literal":
    case "missing":
      return { ...expression, span };
    case "tuple":
      return { ...expression, span, items: movedEach(expression.items, by) };
    case "object":
      return { ...expression, span, items: expression.items.map((item) => movedItem(item, by)) };
    case "call": {
      const nameSpan = moved(expression.nameSpan, by);
      return { ...expression, span, nameSpan, arguments: movedEach(expression.arguments, by) };
    }
    case "reference":
      return { ...expression, span, steps: expression.steps.map((step) => movedStep(step, by)) };
    case "access": {
      const steps = expression.steps.map((step) => movedStep(step, by));
      return { ...expression, span, of: movedExpression(expression.of, by), steps };
    }
    case "operation":
      return { ...expression, span, operands: movedEach(expression.operands, by) };
    case "conditional":
      return {
        ...expression,
        span,
        condition: movedExpression(expression.condition, by),
        ifTrue: movedExpression(expression.ifTrue, by),
        ifFalse: movedExpression(expression.ifFalse, by),
      };
    case "for":
      return {
        ...expression,
        span,
        collection: movedExpression(expression.collection, by),
        key: expression.key && movedExpression(expression.key, by),
        value: movedExpression(expression.value, by),
        condition: expression.condition && movedExpression(expression.condition, by),
      };
  }
}

function movedEach(expressions: readonly HclExpression[], by: number): readonly HclExpression[] {
  return expressions.map((one) => movedExpression(one, by));
}

function movedPart(part: HclTemplatePart, by: number): HclTemplatePart {
  const span = moved(part.span, by);
  switch (part.kind) {
    case "text": {
      const pieces = part.pieces.map(({ inner, length, outer, outerLength }) => ({
        inner,
        length,
        outer: outer + by,
        outerLength,
      }));
      return { kind: "text", span, text: part.text, pieces };
    }
    case "interpolation":
      return { ...part, span, value: movedExpression(part.value, by) };
    case "directive":
      return { ...part, span };
  }
}

function movedItem({ key, value, span }: HclObjectItem, by: number): HclObjectItem {
  return { key: movedExpression(key, by), value: movedExpression(value, by), span: moved(span, by) };
}

function movedStep(step: HclStep, by: number): HclStep {
  const span = moved(step.span, by);
  return step.step === "index" ? { ...step, span, key: movedExpression(step.key, by) } : { ...step, span };
}
