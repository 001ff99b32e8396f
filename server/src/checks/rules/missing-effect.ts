import { type Check } from "../check.ts";
import { missingFrom, statementsWithout } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: () =>
    say`This statement has no ${name("Effect")}, so AWS rejects the policy. Add it, with ${name("Allow")} or ${name("Deny")}.`,
});

const NAMES = ["Effect"];

export const missingEffect: Check = {
  code: "missing-effect",
  severity: "error",
  summary: "A statement has no Effect.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (subject.broken) return;
    for (const statement of statementsWithout(subject, NAMES)) yield missingFrom(statement, MESSAGES.missing());
  },
};
