/** A policy of an older version, whose variables stand for nothing. */
import { setCurrentVersion } from "../../policy/changes.ts";
import { substitutesVariables } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { hasVariable } from "./covers.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk } from "./proposal.ts";

/** Variables are text in a policy of an older version. Source: "IAM JSON policy elements: Version". */
export function versionProposals(statements: readonly TracedPolicy[], scene: FixScene): readonly FixProposal[] {
  const old = statements.filter(
    ({ trace, policy }) =>
      trace.action.truth === "yes" && usesVariables(trace) && substitutesVariables(policy.policy) === "no",
  );
  return Array.from(new Map(old.map((one) => [one.policy, one])).values()).flatMap((one) =>
    changing(one, setCurrentVersion(one.policy.policy), {
      kind: "extend-statement",
      change: { change: "set-version", file: one.policy.file, policyName: one.policy.name },
      risks: ownerRisk(scene),
      given: NOTHING_GIVEN,
      attached: undefined,
      cost: 0,
    }),
  );
}

function usesVariables({ statement, condition }: TracedPolicy["trace"]): boolean {
  const texts = [
    ...(statement.resource?.entries ?? []),
    ...(statement.notResource?.entries ?? []),
    ...condition.entries.flatMap(({ entry }) => entry.values.entries),
  ];
  return texts.some(hasVariable);
}
