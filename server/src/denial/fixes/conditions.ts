/** Conditions in the way of an Allow, or that a Deny has: which value the request would need, or the policy. */
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { type ContextEntry } from "../../evaluation/request.ts";
import { addEntriesOf, replaceText } from "../../policy/changes.ts";
import { likeWhereMeant } from "../../policy/like-where-meant.ts";
import { factOfOtherKeys } from "../../policy/following-facts.ts";
import { operatorOf, type OperatorUse } from "../../policy/operators.ts";
import { type ConditionEntry, isSettled } from "../../policy/policy.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type FixChange, type SatisfiedKey } from "./fix-change.ts";
import { type FactToSatisfy, valueFor } from "./value-for.ts";
import { isChoosable } from "./choosable.ts";
import { covers, hasVariable } from "./covers.ts";
import { namesOfTags, resourceTagProposals, tagsThatStay, withTagKeysOfTags } from "./request-tag.ts";
import { callersTag, tagLikeCallers } from "./tag-like-callers.ts";
import { VARIABLE, withSamples } from "./sample-values.ts";
import { possibleValue } from "./possible-value.ts";
import { literalClaim, withPattern } from "./like-for-tokens.ts";
import { privateRangeFix } from "./private-range.ts";
import { withSendableValues } from "./sendable-values.ts";
import { isLikelyPattern, whatItIsOf } from "./chosen-value.ts";
import { withoutSlip } from "./resource-slip.ts";
import { isItsSession, isMeantFor, isOfOtherRegion, isPatternFor } from "./meant-value.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk, pathRisk } from "./proposal.ts";

/** For an Allow of which only the conditions do not hold. */
export function conditionProposals(one: TracedPolicy, scene: FixScene): readonly FixProposal[] {
  const failing = one.trace.condition.entries.filter(({ truth }) => truth !== "yes");
  if (failing.length === 0) return [];
  const facts = factsForAll(failing, scene);
  const ofRange = privateRangeFix(one, failing, scene);
  // What nothing attaches may not be what the tags were for.
  const isGuess = one.policy.basis === "none" && facts?.some(({ shown }) => shown.sameAs !== undefined) === true;
  const satisfied = facts === undefined || isGuess ? [] : [withTagRisk(satisfyProposal(facts, 2), "Allow")];
  return [
    ...satisfied,
    ...resourceTagProposals(one, scene),
    ...ofRange.proposals.flatMap((proposal) => assuming(proposal, ofRange.rest, scene)),
    ...valueProposals(one, failing, scene),
    ...claimProposals(one, failing, scene),
  ];
}

/** Of a token nothing may be known: no claim of it has the `*` that the policy compares it with. */
function claimProposals(
  one: TracedPolicy,
  failing: readonly ConditionTrace[],
  scene: FixScene,
): readonly FixProposal[] {
  const literal = scene.layer === "trust" ? literalClaim(failing) : undefined;
  if (literal === undefined || failing.some(({ truth }) => truth === "no")) return [];
  if (scene.chooserOf(literal.entry.key) !== "identity-provider") return [];
  const { entry, written } = literal;
  return likeProposals({ one, entry, scene }, written)
    .flatMap((proposal) => assuming(proposal, failing, scene))
    .map((proposal) => ({ ...proposal, risks: proposal.risks.map((risk) => withPattern(risk, entry.key)) }));
}

/** One that holds for an absent key is asked last: what is sent for the others may leave the key out. */
function factsForAll(failing: readonly ConditionTrace[], scene: FixScene): readonly FactToSatisfy[] | undefined {
  const isOptional = ({ entry }: ConditionTrace): boolean => operatorOf(entry)?.ifExists === true;
  const facts: FactToSatisfy[] = [];
  for (const trace of [...failing.filter((one) => !isOptional(one)), ...failing.filter(isOptional)]) {
    const sent = new Map(facts.map(({ shown, entry }) => [shown.key.toLowerCase(), entry]));
    const follows = factOfOtherKeys(trace.entry.key.toLowerCase(), (key) => sent.get(key) ?? { state: "unknown" });
    const isLeftOut = follows !== undefined && follows.value === undefined;
    if (isLeftOut && isOptional(trace)) continue;
    const fact = factFor(trace.entry, true, scene);
    if (fact === undefined || (isLeftOut && fact.entry.state === "present")) return undefined;
    facts.push(fact);
  }
  const needed = withoutAnyValue(facts);
  return withTagKeysOfTags(needed, failing).flatMap((fact) => offEndpoint(fact, scene));
}

