import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { missingFrom } from "../missing-from.ts";

export const missingEffect: Check = {
  code: "missing-effect",
  severity: "error",
  summary: "Every statement says Allow or Deny.",
  perStatement: true,
  *find({ policy, broken }) {
    if (broken) return;
    for (const statement of policy.statements) {
      if (!mayHold(statement.object, ["Effect"])) {
        yield missingFrom(statement, "has no 'Effect', and AWS rejects a policy with such a statement");
      }
    }
  },
};
