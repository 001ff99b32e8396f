/** One request that fails must not take the server with it. */
import { visible } from "../wording/phrase.ts";
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";

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
  if (isCancelled(token)) return neutral;
  try {
    return await work();
  } catch (error) {
    if (isCancelled(token) || isCancellation(error)) return neutral;
    logFailure(log, `${name} failed`, error);
    return neutral;
  }
}

/** The same for a request that has no neutral answer: the client is told in one line that it failed or was cancelled. */
export async function runOrRefuse<T>(
  name: string,
  token: CancellationToken,
  log: Log,
  work: () => Promise<T>,
): Promise<T> {
  const failed = new ResponseError(LSPErrorCodes.RequestFailed, `${name} failed. The log of IAM Verdict says why.`);
  const answer = await runSafe<T | typeof failed>(name, failed, token, log, work);
  if (isCancelled(token)) throw cancelled();
  if (answer === failed) throw failed;
  return answer as T;
}

/** Asked anew each time: it changes while something is waited for. */
function isCancelled(token: CancellationToken): boolean {
  return token.isCancellationRequested;
}

export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/** What a request waits for is not wanted any more, because a newer text is there. */
function isCancellation(error: unknown): boolean {
  return error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
}

/** A log that fails with its connection: work that goes on behind the end has nobody to tell. */
export function quietAtTheEnd(log: Log): Log {
  const say = (tell: () => void): void => {
    try {
      tell();
    } catch {
      // The connection is closed.
    }
  };
  return {
    error: (message) => {
      say(() => {
        log.error(message);
      });
    },
    warn: (message) => {
      say(() => {
        log.warn(message);
      });
    },
    info: (message) => {
      say(() => {
        log.info(message);
      });
    },
  };
}

/** What is not there for now, for a reason that the log has already. */
export class NotNow extends Error {}

export function logFailure(log: Log, what: string, error: unknown): void {
  if (!(error instanceof NotNow)) log.error(`${what}: ${describeError(error)}`);
}

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What a client says of a failure, in a line: it may be long, and hold anything. */
export function oneLineOf(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split(/\r?\n/, 1);
  return visible(first.slice(0, LONGEST_LINE));
}

const LONGEST_LINE = 200;

/** Lets waiting messages in, in Node and in a browser's worker alike. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resume) => {
    // Node's own waits for what has arrived and for nothing else; a timer waits a millisecond at least.
    if (typeof setImmediate === "function") setImmediate(resume);
    else setTimeout(resume, 0);
  });
}

/** Lets in what arrives during that time. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, milliseconds));
}
