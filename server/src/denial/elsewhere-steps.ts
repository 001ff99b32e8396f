/** Where to make a change that no edit of the policy's own file can make, because it refers to another. */
import { type ExplanationFix } from "./fixes/fix.ts";
import { type FixChange } from "./fixes/fix-change.ts";
import { type StatementPlace } from "./statement-place.ts";
import { type NearMiss } from "./near-miss.ts";
import { type NextStep } from "./next-step.ts";
import { type FixFiles } from "./fixes/question.ts";
import { mayBe } from "./fixes/where-written.ts";
import { stoodFor } from "./open-resource-steps.ts";

/** For the nearest statement: of each element that does not match for certain, unless a fix makes the change. */
export function elsewhereSteps(
  nearMisses: readonly NearMiss[],
  files: FixFiles,
  fixes: readonly ExplanationFix[],
): readonly NextStep[] {
  const isMade = ({ name, file, line }: { name: string; file: string; line: number }): boolean =>
    fixes.some(
      ({ change: one }) =>
        one.change === "add-where-written" && one.name === name && one.file === file && one.line === line,
    );
  const nearest = nearMisses.find(({ place }) => fixes.some(({ change }) => isIn(change, place))) ?? nearMisses[0];
  if (nearest === undefined || nearest.place.effect !== "Allow") return [];
  const { place, elements } = nearest;
  const steps = elements.flatMap(({ element, truth, have, need, span }): readonly NextStep[] => {
    if (truth === "yes" || need === undefined) return [];
    if (element !== "action" && element !== "resource" && element !== "principal") return [];
    const isWhole = span.start === place.span.start && span.end === place.span.end;
    return (
      files
        .writtenPlaces(place.file, span)
        // A default of the file itself is shown beside the statement.
        .filter(({ file, isDefault }) => isDefault !== true || file !== place.file)
        .flatMap(({ name, file, line, list }): readonly NextStep[] => {
          const wanted = wantedOf(name, have, need);
          const isThere = list?.texts.some((text) => text.holes.length === 0 && mayBe(text, need, element)) === true;
          if (wanted === undefined || isThere || isMade({ name, file, line })) return [];
          const isOpen = truth === "unknown";
          const of = { element: isWhole ? undefined : element, place, name, file, line, isOpen };
          return [{ step: "change-there", ...of, ...wanted, commands: [] }];
        })
        .slice(0, MOST_PLACES)
    );
  });
  return steps.slice(0, MOST_PLACES);
}

function isIn(change: FixChange, { file, span }: StatementPlace): boolean {
  if (change.change !== "add-where-written") return false;
  const { place } = change;
  return place.file === file && place.span.start === span.start && place.span.end === span.end;
}

/** More are a list to search, and no answer. */
const MOST_PLACES = 3;

/**
 * Of a reference that is a part of a text (`${var.bucket_arn}/*`), what it would have to stand for there; undefined where
 * nothing that it could stand for helps.
 */
function wantedOf(
  reference: string,
  have: string | undefined,
  need: string,
): { readonly wanted: string; readonly isPart: boolean } | undefined {
  const written = `\${${reference}}`;
  const start = have === undefined || have === written ? -1 : have.indexOf(written);
  if (have === undefined || start < 0) return { wanted: need, isPart: false };
  const [part] = stoodFor({ text: have, holes: [{ start, end: start + written.length }] }, need) ?? [];
  return part && { wanted: part.value, isPart: true };
}
