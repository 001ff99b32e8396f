/**
 * The element that an Allow lacks, where a list makes it that a module of the workspace is given: one more is written in that
 * list. A statement in the module would be one for whoever calls it.
 */
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { type Span } from "../../text/span.ts";
import { type ConditionTrace } from "../../evaluation/decision.ts";
import { operatorOf } from "../../policy/operators.ts";
import { isSettled } from "../../policy/policy.ts";
import { type ConditionFinding, type ElementFinding, type NearMiss } from "../near-miss.ts";
import { type TracedPolicy } from "../near-misses.ts";
import { type FixRisk, type SameText } from "./fix-risk.ts";
import { allowingEntries } from "../effect-of-entries.ts";
import { type StatementPlace } from "../statement-place.ts";
import { allowProposals } from "./allow.ts";
import { isOfCallersAccount, standingRisks, standsAsKnown } from "./by-reference.ts";
import { AFTER_PLAIN, inPlaceOfList } from "./list-replaced.ts";
import { alsoMade, isOfOneThing } from "./made-besides.ts";
import { asListed, assuming, listsValues } from "./conditions.ts";
import { matchesText } from "./covers.ts";
import { ofOneKey } from "./entries-of-key.ts";
import { changing, type FixProposal, type FixScene, NOTHING_GIVEN, ownerRisk } from "./proposal.ts";
import { isOnEverything, isWholeService, otherActions, otherResources } from "./reach.ts";
import { type FixQuestion, type MadeItem, type WrittenList, type WrittenPlace } from "./question.ts";

/** What would make an Allow match, there first. */
export function whereWritten(scene: FixScene, question: FixQuestion): readonly FixProposal[] {
  const proposals = allowProposals(scene);
  const listed = inLists(proposals, scene, question);
  return [...listed.flatMap(({ otherwise, ...one }) => [one, ...(otherwise ? [otherwise] : [])]), ...proposals];
}

/** Of the nearest Allow, and of those that match as little of the request. */
function inLists(
  proposals: readonly FixProposal[],
  scene: FixScene,
  question: Pick<FixQuestion, "nearMisses" | "files">,
): readonly FixProposal[] {
  const [nearest] = question.nearMisses;
  const alike = question.nearMisses.filter((one) => nearest !== undefined && lacksTheSame(one, nearest));
  return alike.flatMap((one) => inListsOf(one, proposals, scene, question.files));
}

function lacksTheSame(one: NearMiss, nearest: NearMiss): boolean {
  const truths = ({ elements }: NearMiss): string => elements.map(({ element, truth }) => `${element} ${truth}`).join();
  return one.place.effect !== "Deny" && truths(one) === truths(nearest);
}

function inListsOf(
  near: NearMiss,
  proposals: readonly FixProposal[],
  scene: FixScene,
  files: FixQuestion["files"],
): readonly FixProposal[] {
  const spans = near.elements.map(spanOf);
  const { file, effect } = near.place;
  const of = scene.statements.find((one) => isSamePlace(scene.placeOf(one), near.place))?.trace.statement;
  const isOfEntries = effect === undefined && of !== undefined;
  const places = isOfEntries ? [] : near.elements.map((element) => placeAt(element, file, scene, files));
  const plain = inListsAt(near, places, proposals, scene, files);
  if (plain.length > 0) return plain;
  const rows = isOfEntries ? allowingEntries(file, of, spans, files) : files.writtenEntries(file, spans);
  const entries = rows.slice(0, MOST_ENTRIES);
  const [best] = ofOneKey(entries, scene)
    .flatMap((places) => inListsAt(near, places, proposals, scene, files))
    .sort((one, other) => countOfOthers(one) - countOfOthers(other));
  return best === undefined ? [] : [best];
}

/** How much else comes with it: an entry for everything is the last one to add to. */
function countOfOthers({ risks }: FixProposal): number {
  const others = risks.flatMap((risk) =>
    risk.risk === "other-resources" ? risk.resources : risk.risk === "other-actions" ? risk.actions : [],
  );
  return others.length + (others.includes("*") ? MOST_ENTRIES : 0);
}

