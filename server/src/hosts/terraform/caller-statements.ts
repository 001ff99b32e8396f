/** Statements that a module of the workspace is given as a list, and writes into the policy that it encodes. */
import { type HclExpression, type HclFor, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type ArrayValue } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { evaluate } from "./evaluate.ts";
import { follow, type Followed, JOINING } from "./follow.ts";
import { type StatementLoop, statementsOfLoop, typeOfVariable } from "./looped-statements.ts";
import { isBareStatement } from "./policy-shape.ts";
import { type Scope } from "./scope.ts";
import { type PolicySource, placeIn } from "./sources.ts";

interface StatementsOfCaller {
  readonly places: readonly GivenList[];
  /** Said where all statements stand there, or in the policy itself. */
  readonly whole: { readonly isGivenWhole?: true; readonly loopsOfGiven?: readonly Span[] };
}

/** A list, with the loop that makes statements of what is in it. */
export interface GivenList {
  readonly place: string;
  readonly by: StatementLoop | undefined;
}

const NONE: StatementsOfCaller = { places: [], whole: {} };

/** The places of such lists, of a policy that a called module encodes. */
export function statementsOfCaller(source: PolicySource): StatementsOfCaller {
  if ((source.form !== "object" && source.form !== "text") || !source.scope.module.isCalled) return NONE;
  const { scope } = source;
  const own = source.form === "object" ? statementsOfObject(source.expression) : statementsOfText(source.template);
  if (own === undefined) return NONE;
  const { found, areAll } = listsAt(own, scope, MOST_LISTS);
  const lists = found.filter((list) => list.scope.module !== scope.module);
  const isWhole =
    areAll && found.every((list) => (list.scope.module === scope.module ? isPlain(list) : isReadThere(list)));
  const loopsOfGiven = lists.flatMap(({ by }) => (by?.scope.file === scope.file ? [by.loop.span] : []));
  return {
    places: lists.map(({ expression: list, scope: at, by }) => ({ place: placeIn(at.file, list.span.start), by })),
    whole: isWhole ? { isGivenWhole: true, loopsOfGiven } : {},
  };
}

function statementsOfObject(expression: HclExpression): HclExpression | undefined {
  if (expression.kind !== "object") return undefined;
  return expression.items.find(({ key }) => key.kind === "reference" && key.root === "Statement")?.value;
}

/** `"Statement": ${jsonencode(var.statements)}` in a text of JSON. */
function statementsOfText({ parts }: HclTemplate): HclExpression | undefined {
  const at = parts.findIndex((part) => part.kind === "text" && /"Statement"\s{0,99}:\s{0,99}$/.test(part.text));
  const part = at < 0 ? undefined : parts[at + 1];
  const value = part?.kind === "interpolation" ? part.value : undefined;
  return value?.kind === "call" && value.name === "jsonencode" ? value.arguments[0] : undefined;
}

function isReadThere({ expression, scope, by }: FoundList): boolean {
  return statementsGiven(expression, scope, by) !== undefined;
}

/** Undefined for what is not known to be a list of statements. */
export function statementsGiven(
  list: HclExpression,
  scope: Scope,
  by: StatementLoop | undefined,
): ArrayValue | undefined {
  const given = evaluate(list, scope);
  const value = by === undefined ? given : statementsOfLoop(given, by);
  const [first] = value?.kind === "array" ? value.items : [];
  return value?.kind === "array" && first?.kind === "object" && isBareStatement(first) ? value : undefined;
}

/** Nothing in it but statements that stand there: one that a variable gives stands nowhere else. */
function isPlain({ expression, scope }: Followed): boolean {
  const value = evaluate(expression, scope);
  return value?.kind === "array" && value.items.every(({ kind }) => kind === "object");
}

/** Lists that are put together of lists. */
const MOST_LISTS = 3;

type FoundList = Followed & { readonly by?: StatementLoop };

interface Lists {
  readonly found: readonly FoundList[];
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
  if (expression.kind === "for") return depth === 0 ? NO_LISTS : listsOfLoop(expression, scope, depth - 1);
  if (expression.kind !== "call" || !JOINING.has(expression.name) || depth === 0) return NO_LISTS;
  const parts = expression.name === "flatten" ? expression.arguments.flatMap(itemsOfTuple) : expression.arguments;
  return joined(parts.map((part) => listsAt(part, scope, depth - 1)));
}

const NO_LISTS: Lists = { found: [], areAll: false };

/** Of what is given as a list or as a map, and is not made by a loop itself. */
function listsOfLoop(loop: HclFor, scope: Scope, depth: number): Lists {
  if (loop.makes !== "tuple") return NO_LISTS;
  const { collection } = loop;
  const maps = follow(collection, scope).filter(({ expression }) => expression.kind === "object");
  const { found, areAll } = maps.length === 1 ? { found: maps, areAll: true } : listsAt(collection, scope, depth);
  const by = { loop, scope, type: typeOfVariable(collection, scope) };
  return {
    found: found.flatMap((list: FoundList) => (list.by === undefined ? [{ ...list, by }] : [])),
    areAll: areAll && found.every((list: FoundList) => list.by === undefined),
  };
}

function isOfLists(items: readonly HclExpression[]): boolean {
  return items.some(({ kind }) => kind === "tuple");
}

function itemsOfTuple(expression: HclExpression): readonly HclExpression[] {
  return expression.kind === "tuple" ? expression.items : [expression];
}
