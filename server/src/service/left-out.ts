/** What is checked of a file with more policies than anybody writes: the first of them, and that is said. */
import { type Span } from "../text/span.ts";
import { counted, countOf, say } from "../wording/phrase.ts";
import { type PlacedFinding } from "./diagnostics.ts";
import { type DocumentPolicy } from "./document.ts";

export const LEFT_OUT_CODE = "not-checked";

/** An account with 7,000 roles has some 20,000; checking as many takes a minute. */
export const MOST_STATEMENTS_CHECKED = 50_000;

export interface CheckedPolicies {
  readonly checked: readonly DocumentPolicy[];
  /** Says what is left out. Undefined where nothing is. */
  readonly leftOut: PlacedFinding | undefined;
}

/** As many of the first policies as have so many statements together. A policy is checked as a whole, or not at all. */
export function checkedPolicies(policies: readonly DocumentPolicy[], most = MOST_STATEMENTS_CHECKED): CheckedPolicies {
  let left = most;
  const end = policies.findIndex(({ policy }) => (left -= policy.statements.length) < 0);
  const first = policies[end];
  if (first === undefined) return { checked: policies, leftOut: undefined };
  return { checked: policies.slice(0, end), leftOut: leftOutFinding(first, { end, all: policies.length, most }) };
}

function leftOutFinding(
  { policy, kind, site }: DocumentPolicy,
  { end, all, most }: { readonly end: number; readonly all: number; readonly most: number },
): PlacedFinding {
  const reason = say`because more than ${countOf(most, "statement")} in one file would take minutes`;
  const message =
    all === 1
      ? say`This policy has ${countOf(policy.statements.length, "statement")} and is not checked, ${reason}. Split it into several files.`
      : say`Only the first ${counted(end)} of the ${counted(all)} policies in this file are checked, ${reason}. Split the file to have the others checked.`;
  return {
    code: LEFT_OUT_CODE,
    severity: "warning",
    span: beginningOf(policy.span),
    messageId: "left-out",
    message,
    fixes: () => [],
    policy: { name: site.name, kind: kind.kind },
    statement: undefined,
  };
}

/** A line under megabytes of text shows nothing. */
function beginningOf({ start, end }: Span): Span {
  return { start, end: Math.min(start + 1, end) };
}
