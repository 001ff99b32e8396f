/**
 * The times for which a block names its users and roles one by one: those of its own `count`, and those of the call of its
 * module. Sources: "The count Meta-Argument" and "Module blocks" of the "Terraform configuration language".
 */
import { attributeNamed, type HclBlock } from "../../syntax/hcl-tree.ts";
import { type SortedHolder } from "../holder-sorts.ts";
import { throughEntry } from "./behind-calls.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { asksNumber, countedInstances } from "./counted.ts";
import { entriesUnder } from "./entries-by-key.ts";
import { instancesOf } from "./instances.ts";
import { type DeclaredBlock, type TerraformModule } from "./module.ts";
import { type CallTime, type Scope, scopeOf } from "./scope.ts";

/** What the names are read with each time. `scope` alone where the files do not tell how often it is. */
export function timesOf({ block, file }: DeclaredBlock, scope: Scope): readonly Scope[] {
  const ofCall = callTimes(scope.module).map((callTime): Scope => ({ ...scope, callTime }));
  const outer = ofCall.length === 0 ? [scope] : ofCall;
  const times = outer.flatMap((one) => countedInstances(block, file, one)?.map((own) => own.scope) ?? [one]);
  return times.length > MOST_TIMES ? [scope] : times;
}

/**
 * What the arguments of a call are read with: each time with the entry of its key, as far as the files say which there are.
 */
export function timesOfCall({ block, file }: DeclaredBlock, module: TerraformModule): readonly Scope[] {
  const scope = scopeOfBlock(block, file, module);
  const collection = attributeNamed(block.body, "for_each")?.value;
  const instances = collection === undefined ? undefined : instancesOf(block, scope);
  if (collection === undefined || instances === undefined) return [scope];
  const around = scopeOf(module, file);
  return instances.map(({ key, scope: own }) => {
    const [entry, ...others] = entriesUnder(key, collection, around);
    const isKnown = entry !== undefined && others.length === 0;
    return isKnown ? throughEntry(own, { name: "each", is: "iterator", collection }, entry) : own;
  });
}

/** With the time of the call of their module, if that makes it several times. */
export function atItsTime(holders: readonly SortedHolder[], { callTime }: Scope): readonly SortedHolder[] {
  return callTime === undefined ? holders : holders.map((one) => ({ ...one, time: callTime.key }));
}

const MOST_TIMES = 100;

/** None where one call is one time, or nothing that it gives hangs on which of them it is. */
function callTimes(module: TerraformModule): readonly CallTime[] {
  const known = CALLED.get(module) ?? timesCalled(module);
  CALLED.set(module, known);
  return known;
}

const CALLED = new WeakMap<TerraformModule, readonly CallTime[]>();

function timesCalled(module: TerraformModule): readonly CallTime[] {
  const { calledBy } = module;
  if (calledBy === undefined || !hangsOnTime(calledBy.inputs)) return [];
  const { inputs, by } = calledBy;
  const { block, file } = inputs;
  const scope = scopeOfBlock(block, file, by);
  const instances = instancesOf(block, scope) ?? countedInstances(block, file, scope) ?? [];
  return instances.map((one) => ({ of: module, by, key: one.key, loops: one.scope.loops }));
}

function hangsOnTime({ block, file }: DeclaredBlock): boolean {
  const text = textOfBlock(block, file.text);
  return text.includes("each.") || asksNumber(text);
}

function textOfBlock({ span }: HclBlock, text: string): string {
  return text.slice(span.start, span.end);
}
