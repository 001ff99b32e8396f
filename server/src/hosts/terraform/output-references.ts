/**
 * What a plan refers to where it has no value yet: its configuration says what an argument is made of. Source: "JSON output
 * format" of Terraform, "Configuration representation" and "Expression representation".
 */
import { itemsOf } from "../../syntax/json-tree.ts";
import { memberNamed, type ObjectValue, textOfMember, type Value } from "../../syntax/value.ts";
import { once } from "../../domains/once.ts";
import { objectsIn, objectUnder, type OutputResource } from "./output-resource.ts";

/** The resources of the plan that an argument of one of them refers to. */
export type Referred = (resource: OutputResource, argument: string) => readonly OutputResource[];

export function referencesIn(root: ObjectValue, resources: readonly OutputResource[]): Referred {
  const configuration = objectUnder(memberNamed(root, "configuration")?.value, "root_module");
  if (configuration === undefined) return () => [];
  const reading = once(() => ({ modules: modulesIn(configuration), placed: placedByAddress(resources) }));
  return ({ address }, argument) => {
    const at = address === undefined ? undefined : placeOf(address);
    if (at === undefined) return [];
    const { modules, placed } = reading();
    const block = modules.get(withoutKeys(at.module))?.blocks.get(at.name);
    const references = referencesOf(objectUnder(block, "expressions"), argument);
    return resolved(
      { references, module: at.module, key: at.key, isOfList: argument.endsWith("s") },
      { modules, placed },
      DEEPEST_REFERENCE,
    );
  };
}

/** Outputs of modules and their variables lead on. */
const DEEPEST_REFERENCE = 4;

interface Place {
  /** The modules around it, as `module.a["b"].`; empty for the root module. */
  readonly module: string;
  readonly name: string;
  /** Of one of several, as `[0]`. */
  readonly key: string;
}

const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const ADDRESS = new RegExp(String.raw`^((?:module\.[\w-]+(?:${KEY})?\.)*)([\w-]+\.[\w-]+)(${KEY})?$`);
const KEYS = new RegExp(KEY, "g");
const OF_RESOURCE = new RegExp(String.raw`^(aws_\w+\.[\w-]+)(${KEY})?`);
const OF_MODULE = new RegExp(String.raw`^module\.([\w-]+)(${KEY})?\.([\w-]+)(${KEY})?$`);
const OF_VARIABLE = new RegExp(String.raw`^var\.([\w-]+)(${KEY})?$`);
const LAST_CALL = new RegExp(String.raw`module\.([\w-]+)(?:${KEY})?\.$`);

function placeOf(address: string): Place | undefined {
  const [, module = "", name, key = ""] = ADDRESS.exec(address) ?? [];
  return name === undefined ? undefined : { module, name, key };
}

function withoutKeys(module: string): string {
  return module.replace(KEYS, "");
}

interface ConfiguredModule {
  readonly module: ObjectValue;
  readonly blocks: ReadonlyMap<string, ObjectValue>;
}

/** By the calls that lead to each. */
function modulesIn(module: ObjectValue, path = "", found = new Map<string, ConfiguredModule>()): typeof found {
  const blocks = objectsIn(module, "resources").flatMap(([, block]) => {
    const address = textOfMember(block, "address");
    return address === undefined ? [] : [[address, block] as const];
  });
  found.set(path, { module, blocks: new Map(blocks) });
  const calls = objectUnder(module, "module_calls")?.members ?? [];
  for (const { key, value } of calls) {
    const inner = objectUnder(value, "module");
    if (inner !== undefined) modulesIn(inner, `${path}module.${key}.`, found);
  }
  return found;
}

interface Placed {
  /** Those of one block, which differ in their keys. */
  readonly ofBlock: ReadonlyMap<string, readonly OutputResource[]>;
  readonly byAddress: ReadonlyMap<string, OutputResource>;
}

