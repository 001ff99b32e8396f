/**
 * What a block with `for_each` makes each time, and what chooses the values of each. Source: "The for_each Meta-Argument" of
 * the "Terraform configuration language".
 */
import { once } from "../../domains/once.ts";
import { attributeNamed, type HclBlock, type HclExpression } from "../../syntax/hcl-tree.ts";
import { type MadeEachTime, type SiteUse } from "../host.ts";
import { eachKey } from "./each-key.ts";
import { writtenUnder } from "./entries-by-key.ts";
import { instancesOf, type Instance } from "./instances.ts";
import { type TerraformFile } from "./module.ts";
import { type Scope } from "./scope.ts";

/** Looked up when it is asked for. Undefined for a block that makes one thing. `scope` is that of the block. */
export function madeEachTime(
  block: HclBlock,
  file: TerraformFile,
  scope: Scope,
  usesOf: (instance: Instance) => readonly SiteUse[],
): (() => readonly MadeEachTime[]) | undefined {
  const forEach = block.type === "module" ? undefined : attributeNamed(block.body, "for_each")?.value;
  if (forEach === undefined || NAMES_ONE.test(file.text.slice(block.span.start, block.span.end))) return undefined;
  const variable = eachKey(forEach, file);
  return once(() =>
    (instancesOf(block, scope) ?? []).map((instance): MadeEachTime => {
      const declared = usesOf(instance).map(({ stated }) => stated.declared);
      return {
        holders: declared.flatMap(({ holders }) => holders),
        resources: declared.flatMap(({ resources }) => resources),
        texts: new Map([[variable, instance.key]]),
        entry: entryOf(instance.key, forEach, scope),
      };
    }),
  );
}

/** A document of another key than that of the time. */
const NAMES_ONE = /\bdata\.[\w.-]{1,200}\["/;

/** Where the values of one key are written. */
function entryOf(key: string, forEach: HclExpression, scope: Scope): MadeEachTime["entry"] {
  const [only, ...others] = writtenUnder(key, forEach, { ...scope, through: [], loops: [] });
  return only === undefined || others.length > 0
    ? undefined
    : { path: only.scope.file.path, span: only.expression.span };
}
