/** Tags of a request: an Allow for what is there already that asks for one, and the keys that follow from those that are passed. */
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { renameMember } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type SatisfiedKey } from "../explanation.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { covers, hasVariable } from "./covers.ts";
import { changing, type FixProposal, type FixScene, ownerRisk } from "./proposal.ts";
import { type FactToSatisfy } from "./value-for.ts";

const OF_REQUEST = "aws:requesttag/";

/**
 * The tag of the resource in its place, where no action of the statement takes tags. Source: "Controlling access to AWS
 * resources using tags".
 */
export function resourceTagProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const { condition, statement } = one.trace;
  const [failing, ...more] = condition.entries.filter(({ truth }) => truth !== "yes");
  const { key = "", values, member } = failing?.entry ?? {};
  const isOfTag = key.toLowerCase().startsWith(OF_REQUEST) && failing?.because === "key-absent-fails";
  const [wanted, ...others] = values?.entries ?? [];
  if (!isOfTag || member === undefined || wanted === undefined || more.length + others.length > 0) return [];
  const actions = statement.action?.entries ?? [];
  if (!isSettled(wanted) || wanted.text.includes("${") || !actions.every(({ text }) => scene.takesNoTags(text)))
    return [];
  const to = `aws:ResourceTag/${key.slice(OF_REQUEST.length)}`;
  return changing(one, renameMember(member, to), {
    kind: "change-condition",
    change: { change: "correct-condition-key", place: scene.placeOf(one), written: key, to },
    risks: [{ risk: "only-if", facts: [{ key: to, value: wanted.text }] }, ...ownerRisk(scene)],
    given: new Map([[to.toLowerCase(), { state: "present", form: "single", values: [wanted.text] }]]),
    attached: undefined,
    cost: 0.5,
  });
}

/** Which tags the request may have alone, or of which it is to have one. */
export function namesOfTags(entry: ConditionEntry, holds: boolean): Pick<SatisfiedKey, "among" | "needsOne"> {
  const use = operatorOf(entry);
  const isListed = use?.setOperator !== undefined && use.operator.family === "string" && use.operator.negated !== holds;
  const { entries, open } = entry.values;
  const isPlain = entries.length <= MOST_TAGS && !open && entries.every((one) => isSettled(one) && !hasVariable(one));
  if (entry.key.toLowerCase() !== "aws:tagkeys" || !isListed || !isPlain) return {};
  // Of a Deny the condition is not to hold: each turns into the other.
  const needsOne = (use.setOperator === "ForAnyValue") === holds;
  return { among: entries.map(({ text }) => text), ...(needsOne ? { needsOne } : {}) };
}

const MOST_TAGS = 5;

/** The keys of the tags that are passed follow from the tags. */
export function withTagKeysOfTags(
  facts: readonly FactToSatisfy[],
  failing: readonly ConditionTrace[],
): readonly FactToSatisfy[] {
  const isTagKeys = (key: string): boolean => key.toLowerCase() === "aws:tagkeys";
  const tags = facts.flatMap(({ shown }) => /^aws:requesttag\/(.+)$/i.exec(shown.key)?.[1] ?? []);
  const allowed = failing.filter(({ entry }) => isTagKeys(entry.key));
  const fits = allowed.every(({ entry }) => {
    const use = operatorOf(entry);
    const isListed = (tag: string): boolean => entry.values.entries.some(({ text }) => use && covers(text, tag, use));
    return use?.setOperator !== undefined && !use.operator.negated && tags.every(isListed);
  });
  if (tags.length === 0 || !fits) return facts;
  return facts.map((fact) =>
    isTagKeys(fact.shown.key)
      ? { ...fact, follows: true, entry: { state: "present", form: "list", values: tags } }
      : fact,
  );
}