function placedByAddress(resources: readonly OutputResource[]): Placed {
  const ofBlock = new Map<string, OutputResource[]>();
  const byAddress = new Map<string, OutputResource>();
  for (const resource of resources) {
    const { address } = resource;
    const at = address === undefined ? undefined : placeOf(address);
    if (address === undefined || at === undefined) continue;
    byAddress.set(address, resource);
    const block = at.module + at.name;
    const those = ofBlock.get(block);
    if (those === undefined) ofBlock.set(block, [resource]);
    else those.push(resource);
  }
  return { ofBlock, byAddress };
}

interface Asked {
  readonly references: readonly string[];
  readonly module: string;
  readonly key: string;
  /** Does the argument take several? */
  readonly isOfList: boolean;
}

interface Plan {
  readonly modules: ReadonlyMap<string, ConfiguredModule>;
  readonly placed: Placed;
}

/** Nothing where one argument is made of several things: the plan does not say which of them it takes when. */
function resolved(asked: Asked, plan: Plan, depth: number): readonly OutputResource[] {
  const { references, module, isOfList } = asked;
  const isThere = (thing: string): boolean => !/^aws_/.test(thing) || plan.placed.ofBlock.has(module + thing);
  const things = [...new Set(references.flatMap((one) => THING.exec(one)?.[0] ?? []))].filter(isThere);
  const [first, ...others] = things;
  if (first === undefined) return [];
  const of = (thing: string): readonly OutputResource[] => {
    const reference = references.find((one) => THING.exec(one)?.[0] === thing) ?? thing;
    return behind(reference, asked, plan, depth);
  };
  if (isOfList) return others.every((one) => MADE.test(one)) ? things.flatMap(of) : of(first);
  const isPlain = references.some((one) => one.startsWith(`${first}.`) || one.startsWith(`${first}[`));
  // Behind a block alone stands what its key is made of.
  const isOther = (one: string): boolean => isPlain || sortOf(one) === sortOf(first);
  return others.some(isOther) ? [] : of(first);
}

/** What a reference begins with. Keys and counts choose, and are nothing to refer to. */
const THING = /^(?:data\.)?(?!(?:each|count|path|self|terraform)\.)\w+\.[\w-]+/;
const MADE = /^(?:aws_\w+|module)\./;

function sortOf(thing: string): string {
  return thing.slice(0, thing.indexOf("."));
}

/** What one reference leads to. */
function behind(
  reference: string,
  { module, key, isOfList }: Asked,
  plan: Plan,
  depth: number,
): readonly OutputResource[] {
  const [, name, ownKey] = OF_RESOURCE.exec(reference) ?? [];
  if (name !== undefined) {
    const those = plan.placed.ofBlock.get(module + name) ?? [];
    if (ownKey === undefined && those.length === 1) return those;
    const one = plan.placed.byAddress.get(module + name + (ownKey ?? key));
    return one === undefined ? [] : [one];
  }
  if (depth === 0) return [];
  const [, call, callKey = "", output, outputKey = key] = OF_MODULE.exec(reference) ?? [];
  if (call !== undefined && output !== undefined) {
    const inner = `${module}module.${call}${callKey}.`;
    const outputs = objectUnder(plan.modules.get(withoutKeys(inner))?.module, "outputs");
    const references = referencesOf(objectUnder(outputs, output), "expression");
    return resolved({ references, module: inner, key: outputKey, isOfList }, plan, depth - 1);
  }
  const [, variable, variableKey = ""] = OF_VARIABLE.exec(reference) ?? [];
  const [written = "", caller] = LAST_CALL.exec(module) ?? [];
  if (variable === undefined || caller === undefined) return [];
  const outer = module.slice(0, module.length - written.length);
  const calls = objectUnder(plan.modules.get(withoutKeys(outer))?.module, "module_calls");
  const references = referencesOf(objectUnder(objectUnder(calls, caller), "expressions"), variable);
  return resolved({ references, module: outer, key: variableKey, isOfList }, plan, depth - 1);
}

function referencesOf(expressions: Value | undefined, argument: string): readonly string[] {
  const list = objectUnder(expressions, argument);
  const references = list && memberNamed(list, "references")?.value;
  if (references?.kind !== "array") return [];
  return Array.from(itemsOf(references)).flatMap((one) => (one.kind === "string" ? [one.text] : []));
}
