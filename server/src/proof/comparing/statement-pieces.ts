/** Parts that together are a statement: each has some of the items of one of its elements. */
import {
  type ConditionEntry,
  type ScalarList,
  scalarOfString,
  type Statement,
  statementWith,
} from "../../policy/policy.ts";
import { readOperator } from "../../policy/operators.ts";
import { type Value } from "../../syntax/value.ts";
import { knowKey } from "../facts/key-knowledge.ts";

export function itemsOf({ node }: Pick<ScalarList, "node">): readonly Value[] {
  return node.kind === "array" ? node.items : [node];
}

/** The list with other items, of which some may stand in no file. */
export function withItems<List extends ScalarList>(list: List, items: readonly Value[]): List {
  const entries = items.flatMap(
    (item) =>
      list.entries.find(({ node }) => node === item) ?? (item.kind === "string" ? scalarOfString(item, true) : []),
  );
  const node: Value = { kind: "array", span: list.span, items };
  const open = items.some(({ kind }) => kind !== "string" && kind !== "number" && kind !== "boolean");
  return { ...list, node, form: "list", entries, open, misplaced: [] };
}

export function singleItems(statement: Statement, element: "action" | "resource"): readonly Statement[] {
  const list = statement[element];
  return list === undefined
    ? []
    : itemsOf(list).map((item) => statementWith(statement, { [element]: withItems(list, [item]) }));
}

/** One for each principal that it names. */
export function singlePrincipals(statement: Statement): readonly Statement[] {
  const { principal } = statement;
  if (principal?.form !== "typed") return [];
  return principal.types.flatMap((type) =>
    itemsOf(type).map((item) =>
      statementWith(statement, { principal: { ...principal, types: [withItems(type, [item])] } }),
    ),
  );
}

/** One for each value of a condition that holds as soon as one of its values does. */
export function singleConditions(statement: Statement): readonly Statement[] {
  const { condition } = statement;
  const several = condition?.operators.flatMap(({ entries }) => entries).find(asksForOne);
  if (condition === undefined || several === undefined) return [];
  return itemsOf(several.values).map((item) => {
    const operators = condition.operators.map((block) => ({
      ...block,
      entries: block.entries.map((entry) =>
        entry === several ? { ...entry, values: withItems(entry.values, [item]) } : entry,
      ),
    }));
    return statementWith(statement, { condition: { ...condition, operators } });
  });
}

/** Several values of a key that has one in a request, or of which any one will do; not what must differ from them all. */
function asksForOne({ operator, operatorHoles, key, keyHoles, values }: ConditionEntry): boolean {
  const use = readOperator(operator);
  if (use === undefined || operatorHoles.length > 0 || keyHoles.length > 0 || itemsOf(values).length < 2) return false;
  if (use.operator.negated || use.operator.family === "null" || use.setOperator === "ForAllValues") return false;
  return use.setOperator === "ForAnyValue" || knowKey(key.toLowerCase(), undefined, undefined).values === "single";
}
