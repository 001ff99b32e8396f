/** Statements that a module of the workspace is given as a list, and writes into the policy that it encodes. */
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { follow, type Followed, JOINING } from "./follow.ts";
import { type PolicySource, placeIn } from "./sources.ts";

/** The places of such lists, of a policy that a called module encodes. */
export function placesOfStatements(source: PolicySource): readonly string[] {
  if (source.form !== "object" || !source.scope.module.isCalled || source.expression.kind !== "object") return [];
  const { scope, expression } = source;
  const own = expression.items.find(({ key }) => key.kind === "reference" && key.root === "Statement");
  const lists = own === undefined ? [] : follow(own.value, scope).flatMap((one) => listsIn(one, MOST_LISTS));
  return lists
    .filter((list) => list.scope.module !== scope.module)
    .map((list) => placeIn(list.scope.file, list.expression.span.start));
}

/** Lists that are put together of lists. */
const MOST_LISTS = 3;

function listsIn({ expression, scope }: Followed, depth: number): readonly Followed[] {
  if (expression.kind === "tuple") return isOfLists(expression.items) ? [] : [{ expression, scope }];
  if (expression.kind !== "call" || !JOINING.has(expression.name) || depth === 0) return [];
  const parts = expression.name === "flatten" ? expression.arguments.flatMap(itemsOfTuple) : expression.arguments;
  return parts.flatMap((part) => follow(part, scope)).flatMap((one) => listsIn(one, depth - 1));
}

function isOfLists(items: readonly HclExpression[]): boolean {
  return items.some(({ kind }) => kind === "tuple");
}

function itemsOfTuple(expression: HclExpression): readonly HclExpression[] {
  return expression.kind === "tuple" ? expression.items : [expression];
}
