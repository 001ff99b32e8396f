/** Timing: medians, because a shared machine now and then stops for something else. */

export interface Measurement {
  readonly name: string;
  readonly milliseconds: number;
  /** The most it may take on a machine of two cores; undefined where only the ratio is of interest. */
  readonly limit: number | undefined;
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

export function report(measurements: readonly Measurement[], baseline: Measurement): number {
  const width = Math.max(...measurements.map(({ name }) => name.length));
  let over = 0;
  console.log(`${"".padEnd(width)}  ${"median".padStart(12)}  ${"× baseline".padStart(10)}  limit`);
  for (const { name, milliseconds, limit } of [baseline, ...measurements]) {
    const verdict = limit === undefined ? "" : milliseconds <= limit ? `< ${limit} ms` : `OVER ${limit} ms`;
    if (limit !== undefined && milliseconds > limit) over++;
    const ratio = (milliseconds / baseline.milliseconds).toFixed(1);
    console.log(
      `${name.padEnd(width)}  ${`${milliseconds.toFixed(3)} ms`.padStart(12)}  ${ratio.padStart(10)}  ${verdict}`,
    );
  }
  return over;
}
