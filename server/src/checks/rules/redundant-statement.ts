import { type Check } from "../check.ts";
import { fixWith } from "../fix.ts";
import { coverageSteps } from "../coverage.ts";
import { removeStatement } from "../../policy/changes.ts";
import { statementName } from "../statement-name.ts";

export const redundantStatement: Check = {
  code: "redundant-statement",
  severity: "info",
  summary: "Another statement with the same effect matches everything that this one matches.",
  proves: true,
  *find(subject) {
    const { redundant } = yield* coverageSteps(subject);
    for (const { statement, by } of redundant) {
      const verb = statement.effect?.text === "Deny" ? "denies" : "allows";
      yield {
        span: statement.effect?.span ?? statement.span,
        message: `This statement adds nothing: ${statementName(by)} ${verb} everything that it ${verb}`,
        fades: statement.span,
        related: [{ span: by.span, message: "The statement that covers this one." }],
        provedFrom: [statement.span],
        fixes: () =>
          fixWith(
            `Remove this statement, which ${statementName(by)} covers`,
            removeStatement(subject.policy, statement),
          ),
      };
    }
  },
};
