/**
 * What the blocks of a module are made after: Terraform refuses blocks that refer to each other in a circle. Source:
 * "Resource Graph" of the Terraform documentation.
 */
import { partsOf } from "../../syntax/hcl-nodes.ts";
import { type HclBlock, type HclBody, type HclExpression } from "../../syntax/hcl-tree.ts";
import { spanHolds } from "../../text/span.ts";
import { type TerraformModule } from "./module.ts";
import { blockReference } from "./resource-texts.ts";

/** By address, what is referred to there, as far as some resources are made after it. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Keeps nothing of the module. */
export function dependenciesOf(resources: readonly string[], module: TerraformModule): Dependencies {
  const calls = new Map(module.calls.map((call) => [call.block.labels[0]?.text ?? "", call.block]));
  const found = new Map<string, readonly string[]>();
  const left = [...resources];
  for (let address = left.pop(); address !== undefined; address = left.pop()) {
    if (found.has(address)) continue;
    const to = [...new Set(expressionsAt(address, module, calls).flatMap(addressesIn))];
    found.set(address, to);
    left.push(...to);
  }
  return found;
}

/** Is it the resource itself, or something that the resource is made after? */
export function isMadeAfter(resource: string, address: string, dependencies: Dependencies): boolean {
  const seen = new Set([resource]);
  // A set goes on to what is put into it meanwhile.
  for (const one of seen) {
    if (one === address) return true;
    for (const to of dependencies.get(one) ?? []) seen.add(to);
  }
  return false;
}

/** How expressions begin that refer to what a file has at an offset; undefined where nothing does. */
export function addressAt({ blocks }: HclBody, at: number): string | undefined {
  const block = blocks.find(({ span }) => spanHolds(span, at));
  if (block === undefined) return undefined;
  const [first = "", second = ""] = block.labels.map(({ text }) => text);
  switch (block.type) {
    case "resource":
      return `${first}.${second}`;
    case "data":
      return `data.${first}.${second}`;
    case "module":
      return `module.${first}`;
    case "locals": {
      const local = block.body.attributes.find(({ span }) => spanHolds(span, at));
      return local && `local.${local.name}`;
    }
    default:
      return undefined;
  }
}

function expressionsAt(
  address: string,
  module: TerraformModule,
  calls: ReadonlyMap<string, HclBlock>,
): readonly HclExpression[] {
  const dot = address.indexOf(".");
  const [root, name] = [address.slice(0, dot), address.slice(dot + 1)];
  if (root === "local") {
    const local = module.local(name);
    return local === undefined ? [] : [local.value];
  }
  if (root === "module") return expressionsOf(calls.get(name)?.body);
  const declared = root === "data" ? module.block("data", name) : module.block("resource", address);
  return expressionsOf(declared?.block.body);
}

function expressionsOf(body: HclBody | undefined): readonly HclExpression[] {
  if (body === undefined) return [];
  return [...body.attributes.map(({ value }) => value), ...body.blocks.flatMap((block) => expressionsOf(block.body))];
}

function addressesIn(expression: HclExpression): readonly string[] {
  const inner = partsOf(expression).flatMap(addressesIn);
  if (expression.kind !== "reference") return inner;
  const { root, steps } = expression;
  const [first] = steps;
  if (root === "local" || root === "module")
    return first?.step === "attribute" ? [...inner, `${root}.${first.name}`] : inner;
  const to = blockReference(expression);
  return to === undefined ? inner : [...inner, `${to.mode === "data" ? "data." : ""}${to.type}.${to.name}`];
}
