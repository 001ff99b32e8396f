import { type Check } from "../check.ts";
import { coverageSteps } from "../coverage.ts";
import { removeStatement } from "../edits.ts";
import { statementName } from "../statement-name.ts";

export const redundantStatement: Check = {
  code: "redundant-statement",
  severity: "info",
  summary: "Another statement with the same effect matches everything that this one matches.",
  proves: true,
  *find(subject) {
    const { redundant } = yield* coverageSteps(subject);
    for (const { statement, by } of redundant) {
      const edit = removeStatement(subject.policy, statement.index);
      const verb = statement.effect?.text === "Deny" ? "denies" : "allows";
      yield {
        span: statement.effect?.span ?? statement.span,
        message: `This statement adds nothing: ${statementName(by)} ${verb} everything that it ${verb}`,
        fades: statement.span,
        related: [{ span: by.span, message: "The statement that covers this one." }],
        provedFrom: [statement.span],
        fixes:
          edit === undefined
            ? []
            : [{ title: `Remove this statement, which ${statementName(by)} covers`, edits: [edit] }],
      };
    }
  },
};
