/** Findings of all checks beside each other: what repeats a cause that another check names is left out. */
import { type Span } from "../text/span.ts";
import { type ReportedFinding, SEVERITIES, type Severity } from "./check.ts";

/** In the order of the text. */
export function toldTogether(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  return withoutWhatIsSaidToo(withoutRepeatedCauses(withoutRepeats([...findings].sort(inOrder))));
}

/** A text of which a loop makes several entries stands once. */
function withoutRepeats(inOrderOfText: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const said = new Set<string>();
  return inOrderOfText.filter((finding, index) => {
    const [before, behind] = [inOrderOfText[index - 1], inOrderOfText[index + 1]];
    const isFirst = before === undefined || inOrder(before, finding) !== 0;
    if (isFirst) said.clear();
    // Most stand alone.
    if (isFirst && (behind === undefined || inOrder(finding, behind) !== 0)) return true;
    const message = JSON.stringify(finding.message);
    if (said.has(message)) return false;
    said.add(message);
    return true;
  });
}

function inOrder(a: ReportedFinding, b: ReportedFinding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end || compareText(a.code, b.code);
}

/** What is proved from a part that another check finds wrong is left to that check, which then fades what is dead. */
function withoutRepeatedCauses(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const causes = findings.filter(
    ({ code, provedFrom, severity }) => provedFrom === undefined && (isSerious(severity) || SAYS_IT_IS_EMPTY.has(code)),
  );
  const causeOf = firstOverlapping(causes);
  const slipOf = firstOverlapping(causes.filter(({ code }) => !SAYS_WHAT_IS_LET.has(code)));
  const faded = new Map<ReportedFinding, Span>();
  const kept = findings.filter(({ code, provedFrom, fades, severity }) => {
    if (provedFrom === undefined) return true;
    const cause = isSerious(severity) && SAYS_IT_NEVER_MATCHES.has(code) ? slipOf(provedFrom) : causeOf(provedFrom);
    if (cause !== undefined && fades !== undefined && overlap(cause.span, fades)) faded.set(cause, fades);
    return cause === undefined;
  });
  return withoutWhatDeadPartsLet(kept).map((finding) => {
    const fades = faded.get(finding);
    return fades === undefined ? finding : { ...finding, fades };
  });
}

/** Also as information: whoever leaves a list for a program to fill in, or a text empty, knows what that does. */
const SAYS_IT_IS_EMPTY: ReadonlySet<string> = new Set(["action-without-service", "empty-list"]);

/** What a statement lets callers do is no slip in it from which something else follows. */
const SAYS_WHAT_IS_LET: ReadonlySet<string> = new Set([
  "github-subject",
  "passes-any-role",
  "privilege-escalation",
  "service-without-source",
  "token-without-subject",
]);

const SAYS_IT_NEVER_MATCHES: ReadonlySet<string> = new Set([
  ...["action-matches-nothing", "condition-never-holds", "conditions-contradict", "impossible-value"],
  ...["keys-exclude-each-other", "no-combination", "resource-matches-nothing", "resource-not-of-action"],
  "dead-entry",
]);

/** A statement that matches no request, and an entry without effect, let nobody do anything. What other policies take away may be of one holder only. */
function withoutWhatDeadPartsLet(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const dead = findings.flatMap(({ code, fades, severity }) =>
    fades !== undefined && isSerious(severity) && SAYS_IT_NEVER_MATCHES.has(code) ? [fades] : [],
  );
  if (dead.length === 0) return findings;
  return findings.filter(
    ({ code, span }) =>
      !SAYS_WHAT_IS_LET.has(code) || !dead.some(({ start, end }) => start <= span.start && span.end <= end),
  );
}

/**
 * What another finding at the same place says more of: all of IAM also passes roles, and a list of prefixes that may be listed
 * also asks for one, who can no longer change the policy is denied over HTTPS as well, and for whom a service acts is asked of
 * one that there is.
 */
const SAYS_MORE: ReadonlyMap<string, string> = new Map([
  ["passes-any-role", "privilege-escalation"],
  ["service-without-source", "unknown-service-principal"],
  ["also-when-absent", "avoidable-prefix"],
  ["transport-condition", "policy-lockout"],
]);

function withoutWhatIsSaidToo(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const saying = new Set(SAYS_MORE.values());
  const places = new Map<string, ReportedFinding>();
  for (const one of findings) if (saying.has(one.code)) places.set(`${one.code} ${one.span.start}`, one);
  if (places.size === 0) return findings;
  return findings.filter(({ code, span, severity }) => {
    const more = places.get(`${SAYS_MORE.get(code) ?? ""} ${span.start}`);
    return more === undefined || SEVERITIES.indexOf(more.severity) > SEVERITIES.indexOf(severity);
  });
}

function isSerious(severity: Severity): boolean {
  return severity === "error" || severity === "warning";
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** Finds the first finding with a character in one of the spans. There may be thousands of either. */
function firstOverlapping(
  inOrderOfStart: readonly ReportedFinding[],
): (spans: readonly Span[]) => ReportedFinding | undefined {
  let furthest = -1;
  // How far the findings up to each one reach: where that grows past a place, the one that reaches past it stands.
  const reaches = inOrderOfStart.map(({ span }) => (furthest = Math.max(furthest, span.end)));
  return (spans) => {
    let first = Infinity;
    for (const { start, end } of spans) {
      const at = firstAbove(reaches, start);
      const found = inOrderOfStart[at];
      if (found !== undefined && found.span.start < end) first = Math.min(first, at);
    }
    return inOrderOfStart[first];
  };
}

/** The first place in rising numbers with a number above the limit. */
function firstAbove(rising: readonly number[], limit: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
