import { renameOperator, replaceValues } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { type Fix } from "../fix.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  everyValue: (key: string) =>
    say`${value("*")} matches every value, so this condition asks only whether the request has ${name(key)}. Write ${name("Null")} with ${value("false")}, which says so.`,
});

/** Source: "IAM Access Analyzer policy check reference", Equivalent to null false. */
export const onlyWhenPresent: Check = {
  code: "only-when-present",
  severity: "hint",
  summary: "A condition with * asks only whether the key is there.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy, broken }) {
    if (broken) return;
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      const use = operatorOf(entry);
      if (use?.operator.name !== "StringLike" || use.ifExists || use.setOperator === "ForAllValues") continue;
      if (!entry.values.entries.some((one) => isSettled(one) && one.certain && /^\*+$/.test(one.text))) continue;
      yield { span: entry.span, ...MESSAGES.everyValue(entry.key), fixes: () => nullFix(found) };
    }
  },
};

function nullFix({ statement, block, entry }: ConditionUse): readonly Fix[] {
  const rename = block.entries.length === 1 ? renameOperator(block, "Null", statement) : undefined;
  const values = replaceValues(entry.values, "false");
  if (rename === undefined || values === undefined) return [];
  return [
    {
      title: say`Replace with ${name("Null")} and ${value("false")}, which means the same`,
      changes: [...rename, ...values],
    },
  ];
}
