/** What nothing here says of the policies that a fix edits: that they are attached, and that one of them is whom AWS names. */
import { type FixRisk } from "./fix-risk.ts";
import { type Reconciled } from "../reconcile.ts";
import { type FixProposal } from "./proposal.ts";

export function notKnownToApply(
  changes: FixProposal["changes"],
  { presumedNamed }: Pick<Reconciled, "presumedNamed">,
): readonly FixRisk[] {
  return changes.flatMap(({ policy: { basis, name: policyName, statedFor, group } }): readonly FixRisk[] => {
    const isOpen = basis === "none" && statedFor === undefined;
    const of = group === undefined ? {} : { group };
    return [
      ...(isOpen ? [{ risk: "not-known-attached", policyName, ...of } as const] : []),
      ...(presumedNamed === undefined ? [] : [{ risk: "not-known-named", policyName, arn: presumedNamed } as const]),
    ];
  });
}
