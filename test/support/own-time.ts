/** Time that passes when a test says so. */
import { type Timing } from "../../server/src/lsp/timing.ts";

export interface OwnTime extends Timing {
  pass(milliseconds: number): void;
}

export function ownTime(): OwnTime {
  let now = 0;
  let waiting: { readonly at: number; readonly callback: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, callback) {
      const one = { at: now + milliseconds, callback };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    pass(milliseconds) {
      now += milliseconds;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}
