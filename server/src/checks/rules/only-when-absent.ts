import { operatorOf } from "../../policy/operators.ts";
import { isSettled, type ConditionEntry } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix } from "../fix.ts";
import { renameOperator, replaceValues } from "../../policy/changes.ts";
import { type ConditionUse, conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";
import { type Message } from "../messages.ts";
import { isAlwaysThere } from "../../proof/facts/key-facts.ts";
import { name, say, value } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  everyValue: (key: string, pattern: string) =>
    say`${value(pattern)} matches every value, so only requests without ${name(key)} meet this condition. Write ${name("Null")} if you mean that. Otherwise correct the value.`,
  emptyList: (key: string) =>
    say`This list has no values, so only requests without ${name(key)} meet this condition. Write ${name("Null")} if you mean that. Otherwise add the values.`,
});

export const onlyWhenAbsent: Check = {
  code: "only-when-absent",
  severity: "info",
  summary: "Only requests without the key meet the condition.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy, broken, kind }) {
    // AWS writes such lists in policies of AWS IoT. Source: "Connect policy examples" (AWS IoT Core Developer Guide).
    if (broken || kind.kind === "iot") return;
    for (const found of conditionEntries(policy)) {
      const { entry } = found;
      // A key that every request carries makes it a condition that never holds, which is told as that.
      if (isAlwaysThere(entry.key.toLowerCase())) continue;
      const message = whyOnlyAbsent(entry);
      if (message === undefined) continue;
      yield {
        span: entry.span,
        ...message,
        provedFrom: [entry.span],
        fixes: () => nullFix(found),
      };
    }
  },
};

function whyOnlyAbsent(entry: ConditionEntry): Message | undefined {
  const { entries, open, misplaced } = entry.values;
  const use = operatorOf(entry);
  if (use === undefined || open || misplaced.length > 0) return undefined;
  const { operator, setOperator, ifExists } = use;
  if (operator.name === "StringNotLike") {
    const all = entries.find((one) => isSettled(one) && one.certain && /^\*+$/.test(one.text));
    // Each value of a key must differ from all values here; with ...IfExists the author meant the absent key.
    return all === undefined || ifExists || setOperator === "ForAnyValue"
      ? undefined
      : MESSAGES.everyValue(entry.key, all.text);
  }
  if (operator.negated || operator.family === "null" || entries.length > 0 || setOperator === "ForAnyValue")
    return undefined;
  return ifExists || setOperator === "ForAllValues" ? MESSAGES.emptyList(entry.key) : undefined;
}

/** `Null` says the same in plain words. Not where the operator has other keys, or `Null` is there already. */
function nullFix({ statement, block, entry }: ConditionUse): readonly Fix[] {
  const rename = block.entries.length === 1 ? renameOperator(block, "Null", statement) : undefined;
  const values = replaceValues(entry.values, "true");
  if (rename === undefined || values === undefined) return [];
  return [
    {
      title: say`Replace with ${name("Null")} and ${value("true")}, which means the same`,
      changes: [...rename, ...values],
    },
  ];
}
