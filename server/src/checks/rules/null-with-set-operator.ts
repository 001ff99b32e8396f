import { operatorOfBlock } from "../../policy/operators.ts";
import { type ConditionOperatorBlock, type Statement } from "../../policy/policy.ts";
import { type Check } from "../check.ts";
import { type Fix, fixWith } from "../fix.ts";
import { neverMatches } from "../consequence.ts";
import { renameOperator } from "../../policy/changes.ts";
import { quote } from "../quoting.ts";

export const nullWithSetOperator: Check = {
  code: "null-with-set-operator",
  severity: "warning",
  summary: "With a set operator, Null is always true or always false.",
  perStatement: true,
  *find({ policy }) {
    for (const statement of policy.statements) {
      for (const block of statement.condition?.operators ?? []) {
        const use = operatorOfBlock(block);
        if (use?.operator.family !== "null" || use.setOperator === undefined) continue;
        const isNever = use.setOperator === "ForAnyValue" && block.entries.some(({ certain }) => certain);
        yield {
          span: block.nameSpan,
          message:
            use.setOperator === "ForAnyValue"
              ? `${quote(block.name)} is false whatever the request${isNever ? `, so ${neverMatches(statement)}` : ""}`
              : `${quote(block.name)} is true whatever the request, so it asks for nothing`,
          ...(isNever ? { fades: statement.span } : {}),
          fixes: () => plainNull(block, statement),
        };
      }
    }
  },
};

function plainNull(block: ConditionOperatorBlock, statement: Statement): readonly Fix[] {
  const title = `Replace '${block.name}' with 'Null', which asks for the key`;
  return fixWith(title, renameOperator(block, "Null", statement));
}
