/** Tags of a request: an Allow for what is there already that asks for one, and the keys that follow from those that are passed. */
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { renameMember } from "../../policy/changes.ts";
import { operatorOf } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type SatisfiedKey } from "./fix-change.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { covers, hasVariable } from "./covers.ts";
import { changing, type FixProposal, type FixScene, ownerRisk } from "./proposal.ts";
import { type FactToSatisfy } from "./value-for.ts";

const OF_REQUEST = "aws:requesttag/";

/**
 * The tag that a request for the statement's actions has, in the place of one that none has. Sources: "Controlling access to
 * AWS resources using tags"; "Tagging and access control policies" (Amazon S3).
 */
export function resourceTagProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const [failing, ...more] = one.trace.condition.entries.filter(({ truth }) => truth !== "yes");
  const { key = "", values, member } = failing?.entry ?? {};
  const to = failing?.because === "key-absent-fails" ? otherTag(key, one, scene) : undefined;
  const [wanted, ...others] = values?.entries ?? [];
  if (to === undefined || member === undefined || wanted === undefined || more.length + others.length > 0) return [];
  if (!isSettled(wanted) || wanted.text.includes("${")) return [];
  return changing(one, renameMember(member, to), {
    kind: "change-condition",
    change: { change: "correct-condition-key", place: scene.placeOf(one), written: key, to },
    risks: [{ risk: "only-if", facts: [{ key: to, value: wanted.text }] }, ...ownerRisk(scene)],
    given: new Map([[to.toLowerCase(), { state: "present", form: "single", values: [wanted.text] }]]),
    attached: undefined,
    cost: 0.5,
  });
}

function otherTag(key: string, { trace }: TracedPolicy, scene: FixScene): string | undefined {
  const actions = (trace.statement.action?.entries ?? []).map(({ text }) => text);
  if (key.toLowerCase().startsWith(OF_REQUEST))
    return actions.every(scene.takesNoTags) ? `aws:ResourceTag/${key.slice(OF_REQUEST.length)}` : undefined;
  const { exact } = scene;
  const [, which, tag] = OF_OBJECT.exec(key) ?? [];
  const isForIt = actions.every((text) => text.toLowerCase() === scene.action.toLowerCase());
  if (which === undefined || tag === undefined || exact === undefined || !isForIt) return undefined;
  const to = `s3:${/^e/i.test(which) ? "RequestObjectTag" : "ExistingObjectTag"}/${tag}`;
  return scene.carriesKey(to, exact) === true ? to : undefined;
}

/** What is read has its tags, what is written gets them. */
const OF_OBJECT = /^s3:(ExistingObjectTag|RequestObjectTag)\/(.+)$/i;

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

/** Of the tags that the request has, those that it may have; nothing where that is none of them. */
export function tagsThatStay(
  sent: ContextEntry,
  { among, needsOne }: ReturnType<typeof namesOfTags>,
): Pick<FactToSatisfy, "entry"> | undefined {
  if (among === undefined || needsOne === true || sent.state !== "present") return undefined;
  const values = sent.values.filter((tag) => among.includes(tag));
  return values.length === 0 ? undefined : { entry: { state: "present", form: "list", values } };
}

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
