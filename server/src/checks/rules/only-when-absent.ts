import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type ConditionEntry } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { renameOperator, replaceValues } from "../../policy/changes.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { quote } from "../quoting.ts";

export const onlyWhenAbsent: Check = {
  code: "only-when-absent",
  severity: "info",
  summary: "The condition is met only by requests without the key.",
  perStatement: true,
  *find({ policy, catalog, broken }) {
    if (broken) return;
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      // A key that every request carries makes it a condition that never holds, which is told as that.
      if (catalog.globalKey(entry.key)?.availability === "always") continue;
      const why = whyOnlyAbsent(entry);
      if (why === undefined) continue;
      yield {
        span: entry.span,
        message: `${why}, so this is met only by requests that do not carry ${quote(entry.key)} at all`,
        provedFrom: [entry.span],
        fixes: () => nullFix(found),
      };
    }
  },
};

function whyOnlyAbsent(entry: ConditionEntry): string | undefined {
  const { entries, open, misplaced } = entry.values;
  const use = operatorOf(entry);
  if (use === undefined || open || misplaced.length > 0) return undefined;
  const { operator, setOperator, ifExists } = use;
  if (operator.name === "StringNotLike") {
    const all = entries.find((value) => isSettled(value) && value.certain && /^\*+$/.test(value.text));
    // Each value of a key must differ from all values here; with ...IfExists the author meant the absent key.
    return all === undefined || ifExists || setOperator === "ForAnyValue"
      ? undefined
      : `Every text is like ${quote(all.text)}`;
  }
  if (operator.negated || operator.family === "null" || entries.length > 0 || setOperator === "ForAnyValue")
    return undefined;
  return ifExists || setOperator === "ForAllValues"
    ? `No value is in the empty list of ${quote(entry.operator)}`
    : undefined;
}

/** `Null` says the same in plain words. Not where the operator has other keys, or `Null` is there already. */
function nullFix({ statement, block, entry }: ConditionUse): readonly Fix[] {
  const rename = block.entries.length === 1 ? renameOperator(block, "Null", statement) : undefined;
  const values = replaceValues(entry.values, "true");
  if (rename === undefined || values === undefined) return [];
  return [{ title: `Replace with 'Null': true, which says the same`, changes: [...rename, ...values] }];
}
