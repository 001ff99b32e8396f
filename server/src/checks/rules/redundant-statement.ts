import { type Check } from "../check.ts";
import { fixWith } from "../fix.ts";
import { coverageSteps } from "../coverage.ts";
import { removeStatement } from "../../policy/changes.ts";
import { statementName } from "../statement-name.ts";
import { messagesOf } from "../messages.ts";
import { type Phrase, say } from "../../wording/phrase.ts";

const MESSAGES = messagesOf({
  covered: (by: Phrase, verb: "allows" | "denies") =>
    say`This statement adds nothing: ${by} ${verb} everything that it ${verb}. Remove it.`,
});

export const redundantStatement: Check = {
  code: "redundant-statement",
  severity: "info",
  summary: "Another statement with the same effect covers this one.",
  messages: MESSAGES,
  proves: true,
  *find(subject) {
    const { redundant } = yield* coverageSteps(subject);
    for (const { statement, by } of redundant) {
      const verb = statement.effect?.text === "Deny" ? "denies" : "allows";
      yield {
        span: statement.effect?.span ?? statement.span,
        ...MESSAGES.covered(statementName(by), verb),
        fades: statement.span,
        related: [{ span: by.span, message: say`The statement that covers this one.` }],
        provedFrom: [statement.span],
        fixes: () =>
          fixWith(
            say`Remove this statement: ${statementName(by)} covers it`,
            removeStatement(subject.policy, statement),
          ),
      };
    }
  },
};
