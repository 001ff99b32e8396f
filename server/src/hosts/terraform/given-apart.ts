/**
 * Statements that a call gives a block with `for_each`: which of them are for which of the things that it makes. Source: "The
 * for_each Meta-Argument" of the "Terraform configuration language".
 */
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { spanContains } from "../../text/span.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { type GivenList, statementsOfCaller } from "./caller-statements.ts";
import { entriesUnder } from "./entries-by-key.ts";
import { type Instance, instancesOf } from "./instances.ts";
import { type LoopThrough, type Scope } from "./scope.ts";
import { type PolicySource } from "./sources.ts";
import { type PolicyUse } from "./uses.ts";

/** A list, with the one thing that it is read for; without where they are not told apart. */
interface ListOfInstance extends GivenList {
  readonly instance?: Instance;
}

/** `together`: what the source has for all. */
export function givenApart(
  source: PolicySource,
  together: readonly GivenList[],
  { resource, module, instance }: Pick<PolicyUse, "resource" | "module" | "instance">,
): readonly ListOfInstance[] {
  const { block, file } = resource;
  const collection = block.type === "module" ? undefined : attributeNamed(block.body, "for_each")?.value;
  if (instance !== undefined || collection === undefined || source.form !== "object" || together.length === 0)
    return together;
  const { scope: read, expression } = source;
  // What stands in another place does not ask for the key, and a loop within the block has items of its own.
  if (read.file !== file || read.loops.length !== 1 || !spanContains(block.span, expression.span)) return together;
  const apart = instancesOf(block, scopeOfBlock(block, file, module))?.flatMap((one) => {
    const through = [throughKey(one.key, collection, { ...read, loops: [], through: [] })];
    const { places } = statementsOfCaller({ ...source, scope: { ...read, loops: one.scope.loops, through } });
    return places.map((list) => ({ ...list, instance: one }));
  });
  const known = new Map(together.map((one) => [one.place, one.by]));
  if (apart === undefined || apart.length === 0 || apart.some(({ place }) => !known.has(place))) return together;
  const times = new Map<string, number>();
  for (const { place } of apart) times.set(place, (times.get(place) ?? 0) + 1);
  // What several have is read as it is for all of them.
  return apart.map((one) => ((times.get(one.place) ?? 0) > 1 ? { ...one, by: known.get(one.place) } : one));
}

/** `each` of one key; of every key where its own value is not told. */
function throughKey(key: string, collection: HclExpression, scope: Scope): LoopThrough {
  const each = { name: "each", is: "iterator" } as const;
  const [own, ...others] = entriesUnder(key, collection, scope);
  if (own === undefined || others.length > 0) return { ...each, collection, scope };
  const { expression } = own;
  return { ...each, collection: { kind: "tuple", span: expression.span, items: [expression] }, scope: own.scope };
}
