/** The roles and users of a module that have a permissions boundary whatever its variables are. */
import { attributeNamed, type HclExpression } from "../../syntax/hcl-tree.ts";
import { ownHolders } from "./block-holders.ts";
import { scopeOfBlock } from "./block-scope.ts";
import { textOf } from "./evaluate.ts";
import { follow } from "./follow.ts";
import { type TerraformModule } from "./module.ts";
import { blockReference } from "./resource-texts.ts";
import { type Scope } from "./scope.ts";

/** Their names, but for those that another has who may be without one. */
export function boundedNames(module: TerraformModule): ReadonlySet<string> {
  const known = BOUNDED.get(module) ?? boundedIn(module);
  BOUNDED.set(module, known);
  return known;
}

const BOUNDED = new WeakMap<TerraformModule, ReadonlySet<string>>();

function boundedIn(module: TerraformModule): ReadonlySet<string> {
  const bounded = new Set<string>();
  const free = new Set<string>();
  for (const declared of module.resources) {
    const { block, file } = declared;
    const type = block.labels[0]?.text;
    if (type !== "aws_iam_role" && type !== "aws_iam_user") continue;
    const scope = scopeOfBlock(block, file, module);
    const value = attributeNamed(block.body, "permissions_boundary")?.value;
    const names = value !== undefined && isSurelySet(value, scope) ? bounded : free;
    for (const { name } of ownHolders(declared, scope)) names.add(name);
  }
  for (const name of free) bounded.delete(name);
  return bounded;
}

/** Many modules leave it to a variable that is null where nobody says otherwise. */
function isSurelySet(value: HclExpression, scope: Scope): boolean {
  const all = follow(value, scope);
  return all.length > 0 && all.every((one) => isSet(one.expression, one.scope));
}

function isSet(expression: HclExpression, scope: Scope): boolean {
  if (expression.kind !== "reference") return textOf(expression, scope)?.text.startsWith("arn:") === true;
  const [first, ...others] = expression.steps;
  if (expression.root === "var")
    return first?.step === "attribute" && others.length === 0 && scope.module.variable(first.name).length === 0;
  return expression.root === "module" || blockReference(expression)?.type.startsWith("aws_") === true;
}
