/** Of the processor, not of the clock: other processes may run beside this one. */
export function processorMilliseconds(work: () => void): number {
  const started = process.cpuUsage();
  work();
  return process.cpuUsage(started).user / 1_000;
}
