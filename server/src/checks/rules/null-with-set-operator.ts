import { operatorOfBlock } from "../../policy/operators.ts";
import { type ConditionOperatorBlock, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { renameOperator } from "../../policy/changes.ts";
import { messagesOf } from "../messages.ts";
import { neverMatches } from "../../wording/never.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  alwaysFalse: (operator: string, consequence: string) =>
    say`${name(operator)} is false for every request, so ${consequence}. Use ${name("Null")} without the set operator.`,
  alwaysTrue: (operator: string) =>
    say`${name(operator)} is true for every request, so it restricts nothing. Use ${name("Null")} without the set operator.`,
});

export const nullWithSetOperator: Check = {
  code: "null-with-set-operator",
  severity: "warning",
  summary: "With a set operator, Null has the same result for every request.",
  messages: MESSAGES,
  perStatement: true,
  element: "Condition",
  *find({ policy }) {
    for (const statement of policy.statements) {
      for (const block of statement.condition?.operators ?? []) {
        const use = operatorOfBlock(block);
        if (use?.operator.family !== "null" || use.setOperator === undefined) continue;
        const isNever = use.setOperator === "ForAnyValue" && block.entries.some(({ certain }) => certain);
        yield {
          span: block.nameSpan,
          ...(use.setOperator === "ForAnyValue"
            ? MESSAGES.alwaysFalse(block.name, isNever ? neverMatches(statement) : "this condition is never met")
            : MESSAGES.alwaysTrue(block.name)),
          ...(isNever ? { fades: statement.span } : {}),
          fixes: () => plainNull(block, statement),
        };
      }
    }
  },
};

function plainNull(block: ConditionOperatorBlock, statement: Statement): readonly Fix[] {
  const title = say`Replace ${name(block.name)} with ${name("Null")}, which checks whether the key exists`;
  return fixWith(title, renameOperator(block, "Null", statement));
}
