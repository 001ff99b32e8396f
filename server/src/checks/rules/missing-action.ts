import { type Check } from "../check.ts";
import { missingFrom, statementsWithout } from "../missing-from.ts";
import { messagesOf } from "../messages.ts";
import { owningService } from "../owning-service.ts";
import { name, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  missing: () =>
    say`This statement has neither ${name("Action")} nor ${name("NotAction")}, so AWS rejects the policy. Add one of them.`,
  inKeyPolicy: () =>
    say`This statement has neither ${name("Action")} nor ${name("NotAction")}, so it has no effect. Add one of them.`,
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
    // KMS keeps such a policy. Source: the parameter Policy of PutKeyPolicy.
    const isKept = owningService(subject) === "kms";
    for (const statement of statementsWithout(subject, NAMES)) {
      yield isKept
        ? { ...missingFrom(statement, MESSAGES.inKeyPolicy()), severity: "warning" }
        : missingFrom(statement, MESSAGES.missing());
    }
  },
};
