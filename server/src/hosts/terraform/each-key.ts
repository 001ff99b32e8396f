/** How the key of a block with `for_each` is called, where it decides between values. */
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { type TerraformFile } from "./module.ts";
import { folderOf, variableKey } from "./paths.ts";

/**
 * As a term of options names the key: blocks that go through one thing under one name have the same keys, and refer to each
 * other by them.
 */
export function eachKey(forEach: HclExpression, { path, text }: TerraformFile): string {
  const { start, end } = through(forEach).span;
  const written = forEach.kind === "object" ? String(start) : text.slice(start, end);
  return variableKey(folderOf(path), `each.key:${written.replace(/\s+/g, "")}`);
}

/** The keys of `toset(keys(local.roles))` are those of `local.roles`. */
function through(forEach: HclExpression): HclExpression {
  const [argument] = forEach.kind === "call" && KEEPING.has(forEach.name) ? forEach.arguments : [];
  return argument === undefined ? forEach : through(argument);
}

const KEEPING: ReadonlySet<string> = new Set(["toset", "keys", "tomap"]);
