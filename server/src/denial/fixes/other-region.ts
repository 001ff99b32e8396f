/** An entry whose name is left open, and that would be about the resource but for the Region that it writes out. */
import { addEntries, replacePart } from "../../policy/changes.ts";
import { readArn } from "../../policy/arn.ts";
import { isSettled, type ListElement, type Scalar } from "../../policy/policy.ts";
import { type Hole } from "../../syntax/value.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { referenceTo } from "./by-reference.ts";
import { isOfAnotherMade } from "./made-beside.ts";
import { extension, type FixProposal, type FixScene, ownerRisk, roleRisk } from "./proposal.ts";
import { otherActions } from "./reach.ts";
import { keysOf } from "./rule.ts";

/** The Region of the resource in its place, as a settled entry gets it. */
export function otherRegionProposals(
  one: TracedPolicy,
  list: ListElement,
  wanted: string,
  scene: FixScene,
): readonly FixProposal[] {
  const { statement } = one.trace;
  const { region: to = "" } = readArn(wanted) ?? {};
  // A list for several Regions is to have one more.
  if (new Set(list.entries.flatMap((entry) => regionIn(entry)?.text ?? [])).size > 1) return [];
  return list.entries.flatMap((entry) => {
    const region = isSettled(entry) || !entry.certain ? undefined : regionIn(entry);
    if (region === undefined || to === "" || region.text === to) return [];
    const moved = withText(entry, region, to);
    const reference = referenceTo({ ...list, entries: [moved] }, wanted, scene);
    const named = addEntries(list, [wanted]);
    if (reference === undefined || named === undefined || isOfAnotherMade(one.policy.file, moved, wanted, scene))
      return [];
    const of = { policy: one.policy.policy, statement };
    const others = otherActions(statement.action?.entries ?? [], scene, { of, resource: wanted });
    const { place, ...base } = extension(one, scene);
    return [
      {
        ...base,
        change: { change: "correct-resource", place, written: entry.text, to: moved.text },
        risks: [
          { risk: "takes-away", entry: entry.text },
          ...reference.risks,
          ...others,
          ...ownerRisk(scene),
          ...roleRisk(scene, keysOf(one.trace)),
        ],
        changes: [{ policy: one.policy, changes: named }],
        written: [{ policy: one.policy, changes: replacePart(entry, region.start, region.end, to) }],
        cost: 0.8,
      },
    ];
  });
}

interface Field {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** That is written out: what a reference has of colons is its own. */
function regionIn({ text, holes }: Scalar): Field | undefined {
  const [, before = "", region = ""] = /^(arn:[^:]*:[^:]*:)([a-z]{2}(?:-[a-z]+)+-\d):/.exec(text) ?? [];
  const end = before.length + region.length;
  return region === "" || holes.some((hole) => hole.start < end)
    ? undefined
    : { start: before.length, end, text: region };
}

/** The references behind it move along. */
function withText(entry: Scalar, { start, end }: Field, by: string): Scalar {
  const more = by.length - (end - start);
  const holes = entry.holes.map((hole): Hole => ({ ...hole, start: hole.start + more, end: hole.end + more }));
  return { ...entry, text: entry.text.slice(0, start) + by + entry.text.slice(end), holes };
}
