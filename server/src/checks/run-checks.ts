import { type Check, type Finding, type PolicyUnderCheck, type ReportedFinding, type Severity } from "./check.ts";
import { ALL_CHECKS } from "./index.ts";
import { isOtherDialect } from "./other-dialects.ts";
import { type Span } from "../text/span.ts";
import { type Phrase, say, visible } from "../wording/phrase.ts";

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

const LOOKING = ALL_CHECKS.filter(({ proves }) => proves !== true);
const PROVING = ALL_CHECKS.filter(({ proves }) => proves === true);

/**
 * What the checks that only look say, or those that rest on proofs: a step for each check and for whatever takes long
 * in it. Findings of both are still to be told together: `toldTogether`.
 */
export function checkSteps(
  which: "looking" | "proving",
  subject: PolicyUnderCheck,
  options: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  return stepsOf(which === "looking" ? LOOKING : PROVING, subject, options);
}

export function runTheseChecks(
  checks: readonly Check[],
  subject: PolicyUnderCheck,
  options: CheckOptions,
): readonly ReportedFinding[] {
  const steps = stepsOf(checks, subject, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return toldTogether(step.value);
  }
}

function* stepsOf(
  checks: readonly Check[],
  subject: PolicyUnderCheck,
  options: CheckOptions,
): Generator<undefined, readonly ReportedFinding[]> {
  if (isOtherDialect(subject.policy)) return [];
  const findings: ReportedFinding[] = [];
  for (const check of checks) {
    const chosen = options.severities.get(check.code);
    if (chosen === "off") continue;
    try {
      for (const finding of check.find(subject)) {
        if (finding === undefined) yield;
        else {
          const severity = chosen ?? finding.severity ?? check.severity;
          findings.push({ ...asPhrases(finding), code: check.code, severity });
        }
      }
    } catch (error) {
      options.onCheckFailure(check.code, error);
    }
    yield;
  }
  return findings;
}

function asPhrases({ related, ...finding }: Finding): Omit<ReportedFinding, "code" | "severity"> {
  return {
    ...finding,
    messageId: finding.messageId ?? "",
    message: asPhrase(finding.message),
    ...(related === undefined
      ? {}
      : { related: related.map(({ span, message }) => ({ span, message: asPhrase(message) })) }),
  };
}

function asPhrase(message: Phrase | string): Phrase {
  return typeof message === "string" ? say`${visible(message)}` : message;
}

/** All that is found in one policy, in the order of the text; what repeats a cause that another check names is left out. */
export function toldTogether(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return withoutRepeatedCauses(findings).sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.code, b.code),
  );
}

/** What is proved from a part that another check finds wrong is left to that check, which then fades what is dead. */
function withoutRepeatedCauses(findings: readonly ReportedFinding[]): ReportedFinding[] {
  const causes = findings.filter((finding) => finding.provedFrom === undefined && isSerious(finding.severity));
  const faded = new Map<ReportedFinding, Span>();
  const kept = findings.filter(({ provedFrom, fades }) => {
    // Most findings are of checks that only look, and there may be thousands of them.
    if (provedFrom === undefined) return true;
    const cause = causes.find(({ span }) => provedFrom.some((part) => overlap(part, span)));
    if (cause !== undefined && fades !== undefined) faded.set(cause, fades);
    return cause === undefined;
  });
  return kept.map((finding) => {
    const fades = faded.get(finding);
    return fades === undefined ? finding : { ...finding, fades };
  });
}

function isSerious(severity: Severity): boolean {
  return severity === "error" || severity === "warning";
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
