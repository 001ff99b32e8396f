/** Which known name was probably meant by a misspelled one. */

/** Longer texts are no names, so looking for a near one would be work for nothing. */
const LONGEST_NAME = 120;

const MOST_NAMES = 3;

/** In a policy with more unknown names than this, the later ones get no suggestion: a search is long beside a check. */
export const MOST_SEARCHES = 25;

/** The candidates nearest to `written`, in any case and at most three; empty if none is near. */
export function nearestNames(written: string, candidates: Iterable<string>): readonly string[] {
  let nearest: string[] = [];
  let limit = tolerance(written);
  const wanted = written.toLowerCase();
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance === undefined) continue;
    if (distance < limit) nearest = [];
    limit = distance;
    nearest.push(candidate);
  }
  return nearest.slice(0, MOST_NAMES);
}

export function isNearName(written: string, name: string): boolean {
  return editDistance(written.toLowerCase(), name.toLowerCase(), tolerance(written)) !== undefined;
}

/** How many slips are forgiven: a short name with two of them could be any other. */
function tolerance(written: string): number {
  if (written.length > LONGEST_NAME || written.length < 3) return 0;
  if (written.length < 5) return 1;
  return written.length < 16 ? 2 : 3;
}

/**
 * Characters added, left out, replaced, or swapped with their neighbor (optimal string alignment).
 * Undefined if there are more than `limit`. Looks only at places near the diagonal and stops where all are too far.
 */
export function editDistance(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  // Names that are too long to be compared row by row ask for none.
  if (limit === 0) return a === b ? 0 : undefined;
  const far = limit + 1;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => Math.min(column, far));
  let leastOfLast = 0;
  for (let row = 1; row <= a.length; row++) {
    const current = nextRow({ a, b, row, limit, last, beforeLast });
    const least = Math.min(...current);
    // A swap reaches back two rows.
    if (least > limit && leastOfLast >= limit) return undefined;
    beforeLast = last;
    last = current;
    leastOfLast = least;
  }
  const distance = last[b.length] ?? far;
  return distance <= limit ? distance : undefined;
}

interface RowBefore {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly limit: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

function nextRow({ a, b, row, limit, last, beforeLast }: RowBefore): readonly number[] {
  const far = limit + 1;
  const current = new Array<number>(b.length + 1).fill(far);
  current[0] = Math.min(row, far);
  const to = Math.min(b.length, row + limit);
  for (let column = Math.max(1, row - limit); column <= to; column++) {
    const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
    const added = Math.min(last[column] ?? far, current[column - 1] ?? far) + 1;
    let cost = Math.min(added, (last[column - 1] ?? far) + (same ? 0 : 1), far);
    if (isSwap(a, b, row, column)) cost = Math.min(cost, (beforeLast[column - 2] ?? far) + 1);
    current[column] = cost;
  }
  return current;
}

function isSwap(a: string, b: string, row: number, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
    a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
  );
}