/** `places`: where the list of each element is. */
function inListsAt(
  { place, elements }: NearMiss,
  places: readonly (WrittenPlace | undefined)[],
  proposals: readonly FixProposal[],
  scene: FixScene,
  files: FixQuestion["files"],
): readonly FixProposal[] {
  const lacking: Lacking[] = [];
  const risks: FixRisk[] = [];
  // What is there only if a list has something is there with one more.
  const isOpen = elements.some(({ element, truth }) => element === "presence" && truth === "unknown");
  const conditions = openConditions(place, elements, scene);
  for (const [index, element] of elements.entries()) {
    if (element.truth === "yes" || (isOpen && element.element === "presence")) continue;
    if (conditions.length > 0 && element.element === "condition") continue;
    const one = lackingIn(element, places[index], scene) ?? ofDeployment(element, place, scene);
    if (one === undefined) return [];
    if ("covers" in one) risks.push(...one.covers);
    else lacking.push(one);
  }
  const [only, ...others] = lacking;
  if (only === undefined || others.length > 0 || (isOpen && !only.bringsStatement)) return [];
  const readers = alsoReading(only, place, scene, files);
  const tried = triedBy(only, readers, place, proposals, scene);
  const { list, name, file, line, isOfOneCall, isEachTime } = only;
  const added: MadeItem | undefined =
    list.itemFor === undefined ? { item: only.to, makes: only.to } : list.itemFor(only.to);
  if (tried === undefined || added === undefined) return [];
  if (added.isInAccount === true && !isOfCallersAccount(only.to, scene.request)) return [];
  const { item: to, makes } = added;
  const refers = list.texts.some(({ holes }) => holes.length > 0);
  const wider: readonly FixRisk[] = makes === only.to ? [] : [{ risk: "more-than-asked", granted: makes }];
  // The new statement may have the same condition, which is said once.
  const ofTried = tried.risks.filter(({ risk }) => risk !== "only-if" || conditions.length === 0);
  const { otherwise, ...first } = tried;
  const of = scene.statements.find((one) => isSamePlace(scene.placeOf(one), place));
  const made = alsoMade(added, of, scene);
  const besides = [...made, ...alsoAllowed(only, place, scene)];
  const isMore = made.some(({ resources }) => resources.some((one) => !isOfOneThing(one, only.to)));
  // Behind a statement of its own, as in the policy itself.
  const cost = isMore || isOnEverything(besides, scene) ? 4 : 0.9;
  const proposal: FixProposal = {
    ...first,
    change: { change: "add-where-written", place, name, file, line, to },
    risks: [
      ...wider,
      ...besides,
      ...risks,
      ...sameText(readers, scene),
      ...eachTime(only, tried),
      ...(only.isDefault ? [{ risk: "unless-given", variable: name } as const] : []),
      ...ofTried,
    ],
    elsewhere: { file, edits: (deployment) => list.add(to, deployment), isOfOneCall, isEachTime, refers },
    cost,
  };
  return assuming(proposal, conditions, scene).map((one) => ({
    ...{ ...one, cost },
    ...(otherwise !== undefined && { otherwise: { ...one, cost: AFTER_PLAIN, changes: otherwise.changes } }),
  }));
}

/** Those of which nobody knows whether they hold, where something else is known not to match. */
function openConditions(
  place: StatementPlace,
  elements: NearMiss["elements"],
  scene: FixScene,
): readonly ConditionTrace[] {
  const fails = elements.some(({ element, truth }) => element !== "condition" && truth !== "yes");
  const condition = scene.statements.find((one) => isSamePlace(scene.placeOf(one), place))?.trace.condition;
  if (!fails || condition === undefined || condition.truth !== "unknown" || condition.open) return [];
  const open = condition.entries.filter(({ truth }) => truth !== "yes");
  return open.some(({ entry }) => scene.isOfOtherResource(entry.key)) ? [] : open;
}

/**
 * What stands for it while it is tried: a new statement in the same policy, or the value by itself. Undefined where one more
 * principal would get a whole service, there or by another statement that reads the list.
 */
