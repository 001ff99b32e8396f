/** A message of which somebody kept the code and the end: `AccessDenied ... with an explicit deny in a session policy`. */
import { isServiceCode } from "./error-codes.ts";

/** The code that dots separate from the rest: `AccessDenied ... because no …`. */
export function codeBefore(readable: string, start: number): string | null {
  const match = /([A-Za-z.]{4,60})[\s`"')]{0,4}(?:\.{2,}|…)\s*$/.exec(readable.slice(Math.max(0, start - 80), start));
  const word = match?.[1]?.replace(/\.+$/, "");
  return word !== undefined && isServiceCode(word) ? word : null;
}

/** What happened stands before the code: ``the job got `AccessDenied ... with an explicit deny …` `` */
export function isTold(readable: string, start: number): boolean {
  return TOLD.test(readable.slice(Math.max(0, start - LONGEST_TOLD), start));
}

const LONGEST_TOLD = 120;
const TOLD =
  /\b(?:got|received|hit|failed with|ended (?:in|with)|was (?:denied|refused|rejected|blocked|answered) with):?\s{1,3}\W{0,3}[A-Z][A-Za-z.]{3,60}\W{0,4}(?:\.{2,}|\u2026)\s*$/;
