import { type ScalarList } from "../policy/policy.ts";

/**
 * Those of the entries found whose text makes no other entry of their list: what a loop makes of one text goes as a whole or
 * stays. What is in no list is kept.
 */
export function withoutPartsOfLoops<Found extends { readonly index: number }>(
  found: readonly Found[],
  listOf: (one: Found) => ScalarList | undefined,
): readonly Found[] {
  const foundIn = new Map<ScalarList, Set<number>>();
  for (const one of found) {
    const list = listOf(one);
    if (list !== undefined) foundIn.set(list, (foundIn.get(list) ?? new Set<number>()).add(one.index));
  }
  const startsOfOthers = new Map(
    Array.from(foundIn, ([list, indexes]) => [
      list,
      new Set(list.entries.filter((_, index) => !indexes.has(index)).map(({ span }) => span.start)),
    ]),
  );
  return found.filter((one) => {
    const list = listOf(one);
    const entry = list?.entries[one.index];
    return list === undefined || entry === undefined || startsOfOthers.get(list)?.has(entry.span.start) !== true;
  });
}
