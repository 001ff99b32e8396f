/** What a reference to one of several resources that a block makes comes to: its ARN and its name. */
import { asOwnName, type FilledText } from "../../syntax/filled-text.ts";
import { attributeNamed, type HclBlock, type HclExpression, type HclReference } from "../../syntax/hcl-tree.ts";
import { type Value } from "../../syntax/value.ts";
import { filledOf, textAt } from "../placed-values.ts";
import { namedType } from "./arns.ts";
import { instanceIndex } from "./instances.ts";
import { iteratorLoop, loopItems, type LoopItems } from "./loops.ts";
import { type TerraformModule } from "./module.ts";
import { arnOfInstance, blockReference } from "./resource-texts.ts";
import { deeper, type Scope, scopeOf } from "./scope.ts";

/** How expressions are read, which read these. */
interface Reading {
  readonly evaluate: (expression: HclExpression, scope: Scope) => Value | undefined;
  readonly textOf: (expression: HclExpression, scope: Scope) => FilledText | undefined;
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
  const loops = [iteratorLoop("each", () => ({ items: [item], open: false }), forEach.span)];
  const instance = { ...inner, loops };
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
