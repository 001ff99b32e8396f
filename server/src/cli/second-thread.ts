/**
 * A folder with many files is checked by two threads. Both walk it, and whoever comes to a file first checks it. What the
 * second one found is put where the first one left a gap, so that the answer is that of one thread.
 */
import { type LintRequest, type LintResult } from "./lint-result.ts";

/** What the second thread is given. */
export interface SharedLint {
  readonly request: LintRequest;
  /** For both the same, however late it is. */
  readonly today: string;
  /** A byte for each file, by its number in the order of the walk: whether somebody has taken it. */
  readonly taken: SharedArrayBuffer;
}

/** By the names that the files have in the answer. */
export type FoundInFiles = ReadonlyMap<string, LintResult>;

export interface SecondThread {
  /** What it found in the files that it took; nothing if it failed. */
  readonly found: Promise<FoundInFiles>;
  readonly end: () => void;
}

/** Of each file of a walk, one after another: whether this thread is the one to check it. */
export type Takes = () => boolean;

/** A thread that is alone. */
export const takesAll: Takes = () => true;

/** Further files are checked by both, and the first one's answer counts. */
const MOST_SHARED = 1_000_000;

export function nothingTaken(): SharedArrayBuffer {
  return new SharedArrayBuffer(MOST_SHARED);
}

/** For each of the two threads, of the same bytes. */
export function takesFirst(taken: SharedArrayBuffer): Takes {
  const bytes = new Uint8Array(taken);
  let number = 0;
  return () => {
    const own = number++;
    return own >= bytes.length || Atomics.compareExchange(bytes, own, 0, 1) === 0;
  };
}
