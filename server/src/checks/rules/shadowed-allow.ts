import { type Check, type Finding } from "../check.ts";
import { coverageOf } from "../coverage.ts";
import { removalOf } from "../edits.ts";
import { statementName } from "../statement-name.ts";

export const shadowedAllow: Check = {
  code: "shadowed-allow",
  severity: "warning",
  summary: "A Deny of the same policy denies everything that this Allow, or an entry of it, allows.",
  proves: true,
  *find(subject) {
    const { shadowed, shadowedEntries } = coverageOf(subject);
    for (const { statement, by } of shadowed) {
      yield {
        span: statement.effect?.span ?? statement.span,
        message: `This Allow never allows: ${statementName(by)} denies every request that it matches`,
        fades: statement.span,
        related: theDeny(by.span),
        provedFrom: [statement.span],
      };
    }
    for (const { element, index, by } of shadowedEntries) {
      const span = element.entries[index]?.span ?? element.span;
      yield {
        span,
        message: `This entry allows nothing: ${statementName(by)} denies every request that the statement matches because of it`,
        // People write a broad Allow and take something away again, and may mean just that.
        severity: "info",
        unnecessary: true,
        related: theDeny(by.span),
        provedFrom: [span],
        fixes: removalOf(element, index),
      };
    }
  },
};

function theDeny(span: Finding["span"]): NonNullable<Finding["related"]> {
  return [{ span, message: "The Deny." }];
}
