// Waiting means asking again until the answer is there or the time is over; nothing here waits for a fixed time.
import { setTimeout as pause } from "node:timers/promises";

/** Asks every 50 ms until `ask` gives a truthy value, and returns it. After `limitMs` it throws, naming `what`. */
export async function until(what, limitMs, ask) {
  const end = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await pause(50);
  }
}
