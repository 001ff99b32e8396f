/**
 * The element that an Allow lacks, where a list makes it that a module of the workspace is given: one more is written in that
 * list. A statement in the module would be one for whoever calls it.
 */
import { type FilledText, patternOf } from "../../syntax/filled-text.ts";
import { type ElementFinding } from "../near-miss.ts";
import { type FixRisk, type SameText } from "./fix-risk.ts";
import { type StatementPlace } from "../statement-place.ts";
import { allowProposals } from "./allow.ts";
import { standingRisks } from "./by-reference.ts";
import { matchesText } from "./covers.ts";
import { type FixProposal, type FixScene } from "./proposal.ts";
import { type FixQuestion, type WrittenList } from "./question.ts";

/** What would make an Allow match, there first. */
export function whereWritten(scene: FixScene, question: FixQuestion): readonly FixProposal[] {
  const proposals = allowProposals(scene);
  return [...inLists(proposals, scene, question), ...proposals];
}

/** `proposals`: of them, a new statement in the same policy is what it is tried by. */
function inLists(
  proposals: readonly FixProposal[],
  scene: FixScene,
  { nearMisses, files }: Pick<FixQuestion, "nearMisses" | "files">,
): readonly FixProposal[] {
  const [nearest] = nearMisses;
  const tried = proposals.find(
    ({ change, changes }) => change.change === "add-statement" && changes[0]?.policy.file === nearest?.place.file,
  );
  if (nearest === undefined || tried === undefined || nearest.place.effect !== "Allow") return [];
  const lacking: Lacking[] = [];
  const risks: FixRisk[] = [];
  // What is there only if a list has something is there with one more.
  const isOpen = nearest.elements.some(({ element, truth }) => element === "presence" && truth === "unknown");
  for (const element of nearest.elements) {
    if (element.truth === "yes" || (isOpen && element.element === "presence")) continue;
    const one = lackingIn(element, nearest.place.file, scene, files);
    if (one === undefined) return [];
    if ("covers" in one) risks.push(...one.covers);
    else lacking.push(one);
  }
  const [only, ...others] = lacking;
  if (only === undefined || others.length > 0 || (isOpen && !only.bringsStatement)) return [];
  const { list, name, file, line, isOfOneCall } = only;
  const added = list.itemFor === undefined ? { item: only.to, makes: only.to } : list.itemFor(only.to);
  if (added === undefined) return [];
  const { item: to, makes } = added;
  const refers = list.texts.some(({ holes }) => holes.length > 0);
  const wider: readonly FixRisk[] = makes === only.to ? [] : [{ risk: "more-than-asked", granted: makes }];
  return [
    {
      ...tried,
      kind: "extend-statement",
      change: { change: "add-where-written", place: nearest.place, name, file, line, to },
      risks: [...wider, ...risks, ...alsoReading(only, nearest.place, scene, files), ...tried.risks],
      elsewhere: { file, edits: (deployment) => list.add(to, deployment), isOfOneCall, refers },
      cost: 0.9,
    },
  ];
}

/** Other statements that the list is read for. */
function alsoReading(
  { file, line, name }: Lacking,
  place: StatementPlace,
  { statements, placeOf }: FixScene,
  files: FixQuestion["files"],
): readonly FixRisk[] {
  const parts = statements.slice(0, MOST_STATEMENTS).flatMap((one): readonly SameText[] => {
    const own = placeOf(one);
    if (own.file !== place.file || own.span.start === place.span.start) return [];
    const places = files.writtenPlaces(own.file, own.span);
    const isRead = places.some((at) => at.file === file && at.line === line && at.name === name);
    return isRead ? [{ policyName: one.policy.name, statement: { index: own.index, sid: own.sid } }] : [];
  });
  return parts.length === 0 ? [] : [{ risk: "same-text", parts }];
}

const MOST_STATEMENTS = 20;

interface Lacking {
  readonly list: WrittenList;
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly to: string;
  readonly isOfOneCall: boolean;
  readonly bringsStatement: boolean;
}

/** Undefined where the list is not one, stands nowhere, or in several places. */
function lackingIn(
  { element, span }: ElementFinding,
  file: string,
  scene: FixScene,
  files: FixQuestion["files"],
): Lacking | { readonly covers: readonly FixRisk[] } | undefined {
  const to = wantedOf(element, scene);
  const [place, ...others] = to === undefined ? [] : files.writtenPlaces(file, span);
  if (to === undefined || place?.list === undefined || others.length > 0) return undefined;
  const { list, name, line } = place;
  const fitting = list.texts.filter((text) => mayBe(text, to, element));
  const [covers] = fitting
    .map((text) => standingRisks(text, to, scene.request))
    .sort((one, other) => one.length - other.length);
  if (covers !== undefined) return { covers };

  const { isOfOneCall = false, bringsStatement = false } = place;
  return { list, name, file: place.file, line, to, isOfOneCall, bringsStatement };
}

function wantedOf(element: ElementFinding["element"], { action, exact, caller }: FixScene): string | undefined {
  if (element === "action") return action;
  if (element === "resource") return exact;
  return element === "principal" && caller?.type === "AWS" ? caller.text : undefined;
}

export function mayBe(text: FilledText, wanted: string, element: ElementFinding["element"]): boolean {
  const pattern = patternOf(text);
  // A principal has no wildcards.
  if (element === "principal" && text.holes.length === 0) return text.text === wanted;
  return element === "action" ? matchesText(pattern.toLowerCase(), wanted.toLowerCase()) : matchesText(pattern, wanted);
}
