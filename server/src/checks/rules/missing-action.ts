import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { missingFrom } from "../missing-from.ts";

export const missingAction: Check = {
  code: "missing-action",
  severity: "error",
  summary: "Every statement names actions, by Action or NotAction.",
  perStatement: true,
  *find({ policy, broken }) {
    if (broken) return;
    for (const statement of policy.statements) {
      if (!mayHold(statement.object, ["Action", "NotAction"])) {
        yield missingFrom(
          statement,
          "has neither 'Action' nor 'NotAction', and AWS rejects a policy with such a statement",
        );
      }
    }
  },
};
