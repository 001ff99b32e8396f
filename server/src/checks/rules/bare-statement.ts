import { CURRENT_VERSION } from "../../policy/changes.ts";
import { isBareStatement } from "../../policy/policy.ts";
import { newObject } from "../../syntax/change.ts";
import { name, say } from "../../wording/phrase.ts";
import { type Check } from "../check.ts";
import { messagesOf } from "../messages.ts";

const MESSAGES = messagesOf({
  bare: () =>
    say`This is one statement, but AWS takes only whole policies. Put it into the ${name("Statement")} of a policy.`,
  rejected: () =>
    say`This is one statement where a whole policy belongs, so AWS rejects it. Put it into the ${name("Statement")} of a policy.`,
});

/** Source: "Grammar of the IAM JSON policy language". */
export const bareStatement: Check = {
  code: "bare-statement",
  severity: "info",
  summary: "A statement stands alone, without a policy around it.",
  messages: MESSAGES,
  *find({ policy, kind }) {
    if (!isBareStatement(policy)) return;
    const { object, span } = policy;
    const isWhole = kind.basis === "stated";
    yield {
      span: { start: span.start, end: span.start + 1 },
      ...(isWhole ? { ...MESSAGES.rejected(), severity: "error" } : MESSAGES.bare()),
      fixes: () => [
        {
          title: say`Put a policy around it`,
          changes: [
            {
              change: "replace",
              value: object,
              by: newObject({ Version: CURRENT_VERSION, Statement: [{ copyOf: object }] }),
            },
          ],
        },
      ],
    };
  },
};
