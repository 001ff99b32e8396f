/** What files make a policy under, or what attaches it. */
import { type CandidatePolicy } from "../policy/attached-policy.ts";

export interface Making {
  readonly does: "make" | "attach";
  /** As the file writes it. */
  readonly condition: string;
}

/** Undefined for a policy that is there whenever its holder is. */
export function makingOf({ madeIf, attachedIf }: CandidatePolicy): Making | undefined {
  if (madeIf !== undefined) return { does: "make", condition: madeIf };
  return attachedIf === undefined ? undefined : { does: "attach", condition: attachedIf };
}
