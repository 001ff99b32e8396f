/**
 * An Allow for private addresses under the key of the address that AWS sees on the internet: a request through a VPC endpoint
 * has its private address under another. Source: "AWS global condition context keys", aws:SourceIp and aws:VpcSourceIp.
 */
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { renameMember } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { isPrivateRange } from "../../policy/private-addresses.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { changing, type FixProposal, type FixScene, ownerRisk } from "./proposal.ts";

export interface PrivateRangeFix {
  readonly proposals: readonly FixProposal[];
  /** The other conditions, which have to hold as well. */
  readonly rest: readonly ConditionTrace[];
}

/** Of the other conditions none may be known not to hold. A request whose address AWS saw came through no endpoint. */
export function privateRangeFix(
  one: TracedPolicy,
  failing: readonly ConditionTrace[],
  scene: FixScene,
): PrivateRangeFix {
  const [ofRange, ...others] = failing.filter(({ entry }) => isOfPrivateRange(entry));
  const rest = failing.filter((trace) => trace !== ofRange);
  const [range, ...more] = (ofRange?.entry.values.entries ?? []).map(({ text }) => text);
  if (ofRange === undefined || range === undefined || others.length > 0) return NONE;
  if (rest.some(({ truth }) => truth === "no")) return NONE;
  if (scene.request.context.entry(ofRange.entry.key).state === "present") return NONE;
  const { key, member } = ofRange.entry;
  const [address = ""] = range.split("/");
  const shown = { key: TO, value: range, ...(more.length === 0 ? {} : { more }) };
  const proposals = changing(one, renameMember(member, TO), {
    kind: "change-condition",
    change: { change: "correct-condition-key", place: scene.placeOf(one), written: key, to: TO },
    risks: [{ risk: "only-if", facts: [shown] }, ...ownerRisk(scene)],
    given: new Map([[TO.toLowerCase(), { state: "present", form: "single", values: [address] }]]),
    attached: undefined,
    cost: 0.5,
  });
  return { proposals, rest };
}

const NONE: PrivateRangeFix = { proposals: [], rest: [] };
const TO = "aws:VpcSourceIp";

function isOfPrivateRange(entry: ConditionEntry): boolean {
  const use = operatorOf(entry);
  if (entry.key.toLowerCase() !== "aws:sourceip" || use?.operator.family !== "ip" || use.operator.negated) return false;
  const { entries, open } = entry.values;
  // With IfExists, the other key would let in whatever comes from the internet, which does not have it.
  if (use.ifExists) return false;
  return !open && use.setOperator === undefined && entries.every((one) => isSettled(one) && isPrivateRange(one.text));
}
