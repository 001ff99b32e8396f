import { type Check, type PolicyUnderCheck, type ReportedFinding, type Severity } from "./check.ts";
import { ALL_CHECKS } from "./index.ts";
import { isOtherDialect } from "./other-dialects.ts";

export interface CheckOptions {
  /** By code; a check that is not listed keeps its own severity. */
  readonly severities: ReadonlyMap<string, Severity | "off">;
  /** A check that throws is reported here; the others still run. */
  readonly onCheckFailure: (code: string, error: unknown) => void;
}

/** What the checks say of one policy, in the order of the text. */
export function runChecks(subject: PolicyUnderCheck, options: CheckOptions): readonly ReportedFinding[] {
  return runTheseChecks(ALL_CHECKS, subject, options);
}

export function runTheseChecks(
  checks: readonly Check[],
  subject: PolicyUnderCheck,
  options: CheckOptions,
): readonly ReportedFinding[] {
  if (isOtherDialect(subject.policy)) return [];
  const findings: ReportedFinding[] = [];
  for (const check of checks) {
    const severity = options.severities.get(check.code) ?? check.severity;
    if (severity === "off") continue;
    try {
      for (const finding of check.find(subject)) findings.push({ ...finding, code: check.code, severity });
    } catch (error) {
      options.onCheckFailure(check.code, error);
    }
  }
  return findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.code, b.code));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
