/**
 * What belongs to whoever has a tag: a resource with `${aws:PrincipalTag/team}` in it, of a caller whose tag nobody told.
 * Source: "IAM policy elements: Variables and tags", on policy variables in the Resource element.
 */
import { VARIABLE } from "./sample-values.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { isChoosable } from "./choosable.ts";
import { satisfyProposal, withTagRisk } from "./conditions.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { partAt } from "./user-name.ts";

/** A tag that is known to be another one says that the resource belongs to somebody else. */
export function resourceOfTagProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { statement, condition, principal } = one.trace;
  const lacksMore = (principal?.truth ?? "yes") === "no" || condition.truth === "no";
  if (lacksMore || one.policy.basis === "none") return [];
  return (statement.resource?.entries ?? []).slice(0, MOST_ENTRIES).flatMap((entry) => {
    const [variable, ...others] = Array.from(entry.text.matchAll(VARIABLE));
    const key = variable?.[1] ?? "";
    if (variable === undefined || others.length > 0 || !/^aws:PrincipalTag\/[^,]+$/i.test(key)) return [];
    if (scene.request.context.entry(key).state !== "unknown" || !isChoosable(key, "Allow", scene)) return [];
    const at = { start: variable.index, end: variable.index + variable[0].length };
    const value = partAt(entry, at, scene.exact);
    if (value === undefined || value === "") return [];
    const fact = { shown: { key, value }, entry: { state: "present", form: "single", values: [value] } } as const;
    return [withTagRisk(satisfyProposal([fact], 2), "Allow")];
  });
}

const MOST_ENTRIES = 50;
