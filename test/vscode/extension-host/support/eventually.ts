/** Waits by asking again: nothing in these tests waits for a fixed time. */

const LIMIT_MS = 30_000;

/** Asks until `ask` gives something that `accept` takes, and returns it. Says what it last saw when the time is over. */
export async function eventually<T>(
  what: string,
  ask: () => T | PromiseLike<T>,
  accept: (answer: T) => boolean,
): Promise<T> {
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const answer = await ask();
    if (accept(answer)) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${LIMIT_MS} ms; last: ${JSON.stringify(answer)}`);
    await new Promise((next) => setTimeout(next, 25));
  }
}
