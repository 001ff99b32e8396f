import { type Check } from "../check.ts";
import { missingFrom, statementsWithout } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: () =>
    say`This statement has neither ${name("Action")} nor ${name("NotAction")}, so AWS rejects the policy. Add one of them.`,
});

const NAMES = ["Action", "NotAction"];

export const missingAction: Check = {
  code: "missing-action",
  severity: "error",
  summary: "A statement has neither Action nor NotAction.",
  messages: MESSAGES,
  perStatement: true,
  *find(subject) {
    if (subject.broken) return;
    for (const statement of statementsWithout(subject, NAMES)) yield missingFrom(statement, MESSAGES.missing());
  },
};
