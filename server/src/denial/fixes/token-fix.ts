/** A change of a trust policy where nothing is known of the token: what is written, and the policy read again. */
import { type Policy } from "../../policy/policy.ts";
import { type Change } from "../../syntax/change.ts";
import { type StatementPlacer } from "../element-findings.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { withRanges } from "./edit-ranges.ts";
import { type ExplanationFix } from "./fix.ts";
import { previewOf } from "./preview.ts";
import { type FixFiles } from "./question.ts";
import { tryEdits } from "./try-edits.ts";

export interface TokenFixSearch {
  readonly placer: StatementPlacer;
  readonly files: FixFiles;
}

interface TriedTrust {
  readonly after: Policy;
  readonly written: Pick<ExplanationFix, "changes" | "edits" | "preview" | "verified">;
}

/** Undefined where it cannot be written, or where our own checks find something new in the policy that it makes. */
export function tryInTrust(
  { policy }: Pick<TracedPolicy, "policy">,
  made: readonly Change[],
  { files }: Pick<TokenFixSearch, "files">,
): TriedTrust | undefined {
  const changes = [{ policy, changes: made }];
  const tried = tryEdits(changes, files);
  const after = tried?.policies.get(policy.policy);
  if (tried === undefined || after === undefined || files.addsComplaint(policy.policy, after)) return undefined;
  const textOf = (file: string): string | undefined => files.textOf(file);
  const edits = withRanges(tried.edits, textOf);
  return { after, written: { changes, edits, preview: previewOf(edits, textOf), verified: false } };
}
