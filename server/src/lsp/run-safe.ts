/** One request that fails must not take the server with it. */
import { type CancellationToken } from "vscode-languageserver";

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/**
 * Yields once, so that a change that is already waiting is seen first; answers `neutral` if the request was cancelled
 * meanwhile or its work throws, and logs what was thrown with the request's name.
 */
export async function runSafe<T>(
  name: string,
  neutral: T,
  token: CancellationToken,
  log: Log,
  work: () => T | Promise<T>,
): Promise<T> {
  await yieldToEvents();
  if (token.isCancellationRequested) return neutral;
  try {
    return await work();
  } catch (error) {
    log.error(`${name} failed: ${describeError(error)}`);
    return neutral;
  }
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Longer than this without letting other messages in would be felt in the editor. */
const LONGEST_STRETCH_MS = 25;

export interface Breather {
  /** Lets other messages in if it was not done for a while. */
  breathe(): Promise<void>;
}

export function createBreather(): Breather {
  let since = performance.now();
  return {
    async breathe() {
      if (performance.now() - since < LONGEST_STRETCH_MS) return;
      await yieldToEvents();
      since = performance.now();
    },
  };
}

/** Lets waiting messages in. A timer of 0 ms works in Node and in a browser's worker alike. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resume) => {
    setTimeout(resume, 0);
  });
}
