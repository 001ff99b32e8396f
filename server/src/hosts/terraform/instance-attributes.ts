/** What a reference to one of several resources that a block makes comes to: its ARN and its name. */
import { asOwnName, type FilledText } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclBlock, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { type Member, type Value } from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { filledOf, textAt } from "../placed-values.ts";
import { namedType } from "./arns.ts";
import { instanceIndex } from "./instances.ts";
import { iteratorLoop, type LoopItem, loopItems, type LoopItems } from "./loops.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { arnOfInstance, blockReference } from "./resource-texts.ts";
import { deeper, type Scope, scopeOf } from "./scope.ts";

/** How expressions are read, which read these. */
interface Reading {
  readonly evaluate: (expression: HclExpression, scope: Scope) => Value | undefined;
  readonly textOf: (expression: HclExpression, scope: Scope) => FilledText | undefined;
}

/**
 * The instances of a block with `for_each`, as those of another block go through them: by their keys, with their ARNs and
 * names. Undefined for any other reference, and where it is not known which there are, or they are many. Source: "The for_each
 * Meta-Argument" of the "Terraform configuration language", on chaining between resources.
 */
export function instancesReferred(reference: HclReference, scope: Scope, reading: Reading): Value | undefined {
  const { span, steps } = reference;
  const to = steps.length === 1 ? blockReference(reference) : undefined;
  const declared = to?.mode === "resource" ? scope.module.block("resource", `${to.type}.${to.name}`) : undefined;
  const forEach = declared && attributeNamed(declared.block.body, "for_each")?.value;
  const inner = declared && deeper(scope, declared.file);
  if (to === undefined || declared === undefined || forEach === undefined || inner === undefined) return undefined;
  const { items, open } = loopItems(reading.evaluate(forEach, { ...inner, isForEach: true }), "of-set");
  if (open || items.length === 0 || items.length > MOST_CHAINED) return undefined;
  const members = items.flatMap((item) => {
    const key = filledOf(item.key);
    const texts = attributesOf(to.type, declared, instanceOf(item, forEach, inner), reading);
    const attributes = texts.map(([attribute, text]) => member(attribute, textAt(text, span), span));
    return key === undefined || key.holes.length > 0
      ? []
      : [member(key.text, { kind: "object", span, members: attributes }, span)];
  });
  return members.length === items.length ? { kind: "object", span, members } : undefined;
}

/** Of one instance, in whose scope it is read. */
function attributesOf(
  type: string,
  declared: DeclaredBlock,
  instance: Scope,
  { textOf }: Reading,
): readonly (readonly [attribute: string, text: FilledText])[] {
  const named = namedType(type);
  const arn = arnOfInstance(type, declared, instance, textOf);
  const written = named && attributeNamed(declared.block.body, named.name)?.value;
  const text = written && textOf(written, instance);
  const names =
    named === undefined || text === undefined
      ? []
      : [named.name, ...named.alsoName].map((one) => [one, asOwnName(text)] as const);
  return [...names, ...(arn === undefined ? [] : [["arn", arn] as const])];
}

const MOST_CHAINED = 20;

function member(key: string, value: Value, span: Span): Member {
  return { key, keyHoles: [], keySpan: span, keyMap: wholeAt(span), span, value };
}

function instanceOf(item: LoopItem, forEach: HclExpression, inner: Scope): Scope {
  return { ...inner, loops: [iteratorLoop("each", () => ({ items: [item], open: false }), forEach.span)] };
}

/** Undefined for any other reference, and where it is not known which instances there are. */
export function attributeOfInstance(reference: HclReference, scope: Scope, reading: Reading): Value | undefined {
  const index = instanceIndex(reference);
  const to = index === "all" ? undefined : blockReference(reference);
  const [attribute, ...others] = to?.steps ?? [];
  if (index === "all" || to?.mode !== "resource" || attribute?.step !== "attribute" || others.length > 0)
    return undefined;
  const isArn = attribute.name === "arn";
  const declared = scope.module.block("resource", `${to.type}.${to.name}`);
  const named = namedType(to.type);
  if (declared === undefined || (!isArn && named?.name !== attribute.name)) return undefined;
  const forEach = attributeNamed(declared.block.body, "for_each")?.value;
  const inner = deeper(scope, declared.file);
  const key = forEach && reading.textOf(index, scope);
  if (forEach === undefined || inner === undefined || key === undefined || key.holes.length > 0) return undefined;
  const { items, open } = itemsOf(declared.block, forEach, inner, reading);
  const [item, ...more] = items.filter((one) => filledOf(one.key)?.text === key.text);
  if (open || item === undefined || more.length > 0) return undefined;
  const instance = instanceOf(item, forEach, inner);
  const name = attributeNamed(declared.block.body, attribute.name)?.value;
  if (isArn) {
    const arn = arnOfInstance(to.type, declared, instance, reading.textOf);
    return arn && textAt(arn, reference.span);
  }
  const text = name && reading.textOf(name, instance);
  return text && textAt(asOwnName(text), reference.span);
}

/** Of a block with `for_each`: hundreds of references may be to its instances, and one of them may be made of another. */
function itemsOf(block: HclBlock, forEach: HclExpression, scope: Scope, { evaluate }: Reading): LoopItems {
  const ofModule = ITEMS.get(scope.module) ?? new Map<HclBlock, LoopItems>();
  ITEMS.set(scope.module, ofModule);
  const known = ofModule.get(block);
  if (known !== undefined) return known;
  ofModule.set(block, { items: [], open: true });
  const asNamed: Scope = { ...scopeOf(scope.module, scope.file), depth: scope.depth, isForEach: true };
  const items = loopItems(evaluate(forEach, asNamed), "of-set");
  ofModule.set(block, items);
  return items;
}

const ITEMS = new WeakMap<TerraformModule, Map<HclBlock, LoopItems>>();
