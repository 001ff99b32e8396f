/** Statements that a module of the workspace is given as a list, and writes into the policy that it encodes. */
import { type HclExpression } from "../../syntax/hcl-tree.ts";
import { evaluate } from "./evaluate.ts";
import { follow, type Followed, JOINING } from "./follow.ts";
import { isBareStatement } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";
import { type PolicySource, placeIn } from "./sources.ts";

interface StatementsOfCaller {
  readonly places: readonly string[];
  /** All statements stand there, or in the policy itself. */
  readonly areAll: boolean;
}

const NONE: StatementsOfCaller = { places: [], areAll: false };

/** The places of such lists, of a policy that a called module encodes. */
export function statementsOfCaller(source: PolicySource): StatementsOfCaller {
  if (source.form !== "object" || !source.scope.module.isCalled || source.expression.kind !== "object") return NONE;
  const { scope, expression } = source;
  const own = expression.items.find(({ key }) => key.kind === "reference" && key.root === "Statement");
  if (own === undefined) return NONE;
  const { found, areAll } = listsAt(own.value, scope, MOST_LISTS);
  const lists = found.filter((list) => list.scope.module !== scope.module);
  return {
    places: lists.map((list) => placeIn(list.scope.file, list.expression.span.start)),
    areAll: areAll && found.every((list) => (list.scope.module === scope.module ? isPlain(list) : isReadThere(list))),
  };
}

/** As the file is searched for policies. */
function isReadThere({ expression, scope }: Followed): boolean {
  const value = evaluate(expression, scope);
  const [first] = value?.kind === "array" ? value.items : [];
  return first?.kind === "object" && isBareStatement(first);
}

/** Nothing in it but statements that stand there: one that a variable gives stands nowhere else. */
function isPlain({ expression, scope }: Followed): boolean {
  const value = evaluate(expression, scope);
  return value?.kind === "array" && value.items.every(({ kind }) => kind === "object");
}

/** Lists that are put together of lists. */
const MOST_LISTS = 3;

interface Lists {
  readonly found: readonly Followed[];
  /** Nothing else may stand there. */
  readonly areAll: boolean;
}

function listsAt(expression: HclExpression, scope: Scope, depth: number): Lists {
  const ways = follow(expression, scope).map((one) => listsIn(one, depth));
  return { ...joined(ways), areAll: ways.length === 1 && joined(ways).areAll };
}

function joined(lists: readonly Lists[]): Lists {
  return { found: lists.flatMap(({ found }) => found), areAll: lists.every(({ areAll }) => areAll) };
}

function listsIn({ expression, scope }: Followed, depth: number): Lists {
  if (expression.kind === "tuple" && !isOfLists(expression.items))
    return { found: [{ expression, scope }], areAll: true };
  if (expression.kind !== "call" || !JOINING.has(expression.name) || depth === 0) return { found: [], areAll: false };
  const parts = expression.name === "flatten" ? expression.arguments.flatMap(itemsOfTuple) : expression.arguments;
  return joined(parts.map((part) => listsAt(part, scope, depth - 1)));
}

function isOfLists(items: readonly HclExpression[]): boolean {
  return items.some(({ kind }) => kind === "tuple");
}

function itemsOfTuple(expression: HclExpression): readonly HclExpression[] {
  return expression.kind === "tuple" ? expression.items : [expression];
}
