/** Limits of time that pass when a test says so, however slow the machine is. */
import { type TestContext } from "node:test";

/** In milliseconds. Credentials have a part of it. */
export const HELD_LIMIT = 12_345_678;
/** No timer of anybody else is as long. */
const LONG = 3_600_000;

/** Whenever `isTime` says so while the work is under way, the shortest of the long limits that run then pass. */
export async function endWhen<Result>(
  { mock }: TestContext,
  isTime: () => boolean,
  work: () => Promise<Result>,
): Promise<Result> {
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  const held = new Map<unknown, { readonly milliseconds: number; readonly pass: () => void }>();
  const hold = (run: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]): NodeJS.Timeout => {
    const timer = start(run, milliseconds, ...given);
    if (milliseconds > LONG) held.set(timer, { milliseconds, pass: () => run(...given) });
    return timer;
  };
  const forget = (timer?: NodeJS.Timeout): void => {
    held.delete(timer);
    clear(timer);
  };
  mock.method(globalThis, "setTimeout", hold);
  mock.method(globalThis, "clearTimeout", forget);
  const progress = { isDone: false };
  const result = work().finally(() => (progress.isDone = true));
  while (!progress.isDone) {
    const running = isTime() ? [...held.values()] : [];
    const shortest = Math.min(...running.map(({ milliseconds }) => milliseconds));
    for (const { milliseconds, pass } of running) if (milliseconds === shortest) pass();
    await new Promise((next) => start(next, 1));
  }
  return await result;
}
