/** Work that ends: after some time, and when the command is cancelled. */

export interface Limit {
  readonly abortSignal: AbortSignal;
}

/**
 * What does not look at the signal is waited for no longer. The timer is our own: Node collects what `AbortSignal.any`
 * makes of `AbortSignal.timeout` while somebody still waits for it, and then it never fires.
 */
export async function inTime<Result>(
  milliseconds: number,
  cancel: AbortSignal,
  run: (limit: Limit) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  const timer = setTimeout(end, milliseconds);
  cancel.addEventListener("abort", end, { once: true });
  try {
    if (cancel.aborted) throw abortError(cancel);
    return await Promise.race([run({ abortSignal: ended.signal }), rejectionAt(ended.signal)]);
  } finally {
    clearTimeout(timer);
    cancel.removeEventListener("abort", end);
  }
}

function rejectionAt(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const rejectNow = (): void => {
      reject(abortError(signal));
    };
    if (signal.aborted) rejectNow();
    else signal.addEventListener("abort", rejectNow, { once: true });
  });
}

/** As the SDK names it. */
export function abortError({ reason }: AbortSignal): Error {
  const error = new Error("Request aborted", { cause: reason });
  error.name = "AbortError";
  return error;
}
