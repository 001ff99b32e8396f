/** Sets of numbers as intervals with or without their ends. Instants are numbers too. */

export interface Interval {
  readonly low: number;
  readonly lowIn: boolean;
  readonly high: number;
  readonly highIn: boolean;
}

/** Sorted, disjoint and not empty each. */
export type IntervalSet = readonly Interval[];

export const ALL_NUMBERS: IntervalSet = [{ low: -Infinity, lowIn: false, high: Infinity, highIn: false }];

export function numbersBelow(bound: number, included: boolean): IntervalSet {
  return [{ low: -Infinity, lowIn: false, high: bound, highIn: included }];
}

export function numbersAbove(bound: number, included: boolean): IntervalSet {
  return [{ low: bound, lowIn: included, high: Infinity, highIn: false }];
}

export function onlyNumber(value: number): IntervalSet {
  return [{ low: value, lowIn: true, high: value, highIn: true }];
}

export function intersectIntervals(left: IntervalSet, right: IntervalSet): IntervalSet {
  const result: Interval[] = [];
  for (let a = 0, b = 0; ;) {
    const one = left[a];
    const other = right[b];
    if (one === undefined || other === undefined) return result;
    const common = overlap(one, other);
    if (common !== undefined) result.push(common);
    if (endsBefore(one, other)) a++;
    else b++;
  }
}

export function complementOfIntervals(set: IntervalSet): IntervalSet {
  const result: Interval[] = [];
  let low = -Infinity;
  let lowIn = false;
  for (const one of set) {
    push(result, { low, lowIn, high: one.low, highIn: !one.lowIn && one.low !== -Infinity });
    low = one.high;
    lowIn = !one.highIn && one.high !== Infinity;
  }
  push(result, { low, lowIn, high: Infinity, highIn: false });
  return result;
}

export function uniteIntervals(sets: readonly IntervalSet[]): IntervalSet {
  const all = sets.flat().sort((a, b) => a.low - b.low || Number(b.lowIn) - Number(a.lowIn));
  const result: Interval[] = [];
  for (const next of all) {
    const last = result.at(-1);
    const apart = last === undefined || last.high < next.low || (last.high === next.low && !last.highIn && !next.lowIn);
    if (apart) {
      result.push(next);
      continue;
    }
    const further = next.high > last.high || (next.high === last.high && next.highIn);
    if (further) result[result.length - 1] = { ...last, high: next.high, highIn: next.highIn };
  }
  return result;
}

/** A few members: whole numbers where there are any, ends and midpoints. */
export function samplesOfIntervals(set: IntervalSet): readonly number[] {
  return set.slice(0, 8).flatMap((interval) => samplesOf(interval).filter((value) => holds(interval, value)));
}

export function intervalsHold(set: IntervalSet, value: number): boolean {
  return set.some((interval) => holds(interval, value));
}

function samplesOf({ low, high }: Interval): number[] {
  if (low === -Infinity && high === Infinity) return [0, 1];
  if (low === -Infinity) return [high, Math.ceil(high) - 1, high - 1000];
  if (high === Infinity) return [low, Math.floor(low) + 1, low + 1000];
  return [low, high, Math.floor(low) + 1, Math.ceil(high) - 1, (low + high) / 2];
}

function holds({ low, lowIn, high, highIn }: Interval, value: number): boolean {
  return (value > low || (lowIn && value === low)) && (value < high || (highIn && value === high));
}

function overlap(one: Interval, other: Interval): Interval | undefined {
  const low = Math.max(one.low, other.low);
  const high = Math.min(one.high, other.high);
  const lowIn = (one.low < low || one.lowIn) && (other.low < low || other.lowIn);
  const highIn = (one.high > high || one.highIn) && (other.high > high || other.highIn);
  return low < high || (low === high && lowIn && highIn) ? { low, lowIn, high, highIn } : undefined;
}

function endsBefore(one: Interval, other: Interval): boolean {
  return one.high < other.high || (one.high === other.high && !one.highIn);
}

function push(result: Interval[], one: Interval): void {
  if (one.low < one.high || (one.low === one.high && one.lowIn && one.highIn)) result.push(one);
}
