/**
 * The index of the last of the places, which are in order, that is not behind the offset; -1 if all are. In logarithmic
 * time.
 */
export function lastAtOrBefore(places: readonly number[], offset: number): number {
  let low = -1;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
