/** A statement is tried in the place of a whole list of statements that a loop makes, because such a list takes no other. */
import { type FixProposal } from "./proposal.ts";

/** What is tried so comes after what the policy shows by itself. */
export const AFTER_PLAIN = 4.5;

/** Undefined for what adds more than the statement. */
export function inPlaceOfList(added: FixProposal): Pick<FixProposal, "otherwise"> | undefined {
  const [only, ...others] = added.changes;
  const [change, ...more] = only?.changes ?? [];
  if (only === undefined || change?.change !== "add-item" || others.length + more.length > 0) return undefined;
  const { to, value } = change;
  const changes = [{ change: "replace", value: to, by: [value] } as const];
  return { otherwise: { ...added, changes: [{ ...only, changes }] } };
}
