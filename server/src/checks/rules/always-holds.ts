import { operatorOf } from "../../policy/operators.ts";
import { isSettled } from "../../policy/policy.ts";
import { name, say, value } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { conditionEntries } from "../entries.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  everyRequest: (operator: string) =>
    say`Every request meets this condition: ${value("*")} matches every value, and ${name(operator)} also matches requests without the key. Name the values that are meant, or remove the condition.`,
});

/** Source: "IAM Access Analyzer policy check reference", Redundant key due to wildcard in condition. */
export const alwaysHolds: Check = {
  code: "always-holds",
  severity: "info",
  summary: "Every request meets this condition.",
  messages: MESSAGES,
  perStatement: true,
  *find({ policy, broken }) {
    if (broken) return;
    for (const { entry, block } of conditionEntries(policy)) {
      const use = operatorOf(entry);
      if (use?.operator.name !== "StringLike") continue;
      if (use.setOperator !== "ForAllValues" && (!use.ifExists || use.setOperator !== undefined)) continue;
      if (!entry.values.entries.some((one) => isSettled(one) && one.certain && /^\*+$/.test(one.text))) continue;
      yield { span: entry.span, ...MESSAGES.everyRequest(block.name) };
    }
  },
};
