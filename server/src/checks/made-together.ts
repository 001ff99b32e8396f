import { type ScalarList } from "../policy/policy.ts";

/** Those of the entries found whose text makes no other entry of the list: what a loop makes of one text goes as a whole or stays. */
export function withoutPartsOfLoops<Found extends { readonly index: number }>(
  { entries }: Pick<ScalarList, "entries">,
  found: readonly Found[],
): readonly Found[] {
  if (found.length === 0) return found;
  const indexes = new Set(found.map(({ index }) => index));
  const kept = new Set(entries.filter((_, index) => !indexes.has(index)).map(({ span }) => span.start));
  return found.filter(({ index }) => !kept.has(entries[index]?.span.start ?? -1));
}
