/** Timing: medians, because a shared machine now and then stops for something else. */

export interface Measurement {
  readonly name: string;
  readonly milliseconds: number;
  /** The most it may take on a machine of two cores; undefined where only the ratio is of interest. */
  readonly limit: number | undefined;
}

/** What is no time, and so has no ratio to one. */
export interface Amount {
  readonly name: string;
  readonly amount: number;
  readonly unit: "MB" | "%" | "×";
  readonly limit: number;
}

/** The median time of one call, over at least 15 calls and at most about a second of them. */
export function medianOf(work: () => unknown): number {
  const times: number[] = [];
  const end = performance.now() + 1_000;
  while (times.length < 15 || (performance.now() < end && times.length < 400)) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Of the processor, not of the clock, so that what else the machine does counts little. */
export function processorTimeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

export function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

const WIDTH_OF_NAMES = 76;

/** Prints a row for each, and answers how many are over their limits. */
export function report(measured: readonly (Measurement | Amount)[], baseline: Measurement): number {
  for (const row of measured) console.log(`${row.name.padEnd(WIDTH_OF_NAMES)}  ${columnsOf(row, baseline)}`);
  return measured.filter(isOver).length;
}

function columnsOf(row: Measurement | Amount, { milliseconds: baseline }: Measurement): string {
  const unit = "amount" in row ? row.unit : "ms";
  const figure = "amount" in row ? row.amount.toFixed(1) : row.milliseconds.toFixed(3);
  const ratio = "amount" in row ? "" : (row.milliseconds / baseline).toFixed(1);
  const verdict = row.limit === undefined ? "" : `${isOver(row) ? "OVER" : "<"} ${row.limit} ${unit}`;
  return `${`${figure} ${unit}`.padStart(12)}  ${ratio.padStart(10)}  ${verdict}`;
}

function isOver(row: Measurement | Amount): boolean {
  const figure = "amount" in row ? row.amount : row.milliseconds;
  return row.limit !== undefined && !(figure <= row.limit);
}

/** Each takes long enough that a few will do, by the processor's time. */
export function few(work: () => unknown): number {
  return median(Array.from({ length: 7 }, () => processorTimeOf(work)));
}

/** Linear work gives 2 and 4; what sorts and searches a little more, and a shared machine wavers. */
const NEAR_LINEAR = { 2: 3.2, 4: 6 } as const;

/**
 * The time for twice and four times as much beside the time for n, the lesser of two runs each. `workOf` prepares what
 * is measured, with nothing remembered from before.
 */
export function growthOf(name: string, n: number, workOf: (count: number) => () => unknown): readonly Amount[] {
  const [once = 0, twice = 0, fourTimes = 0] = [n, 2 * n, 4 * n].map((count) =>
    Math.min(processorTimeOf(workOf(count)), processorTimeOf(workOf(count))),
  );
  const least = Math.max(1, once);
  return [
    { name: `${name}: ${2 * n} beside ${n}`, amount: twice / least, unit: "×", limit: NEAR_LINEAR[2] },
    { name: `${name}: ${4 * n} beside ${n}`, amount: fourTimes / least, unit: "×", limit: NEAR_LINEAR[4] },
  ];
}
