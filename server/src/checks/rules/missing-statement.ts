import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";

export const missingStatement: Check = {
  code: "missing-statement",
  severity: "error",
  summary: "A policy needs a Statement.",
  *find({ policy, broken }) {
    if (broken || mayHold(policy.object, ["Statement"])) return;
    const { start } = policy.span;
    yield {
      span: { start, end: start + 1 },
      message: "This policy has no 'Statement', and AWS rejects a policy without one",
    };
  },
};
