/**
 * The effect of a statement that a loop makes of the entries of a list, where each entry says its own, or that a call of its
 * module gives: the statement by itself neither allows nor denies.
 */
import { type Statement } from "../policy/policy.ts";
import { memberNamed } from "../syntax/value.ts";
import { type Span } from "../text/span.ts";
import { type FixFiles, type WrittenPlace } from "./fixes/question.ts";

type Row = readonly (WrittenPlace | undefined)[];

/** The rows of the entries that allow, with the places of the spans alone. */
export function allowingEntries(
  file: string,
  { object }: Statement,
  spans: readonly Span[],
  files: Pick<FixFiles, "writtenEntries">,
): readonly Row[] {
  const effect = memberNamed(object, "Effect")?.value?.span;
  if (effect === undefined) return [];
  const rows = files.writtenEntries(file, [...spans, effect]);
  const allowing = rows.filter((row) => saysAllow(row.at(-1)));
  // Of calls that each say the effect of the one statement, nobody knows which of them made the policy at hand.
  const isOfCall = rows.some((row) => row.at(-1)?.bringsStatement !== true);
  return isOfCall && allowing.length < rows.length ? [] : allowing.map((row) => row.slice(0, -1));
}

function saysAllow(place: WrittenPlace | undefined): boolean {
  const [only, ...others] = place?.list?.texts ?? [];
  return only?.text === "Allow" && only.holes.length === 0 && others.length === 0;
}
