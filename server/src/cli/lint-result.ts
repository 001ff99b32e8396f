/** What a run of `iam-verdict lint` is asked for, and what it found: all of it plain data. */
import { type PolicyKind } from "../policy/policy.ts";
import { type Place } from "../text/line-index.ts";
import { type AcceptedFinding, type FixedFile, type ReportRow } from "../service/index.ts";

export interface LintRequest {
  readonly paths: readonly string[];
  /** The kind that the user says every policy is of. */
  readonly kind: PolicyKind | undefined;
  readonly configFile: string | undefined;
  /** Whether files below a folder are read that only show policies to their readers; one that is named is read. */
  readonly examples: "read" | "left-out";
  readonly fixing: Fixing;
  /** Whole paths; undefined for every file below the folders. */
  readonly only: readonly string[] | undefined;
}

/** Whether fixes are made in the files, are only shown, or neither. */
export type Fixing = "none" | "shown" | "made";

export interface LintResult {
  readonly files: number;
  readonly policies: number;
  readonly findings: readonly ReportRow[];
  /** Of each file that fixes were made in. */
  readonly fixed: readonly FixedFile[];
  readonly accepted: readonly AcceptedFinding[];
  /** False if something that the user named or stated could not be used: what was not done is told. */
  readonly complete: boolean;
  readonly broken: readonly BrokenFile[];
}

/** Where a file's own syntax is broken. Whichever thread sees it, the first one tells it. */
export interface BrokenFile {
  readonly file: string;
  readonly place: Place;
}

export const NOTHING: LintResult = {
  files: 0,
  policies: 0,
  findings: [],
  fixed: [],
  accepted: [],
  complete: true,
  broken: [],
};

/** In the order of `results`. */
export function together(results: readonly LintResult[]): LintResult {
  return {
    files: sum(results.map(({ files }) => files)),
    policies: sum(results.map(({ policies }) => policies)),
    findings: results.flatMap(({ findings }) => findings),
    fixed: results.flatMap(({ fixed }) => fixed),
    accepted: results.flatMap(({ accepted }) => accepted),
    complete: results.every(({ complete }) => complete),
    broken: results.flatMap(({ broken }) => broken),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
