/** What the expressions of a block are read with: the names of the loop that makes it, too. */
import { attributeNamed, type HclBlock, type HclBody, type HclExpression } from "../../syntax/hcl-tree.ts";
import { evaluate } from "./evaluate.ts";
import { eachKey } from "./each-key.ts";
import { follow } from "./follow.ts";
import { iteratorLoop, loopItems, type LongLoops, type LoopItems, MOST_ITEMS } from "./loops.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { hasOtherProvider } from "./resource-texts.ts";
import { type LoopThrough, type Scope, scopeOf } from "./scope.ts";

/** Of a block with `for_each`. */
export function scopeOfBlock(
  block: HclBlock,
  file: DeclaredBlock["file"],
  module: TerraformModule,
  longLoops?: LongLoops,
): Scope {
  const forEach = attributeNamed(block.body, "for_each")?.value;
  const here = scopeOf(module, file, longLoops);
  const scope = hasOtherProvider(block) ? { ...here, isElsewhere: true as const } : here;
  return forEach === undefined ? scope : withIterator(scope, "each", forEach, "of-set");
}

/** Of the `content` of a `dynamic` block. Source: "dynamic Blocks": a set or a list has no keys that matter here. */
export function scopeOfContent({ body, labels }: HclBlock, scope: Scope): Scope {
  const forEach = attributeNamed(body, "for_each")?.value;
  const name = iteratorOf({ body, labels });
  return forEach === undefined || name === undefined ? scope : withIterator(scope, name, forEach, "unknown");
}

/** Whether the content of a `dynamic` block may differ with what the block goes through: it has the word for that. */
export function mayAskIterator(block: HclBlock, content: HclBody, text: string): boolean {
  const name = iteratorOf(block);
  return name === undefined || text.slice(content.span.start, content.span.end).includes(name);
}

/** What the content calls what the block goes through; undefined where the block has no label. */
function iteratorOf({ body, labels }: Pick<HclBlock, "body" | "labels">): string | undefined {
  const stated = attributeNamed(body, "iterator")?.value;
  return stated?.kind === "reference" ? stated.root : labels[0]?.text;
}

function withIterator(scope: Scope, name: string, forEach: HclExpression, keys: "of-set" | "unknown"): Scope {
  const items = (): LoopItems =>
    hasTooMany(forEach, scope)
      ? loopItems(undefined, keys)
      : loopItems(evaluate(forEach, name === "each" ? { ...scope, isForEach: true } : scope), keys);
  const loop = iteratorLoop(name, items, forEach.span, name === "each" ? eachKey(forEach, scope.file) : undefined);
  const through: LoopThrough = { name, is: "iterator", collection: forEach, scope };
  return { ...scope, loops: [...scope.loops, loop], through: [...scope.through, through] };
}

/** Hundreds of blocks may go through one list of thousands: how long it is shows without reading it. */
function hasTooMany(forEach: HclExpression, scope: Scope): boolean {
  return follow(forEach, { ...scope, budget: { left: MOST_ITEMS } }).some(
    ({ expression }) =>
      (expression.kind === "object" || expression.kind === "tuple") && expression.items.length > MOST_ITEMS,
  );
}