function triedBy(
  { element, to }: Lacking,
  readers: readonly TracedPolicy[],
  place: StatementPlace,
  proposals: readonly FixProposal[],
  scene: FixScene,
): FixProposal | undefined {
  const of = scene.statements.find((one) => isSamePlace(scene.placeOf(one), place));
  if (element.element === "condition") return of && acceptingValue(element, to, of, scene);
  if (element.element === "principal" && (of === undefined || [of, ...readers].some(givesWholeService)))
    return undefined;
  const added = proposals.find(
    ({ change, changes }) => change.change === "add-statement" && changes[0]?.policy.file === place.file,
  );
  return added && { ...added, kind: "extend-statement", ...inPlaceOfList(added) };
}

/** What else the statement allows on one more resource, or of one more action. */
function alsoAllowed({ element, to }: Lacking, place: StatementPlace, scene: FixScene): readonly FixRisk[] {
  const one = scene.statements.find((traced) => isSamePlace(scene.placeOf(traced), place));
  if (one === undefined) return [];
  const { statement } = one.trace;
  const of = { policy: one.policy.policy, statement };
  if (element.element === "action" && statement.resource?.open === false)
    return otherResources({ ...statement.resource, entries: statement.resource.entries.filter(isSettled) }, scene, of);
  return element.element === "resource" && statement.action !== undefined
    ? otherActions(statement.action.entries, scene, { of, resource: to })
    : [];
}

function acceptingValue(
  { condition }: ElementFinding,
  to: string,
  of: TracedPolicy,
  scene: FixScene,
): FixProposal | undefined {
  const entry = of.trace.condition.entries.find((one) => one.entry.key === condition?.entry.key)?.entry;
  const [proposal] = changing(of, entry && [{ change: "replace", value: entry.values.node, by: [to] }], {
    kind: "change-condition",
    change: { change: "add-condition-value", place: scene.placeOf(of), key: entry?.key ?? "", to },
    risks: [{ risk: "condition-loosened", key: entry?.key ?? "" }, ...ownerRisk(scene)],
    given: NOTHING_GIVEN,
    attached: undefined,
    cost: 0.9,
  });
  return proposal;
}

function isSamePlace(one: StatementPlace, other: StatementPlace): boolean {
  return one.file === other.file && one.span.start === other.span.start && one.span.end === other.span.end;
}

/** Other statements that the list is read for. */
function alsoReading(
  { file, line, name }: Lacking,
  place: StatementPlace,
  { statements, placeOf }: FixScene,
  files: FixQuestion["files"],
): readonly TracedPolicy[] {
  return statements.slice(0, MOST_STATEMENTS).filter((one) => {
    const own = placeOf(one);
    if (own.file !== place.file || own.span.start === place.span.start) return false;
    const places = files.writtenPlaces(own.file, own.span);
    return places.some((at) => at.file === file && at.line === line && at.name === name);
  });
}

/** Where the others are known, they are named. */
function eachTime({ isEachTime, otherKeys }: Lacking, { changes }: FixProposal): readonly FixRisk[] {
  if (changes.some(({ policy: { sharedWith = [] } }) => sharedWith.length > 0)) return [];
  return [
    ...(isEachTime ? [{ risk: "each-time" } as const] : []),
    ...(otherKeys.length > 0 ? [{ risk: "each-key", keys: otherKeys } as const] : []),
  ];
}

function sameText(readers: readonly TracedPolicy[], { placeOf }: FixScene): readonly FixRisk[] {
  const parts = readers.map((one): SameText => {
    const { index, sid } = placeOf(one);
    return { policyName: one.policy.name, statement: { index, sid } };
  });
  return parts.length === 0 ? [] : [{ risk: "same-text", parts }];
}

/** With an action that is not listed, too: that statement is about all but a few. */
function givesWholeService({ trace: { statement } }: TracedPolicy): boolean {
  return statement.action?.entries.some(isWholeService) !== false;
}

const MOST_STATEMENTS = 20;
const MOST_ENTRIES = 50;

