/** Edits that make a policy longer than AWS takes. */
import { countedSize, sizeQuotaOf } from "../../policy/size-quota.ts";
import { applyEdits } from "../../text/edit.ts";
import { type FixRisk } from "../explanation.ts";
import { type FixProposal } from "./proposal.ts";
import { type FixQuestion } from "./question.ts";
import { type Tried } from "./trial.ts";

/** None for what an edit does not make longer, and for policies that do not stand in their file as JSON. */
export function overLimit(
  { changes }: FixProposal,
  { edits, swapped }: Tried,
  { files, held }: FixQuestion,
): readonly FixRisk[] {
  return changes.flatMap(({ policy: { policy, file, name } }): readonly FixRisk[] => {
    const before = files.textOf(file);
    const after = swapped.get(policy);
    const slot = SLOTS.find((one) => held.evaluated.play.used[one].some((used) => used.policy === policy));
    const quota = slot === undefined ? undefined : sizeQuotaOf(slot);
    if (before === undefined || after === undefined || quota === undefined) return [];
    const text = applyEdits(
      before,
      edits.filter((edit) => edit.file === file),
    );
    const json = text.slice(after.span.start, after.span.end);
    const size = json.startsWith("{") ? countedSize(json, quota) : 0;
    const grows = size > countedSize(before.slice(policy.span.start, policy.span.end), quota);
    return size > quota.characters && grows
      ? [{ risk: "over-limit", policyName: name, size, limit: quota.characters }]
      : [];
  });
}

const SLOTS = ["scp", "rcp", "boundary"] as const;
