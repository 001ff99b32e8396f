/** Where to make a change that no edit of the policy's own file can make, because it refers to another. */
import { type NearMiss, type NextStep } from "./explanation.ts";
import { type FixFiles } from "./fixes/question.ts";
import { stoodFor } from "./open-resource-steps.ts";

/** For the nearest statement: of each element that does not match for certain. */
export function elsewhereSteps(nearMisses: readonly NearMiss[], files: FixFiles): readonly NextStep[] {
  const [nearest] = nearMisses;
  if (nearest === undefined || nearest.place.effect !== "Allow") return [];
  const { place, elements } = nearest;
  const steps = elements.flatMap(({ element, truth, have, need, span }): readonly NextStep[] => {
    if (truth === "yes" || need === undefined) return [];
    if (element !== "action" && element !== "resource" && element !== "principal") return [];
    const isWhole = span.start === place.span.start && span.end === place.span.end;
    return files
      .writtenPlaces(place.file, span)
      .slice(0, MOST_PLACES)
      .map(({ name, file, line }) => ({
        step: "change-there",
        element: isWhole ? undefined : element,
        place,
        name,
        file,
        line,
        ...wantedOf(name, have, need),
        isOpen: truth === "unknown",
        commands: [],
      }));
  });
  return steps.slice(0, MOST_PLACES);
}

/** More are a list to search, and no answer. */
const MOST_PLACES = 3;

/** Of a reference that is a part of a text (`${var.bucket_arn}/*`), what it would have to stand for there. */
function wantedOf(reference: string, have: string | undefined, need: string): { wanted: string; isPart: boolean } {
  const written = `\${${reference}}`;
  const start = have === undefined || have === written ? -1 : have.indexOf(written);
  if (have === undefined || start < 0) return { wanted: need, isPart: false };
  const [part] = stoodFor({ text: have, holes: [{ start, end: start + written.length }] }, need) ?? [];
  return part === undefined ? { wanted: need, isPart: false } : { wanted: part.value, isPart: true };
}
