/** What a check of a whole workspace came to: how many policies it saw, what it found, and what it left out. */
import { type UnreadReason } from "../denial/not-known.ts";
import { UNLISTED } from "./unknown-sentences.ts";
import { LARGEST_FILE } from "../hosts/host.ts";
import { countOf, counted, type Phrase, say, sentences } from "../wording/phrase.ts";

export interface CheckedFiles {
  readonly policies: number;
  /** Those that hold a policy. */
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  /** Information. */
  readonly others: number;
  readonly leftOut: readonly { readonly path: string; readonly why: UnreadReason }[];
  /** "part" if there are more files than can be listed, or if some were not answered for. */
  readonly extent: "all" | "part";
}

/** For a notification: the findings first, then what was not looked at. */
export function checkSummary(checked: CheckedFiles): Phrase {
  return sentences(foundInWords(checked), leftOutCount(checked), partInWords(checked));
}

/** For a file that was left out, at its own place among the problems. */
export function leftOutInWords(why: UnreadReason): Phrase {
  switch (why) {
    case "too-large":
      return say`This file is not checked because it has more than ${counted(LARGEST_FILE / (1024 * 1024))} MB. Split it, or save the policies that matter in a file of their own.`;
    case "unreadable":
      return say`This file is not checked because it could not be read. Check that you may read it.`;
    case "broken":
      return say`This file seems to hold a policy, but its syntax is broken and none was found. Correct the syntax.`;
    case "failed":
      return say`This file is not checked because IAM Verdict failed to read it. Please report this.`;
  }
}

/** For a file with more findings than can be listed. */
export function moreFoundInWords(found: number, listed: number): Phrase {
  return say`Only the ${counted(listed)} most serious of ${counted(found)} problems in this file are listed. Run iam-verdict lint to see all.`;
}

function foundInWords({ policies, files, errors, warnings, others }: CheckedFiles): Phrase {
  if (policies === 0) {
    return say`No policy was found in this workspace. Run IAM Verdict: New IAM Policy to begin one.`;
  }
  const read = say`${policiesInWords(policies)} in ${countOf(files, "file")}`;
  const counts = [
    ...(errors > 0 ? [countOf(errors, "error")] : []),
    ...(warnings > 0 ? [countOf(warnings, "warning")] : []),
    ...(others > 0 ? [`${counted(others)} for your information`] : []),
  ];
  return counts.length === 0 ? say`No problem in ${read}.` : say`${counts.join(", ")} in ${read}.`;
}

/** "1 policy", "1,200 policies". */
export function policiesInWords(count: number): string {
  return count === 1 ? "1 policy" : `${counted(count)} policies`;
}

function leftOutCount({ leftOut: { length } }: CheckedFiles): Phrase | undefined {
  if (length === 0) return undefined;
  const files = length === 1 ? "1 file was" : `${counted(length)} files were`;
  return say`${files} left out: the Problems view says why.`;
}

function partInWords({ extent }: CheckedFiles): Phrase | undefined {
  if (extent === "all") return undefined;
  return UNLISTED;
}
