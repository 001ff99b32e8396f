import { blockedFinding } from "../blocked-finding.ts";
import { type Check, type Finding } from "../check.ts";
import { coverageSteps } from "../coverage.ts";
import { asLastResort, removalOf } from "../fix.ts";
import { deniedElsewhere } from "../neighbors.ts";
import { quote } from "../quoting.ts";
import { statementName } from "../statement-name.ts";
import { holderName, neighborName } from "../surroundings.ts";

export const shadowedAllow: Check = {
  code: "shadowed-allow",
  severity: "warning",
  summary: "A Deny of this policy, or of another one for the same callers, denies everything that this Allow allows.",
  proves: true,
  *find(subject) {
    const { shadowed, shadowedEntries } = yield* coverageSteps(subject);
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
        fixes: () => asLastResort(removalOf(element, index)),
      };
    }
    const gone = new Set(shadowed.map(({ statement }) => statement));
    for (const blocked of deniedElsewhere(subject)) {
      if (blocked === undefined) yield;
      if (blocked === undefined || gone.has(blocked.statement)) continue;
      const [{ holder, neighbor, by }] = blocked.obstacles;
      const deny = by === undefined ? "" : `${statementName(by)} of `;
      yield blockedFinding(
        blocked,
        `${deny}the ${neighborName(neighbor, quote)} denies all of it to ${quote(holderName(holder))}`,
      );
    }
  },
};

function theDeny(span: Finding["span"]): NonNullable<Finding["related"]> {
  return [{ span, message: "The Deny." }];
}