/** That the key is to be there says nothing more where another condition says with which value. */
function withoutAnyValue(facts: readonly FactToSatisfy[]): readonly FactToSatisfy[] {
  const isAny = ({ shown }: FactToSatisfy): boolean => shown.value === "" && shown.otherThan === undefined;
  const keyOf = ({ shown }: FactToSatisfy): string => shown.key.toLowerCase();
  const valued = new Set(facts.filter((one) => !isAny(one) && one.entry.state === "present").map(keyOf));
  return facts.filter((one) => !isAny(one) || !valued.has(keyOf(one)));
}

/** Nothing is edited: the request has to come otherwise. */
export function satisfyProposal(facts: readonly FactToSatisfy[], cost: number): FixProposal {
  return {
    kind: "not-in-policy",
    change: { change: "satisfy", facts: facts.filter(({ follows }) => follows !== true).map(({ shown }) => shown) },
    risks: [],
    changes: [],
    given: new Map(
      facts.flatMap(({ shown, entry, key = shown.key, beside }) => [
        [key.toLowerCase(), entry] as const,
        ...(beside === undefined ? [] : [beside]),
      ]),
    ),
    attached: undefined,
    cost,
  };
}

/** A caller's tag that opens one statement opens every other that asks for it. Source: "What is ABAC for AWS?". */
export function withTagRisk(proposal: FixProposal, effect: "Allow" | "Deny"): FixProposal {
  const { change } = proposal;
  const tag =
    change.change !== "satisfy" ? undefined : change.facts.find(({ key }) => /^aws:principaltag\//i.test(key));
  if (tag === undefined) return proposal;
  return {
    ...proposal,
    risks: [{ risk: "opens-guards", key: tag.key }, ...proposal.risks],
    // Of what opens a Deny, everything else comes first.
    cost: proposal.cost + (effect === "Deny" ? 5 : 0),
  };
}

/** The one condition that does not hold is made to, where the request's value is known; others are assumed to hold. */
function valueProposals(
  one: TracedPolicy,
  failing: readonly ConditionTrace[],
  scene: FixScene,
): readonly FixProposal[] {
  const [first, ...more] = failing.filter(({ truth }) => truth === "no");
  if (first === undefined || more.length > 0) return [];
  const { entry, requestValues, because } = first;
  const use = operatorOf(entry);
  const [value, ...others] = requestValues;
  if (use === undefined || value === undefined || others.length > 0) return [];
  if (because !== "no-value-matches" || !listsValues(use) || use.operator.negated) return [];
  const open = failing.filter(({ truth }) => truth === "unknown");
  return acceptingProposals({ one, entry, use, value, scene }).flatMap((proposal) => assuming(proposal, open, scene));
}

interface Mismatch {
  readonly one: TracedPolicy;
  readonly entry: ConditionEntry;
  readonly use: OperatorUse;
  /** The request's. */
  readonly value: string;
  readonly scene: FixScene;
}

function acceptingProposals(mismatch: Mismatch): readonly FixProposal[] {
  const { one, entry, use, value, scene } = mismatch;
  if (entry.key.toLowerCase() === "iam:policyarn" && OF_ADMINISTRATORS.test(value)) return [];
  const place = scene.placeOf(one);
  const base = { kind: "change-condition", given: NOTHING_GIVEN, attached: undefined } as const;
  const written = entry.values.entries.find(
    (one) => isSettled(one) && (isMeantFor(one.text, value, use) || isOfOtherRegion(entry.key, one.text, value, scene)),
  );
  if (written !== undefined) {
    const corrected = withoutSlip(written.text, value) ?? value;
    const change: FixChange = isItsSession(written.text, value)
      ? { change: "role-for-session", place, written: written.text, to: value }
      : { change: "correct-condition-value", place, key: entry.key, written: written.text, to: corrected };
    const isPattern = isPatternFor(written.text, value);
    const cost = isPattern ? 1.5 : 0;
    const isCaller = value === scene.caller?.text;
    const risks = [...(isCaller ? pathRisk(scene) : []), ...ownerRisk(scene)];
    return [
      ...(isPattern ? likeProposals(mismatch, written.text) : []),
      ...changing(one, replaceText(written, corrected), { ...base, change, risks, cost }),
    ];
  }
  // Each caller has a value of his own there: one caller's is not written for all of them.
  if (entry.values.entries.some(hasVariable)) return [];
  return changing(one, addEntriesOf(one.trace.statement, entry.values, [asListed(value, use)]), {
    ...base,
    change: { change: "add-condition-value", place, key: entry.key, to: value },
    risks: [{ risk: "condition-loosened", key: entry.key }, ...ownerRisk(scene)],
    cost: 2.5,
  });
}

/** Whoever may attach these has every permission. Source: AWS Managed Policy Reference Guide. */
const OF_ADMINISTRATORS = /^arn:[^:]*:iam::aws:policy\/(?:AdministratorAccess|IAMFullAccess)$/;

/** `*` is a character under StringEquals; under StringLike it is the wildcard that it was most likely meant to be. */
function likeProposals(
  { one, entry, scene }: Pick<Mismatch, "one" | "entry" | "scene">,
  written: string,
): readonly FixProposal[] {
  const { statement } = one.trace;
  const block = statement.condition?.operators.find(({ entries }) => entries.includes(entry));
  const like = block === undefined ? undefined : likeWhereMeant(block, statement);
  if (block === undefined || like === undefined) return [];
  return changing(one, like.changes, {
    kind: "change-condition",
    change: { change: "use-like", place: scene.placeOf(one), operator: like.operator, insteadOf: block.name, written },
    risks: ownerRisk(scene),
    given: NOTHING_GIVEN,
    attached: undefined,
    cost: 1,
  });
}

/** Operators whose values are a list of which one has to match, or none. */
export function listsValues({ operator: { family } }: OperatorUse): boolean {
  return family === "string" || family === "arn" || family === "ip";
}

/** An address stands in a list as the range that holds nothing else; wildcards of the request's value are none. */
export function asListed(value: string, { operator: { family } }: OperatorUse): string {
  if (family !== "ip" || value.includes("/")) return value;
  return `${value}/${value.includes(":") ? 128 : 32}`;
}

/** The value with which the condition holds, or does not; undefined where nobody can choose one or none is plain. */
export function factFor(given: ConditionEntry, holds: boolean, scene: FixScene): FactToSatisfy | undefined {
  if (!isChoosable(given.key, holds ? "Allow" : "Deny", scene)) return undefined;
  const now = scene.request.context.entry(given.key);
  const entry = withSendableValues(given, now);
  const instead = now.state === "present" ? now.values[0] : undefined;
  const filled = (text: string): string | undefined => withVariables(text, scene);
  const fact =
    tagsLeftOut(entry, holds, scene) ??
    callersTag(entry, holds, scene) ??
    tagLikeCallers(entry, holds, scene) ??
    valueFor(entry, holds, { filled, instead });
  if (fact === undefined || lowersGuard(fact.shown) || isThereAnyway(fact.shown)) return undefined;
  if (fact.shown.otherThan !== undefined && !takesAnother(entry.key, scene)) return undefined;
  if (isLikelyPattern(entry, fact)) return undefined;
  const more = othersListed(entry, fact);
  const shown = { ...fact.shown, ...whatItIsOf(entry, scene), ...(more.length === 0 ? {} : { more }) };
  const named = namesOfTags(entry, holds);
  return { ...fact, ...tagsThatStay(now, named), shown: { ...shown, ...named } };
}

/** A tag of the caller with another value would go round the guard. */
function takesAnother(key: string, { chooserOf }: FixScene): boolean {
  return chooserOf(key) === "caller" || key.toLowerCase() === "iam:policyarn";
}

/** Further values that a condition lists; none where the value that is shown is not of the list. */
function othersListed({ key, values }: ConditionEntry, { shown }: FactToSatisfy): readonly string[] {
  const isOfList = shown.key === key && values.entries.some(({ text }) => text === shown.value);
  const isPlain = values.entries.every((one) => isSettled(one) && !hasVariable(one));
  if (!isOfList || !isPlain || values.open || values.entries.length > MOST_LISTED) return [];
  return values.entries.map(({ text }) => text).filter((text) => text !== shown.value);
}

const MOST_LISTED = 5;

/** A request through an endpoint of a VPC has no public address, whoever sends it. */
export function offEndpoint(fact: FactToSatisfy, { request }: FixScene): readonly FactToSatisfy[] {
  const isAddress = fact.shown.key.toLowerCase() === "aws:sourceip" && fact.entry.state === "present";
  const isThrough = request.context.entry("aws:SourceVpce").state === "present";
  const off: FactToSatisfy = { shown: { key: "aws:SourceVpce", value: undefined }, entry: { state: "absent" } };
  return isAddress && isThrough ? [fact, off] : [fact];
}

/** The request without the tags that a Deny lists, of which it is known that the request sets them. */
function tagsLeftOut(entry: ConditionEntry, holds: boolean, { request }: FixScene): FactToSatisfy | undefined {
  const use = operatorOf(entry);
  const sent = request.context.entry(entry.key);
  const isListed = use?.setOperator === "ForAnyValue" && !use.operator.negated && use.operator.family === "string";
  if (holds || entry.key.toLowerCase() !== "aws:tagkeys" || !isListed || sent.state !== "present") return undefined;
  if (!entry.values.entries.every(isSettled)) return undefined;
  const isForbidden = (tag: string): boolean => entry.values.entries.some(({ text }) => covers(text, tag, use));
  const [tag, ...more] = sent.values.filter(isForbidden);
  if (tag === undefined) return undefined;
  const left = sent.values.filter((one) => !isForbidden(one));
  return {
    shown: { key: more.length === 0 ? `aws:RequestTag/${tag}` : entry.key, value: undefined },
    entry: left.length === 0 ? { state: "absent" } : { state: "present", form: "list", values: left },
    key: entry.key,
  };
}

/** A value with the caller's own in the place of variables; undefined where one is not known. */
function withVariables(text: string, { request }: FixScene): string | undefined {
  const filled = text.replace(VARIABLE, (whole, key: string) => {
    const entry = request.context.entry(key);
    return entry.state === "present" ? (entry.values[0] ?? whole) : whole;
  });
  return filled.includes("${") ? undefined : filled;
}

/** Nobody is told to go without encryption or a second factor, even where a policy asks for that. */
function lowersGuard({ key, value }: SatisfiedKey): boolean {
  const guards = ["aws:securetransport", "aws:multifactorauthpresent"];
  return value?.toLowerCase() === "false" && guards.includes(key.toLowerCase());
}

/**
 * Whether the key is there is no choice: the credentials of a role, who alone can get others, are temporary, and their
 * requests carry it. Source: "AWS global condition context keys", aws:TokenIssueTime.
 */
function isThereAnyway({ key, value, otherThan }: SatisfiedKey): boolean {
  return key.toLowerCase() === "aws:tokenissuetime" && otherThan === undefined && (value ?? "") === "";
}

/** The proposal as it helps if conditions hold of which that is not known; none where no value for one is plain. */
export function assuming(
  proposal: FixProposal,
  open: readonly ConditionTrace[],
  { request }: FixScene,
): readonly FixProposal[] {
  if (open.length === 0) return [proposal];
  const variables = new Map<string, ContextEntry>();
  const filled = (text: string): string | undefined => withSamples(text, request, variables);
  const taken = open.flatMap(({ entry }) => possibleValue(entry, request) ?? []);
  const facts = open.flatMap(({ entry }) => {
    const fact = asWritten(valueFor(entry, true, { filled }), entry);
    return fact === undefined ? [] : withOthersListed(fact, entry);
  });
  if (facts.length + taken.length < open.length) return [];
  const given = new Map([
    ...variables,
    ...taken.flatMap((one) => one.given),
    ...facts.map(({ shown, entry }) => [shown.key.toLowerCase(), entry] as const),
  ]);
  return [
    {
      ...proposal,
      risks: [
        ...taken.map((one) => one.risk),
        ...(facts.length === 0 ? [] : [{ risk: "only-if", facts: facts.map(({ shown }) => shown) } as const]),
        ...proposal.risks,
      ],
      ...(taken.length > 0 && { supposedValues: new Map(taken.map(({ key, value }) => [key, value])) }),
      given: new Map([...proposal.given, ...given]),
      cost: proposal.cost + 0.5,
    },
  ];
}

/** Any of the values that a condition lists will do. */
function withOthersListed(fact: FactToSatisfy, entry: ConditionEntry): readonly FactToSatisfy[] {
  const more = fact.shown.value === undefined ? [] : othersListed(entry, fact);
  return [more.length === 0 ? fact : { ...fact, shown: { ...fact.shown, more } }];
}

/** What each caller has a value of his own for is said by its variable. */
function asWritten(fact: FactToSatisfy | undefined, { values }: ConditionEntry): FactToSatisfy | undefined {
  const [first] = values.entries;
  return fact === undefined || first === undefined || !hasVariable(first)
    ? fact
    : { ...fact, shown: { ...fact.shown, value: first.text } };
}