interface Lacking {
  readonly element: ElementFinding;
  readonly list: WrittenList;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly to: string;
  readonly isOfOneCall: boolean;
  readonly isEachTime: boolean;
  readonly otherKeys: readonly string[] | "all";
  readonly bringsStatement: boolean;
  readonly isDefault: boolean;
}

function spanOf({ condition, span }: ElementFinding): Span {
  return condition?.entry.values.span ?? span;
}

/** Undefined where that is nowhere, or in several places. */
function placeAt(
  element: ElementFinding,
  file: string,
  scene: FixScene,
  files: FixQuestion["files"],
): WrittenPlace | undefined {
  if (element.truth === "yes" || wantedOf(element, scene) === undefined) return undefined;
  const [place, ...others] = files.writtenPlaces(file, spanOf(element));
  return others.length > 0 ? undefined : place;
}

/** Undefined where there is no list. */
function lackingIn(
  element: ElementFinding,
  place: WrittenPlace | undefined,
  scene: FixScene,
): Lacking | { readonly covers: readonly FixRisk[] } | undefined {
  const to = wantedOf(element, scene);
  if (to === undefined || place?.list === undefined) return undefined;
  const { list, name, file, line, isOfOneCall = false, isEachTime = false, otherKeys = [] } = place;
  const { bringsStatement = false, isDefault = false } = place;
  const fitting = list.texts.filter((text) => mayBe(text, to, element.element));
  const [covers] = fitting
    .map((text) => standingRisks(text, to, scene.request))
    .sort((one, other) => one.length - other.length);
  if (covers !== undefined) return { covers: [...othersIn(list, to, element), ...covers] };
  return { element, list, name, file, line, to, isOfOneCall, isEachTime, otherKeys, bringsStatement, isDefault };
}

/** Of a resource that may be the one that is asked about: what it has to be for that. */
function ofDeployment(
  { element, truth }: ElementFinding,
  place: StatementPlace,
  { statements, placeOf, exact, request }: FixScene,
): { readonly covers: readonly FixRisk[] } | undefined {
  if (element !== "resource" || truth !== "unknown" || exact === undefined) return undefined;
  const of = statements.find((one) => isSamePlace(placeOf(one), place))?.trace.statement.resource;
  const fitting = of?.entries.find((entry) => standsAsKnown(entry, exact, request));
  return fitting && { covers: standingRisks(fitting, exact, request) };
}

/** Whatever else the list has goes with what is added to the other list of the statement. */
function othersIn({ texts }: WrittenList, to: string, { element }: ElementFinding): readonly FixRisk[] {
  const isOther = ({ text, holes }: FilledText): boolean =>
    holes.length > 0 ? !matchesText(patternOf({ text, holes }), to) : text.toLowerCase() !== to.toLowerCase();
  const others = texts.filter(isOther).map(({ text }) => text);
  if (others.length === 0) return [];
  if (element === "resource") return [{ risk: "other-resources", resources: others }];
  return element === "action" ? [{ risk: "other-actions", actions: others }] : [];
}

function wantedOf({ element, condition }: ElementFinding, { action, exact, caller }: FixScene): string | undefined {
  switch (element) {
    case "action":
      return action;
    case "resource":
      return exact;
    case "principal":
      return caller?.type === "AWS" ? caller.text : undefined;
    case "condition":
      return condition && valueOf(condition);
    case "presence":
      return undefined;
  }
}

/** The one value that the request has, where one of those that are listed has to match it. */
function valueOf({ entry, requestValues }: ConditionFinding): string | undefined {
  const use = operatorOf(entry);
  const [value, ...others] = requestValues;
  if (use === undefined || value === undefined || others.length > 0) return undefined;
  return listsValues(use) && !use.operator.negated && use.setOperator === undefined ? asListed(value, use) : undefined;
}

export function mayBe(text: FilledText, wanted: string, element: ElementFinding["element"]): boolean {
  const pattern = patternOf(text);
  // A principal has no wildcards.
  if (element === "principal" && text.holes.length === 0) return text.text === wanted;
  return element === "action" ? matchesText(pattern.toLowerCase(), wanted.toLowerCase()) : matchesText(pattern, wanted);
}
