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
    return resolved({ references, module: at.module, key: at.key }, { modules, placed }, DEEPEST_REFERENCE);
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
const OF_MODULE = new RegExp(String.raw`^module\.([\w-]+)(${KEY})?\.([\w-]+)`);
const OF_VARIABLE = /^var\.([\w-]+)/;
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

/** Those of one block, which differ in their keys. */
function placedByAddress(resources: readonly OutputResource[]): ReadonlyMap<string, readonly OutputResource[]> {
  const placed = new Map<string, OutputResource[]>();
  for (const resource of resources) {
    const at = resource.address === undefined ? undefined : placeOf(resource.address);
    if (at === undefined) continue;
    const address = at.module + at.name;
    placed.set(address, [...(placed.get(address) ?? []), resource]);
  }
  return placed;
}

interface Asked {
  readonly references: readonly string[];
  readonly module: string;
  readonly key: string;
}

interface Plan {
  readonly modules: ReadonlyMap<string, ConfiguredModule>;
  readonly placed: ReadonlyMap<string, readonly OutputResource[]>;
}

/** What the first reference says: those behind it are parts of it, or keys. */
function resolved({ references, module, key }: Asked, plan: Plan, depth: number): readonly OutputResource[] {
  const [first = ""] = references;
  const [, name, ownKey] = OF_RESOURCE.exec(first) ?? [];
  if (name !== undefined) {
    const those = plan.placed.get(module + name) ?? [];
    if (ownKey === undefined && those.length === 1) return those;
    return those.filter(({ address }) => address === module + name + (ownKey ?? key));
  }
  if (depth === 0) return [];
  const [, call, callKey = "", output] = OF_MODULE.exec(first) ?? [];
  if (call !== undefined && output !== undefined) {
    const inner = `${module}module.${call}${callKey}.`;
    const outputs = objectUnder(plan.modules.get(withoutKeys(inner))?.module, "outputs");
    const expression = objectUnder(outputs, output);
    return resolved({ references: referencesOf(expression, "expression"), module: inner, key }, plan, depth - 1);
  }
  const [, variable] = OF_VARIABLE.exec(first) ?? [];
  const [written = "", caller] = LAST_CALL.exec(module) ?? [];
  if (variable === undefined || caller === undefined) return [];
  const outer = module.slice(0, module.length - written.length);
  const calls = objectUnder(plan.modules.get(withoutKeys(outer))?.module, "module_calls");
  const given = objectUnder(objectUnder(calls, caller), "expressions");
  return resolved({ references: referencesOf(given, variable), module: outer, key: "" }, plan, depth - 1);
}

function referencesOf(expressions: Value | undefined, argument: string): readonly string[] {
  const list = objectUnder(expressions, argument);
  const references = list && memberNamed(list, "references")?.value;
  if (references?.kind !== "array") return [];
  return Array.from(itemsOf(references)).flatMap((one) => (one.kind === "string" ? [one.text] : []));
}
