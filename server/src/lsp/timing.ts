/** Time, as far as waiting goes: tests have one of their own, which passes when they say so. */
export interface Timing {
  /** In milliseconds, from any start. */
  now(): number;
  /** Calls back once, unless it is called off. Does not keep a process running. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const REAL_TIMING: Timing = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer: ReturnType<typeof setTimeout> | number = setTimeout(callback, milliseconds);
    // Node's timers are objects; those of a browser's worker are numbers.
    if (typeof timer === "object") timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
