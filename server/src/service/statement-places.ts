/** Which statement of a policy something stands in. */
import { type Statement } from "../policy/policy.ts";
import { lastAtOrBefore } from "../text/last-at-or-before.ts";
import { type Span, spanContains } from "../text/span.ts";

/**
 * Looks a place up among the statements, each time in logarithmic time: a policy may have thousands of findings in
 * thousands of statements. Of those that one text makes, it is the first.
 */
export function statementsByPlace(statements: readonly Statement[]): (place: Span) => Statement | undefined {
  const byStart = new Map<number, Statement>();
  for (const statement of statements) {
    if (!byStart.has(statement.span.start)) byStart.set(statement.span.start, statement);
  }
  const starts = [...byStart.keys()].sort((one, other) => one - other);
  return (place) => {
    const statement = byStart.get(starts[lastAtOrBefore(starts, place.start)] ?? -1);
    return statement !== undefined && spanContains(statement.span, place) ? statement : undefined;
  };
}
