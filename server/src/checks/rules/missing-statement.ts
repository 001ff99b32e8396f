import { isBareStatement } from "../../policy/policy.ts";
import { isLooseStatement } from "../../policy/read-policy.ts";
import { type Check } from "../check.ts";
import { mayHold } from "../elements.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: () => say`This policy has no ${name("Statement")}, so AWS rejects it. Add one.`,
});

export const missingStatement: Check = {
  code: "missing-statement",
  severity: "error",
  summary: "A policy has no Statement.",
  messages: MESSAGES,
  *find({ policy, broken }) {
    if (broken || isBareStatement(policy) || isLooseStatement(policy.object)) return;
    if (mayHold(policy.object, ["Statement"])) return;
    const { start } = policy.span;
    yield {
      span: { start, end: start + 1 },
      ...MESSAGES.missing(),
    };
  },
};
