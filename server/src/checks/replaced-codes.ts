/** Codes of earlier versions: settings and accepted findings go on naming a check long after it got another name. */
import { type Check } from "./check.ts";
import { ALL_CHECKS } from "./index.ts";

/** Each earlier code, with the checks that find today what it found. */
export type ReplacedCodes = ReadonlyMap<string, readonly string[]>;

export function replacedCodes(checks: readonly Pick<Check, "code" | "replaces">[]): ReplacedCodes {
  const replaced = new Map<string, readonly string[]>();
  for (const { code, replaces = [] } of checks) {
    for (const earlier of replaces) replaced.set(earlier, [...(replaced.get(earlier) ?? []), code]);
  }
  return replaced;
}

export const REPLACED_CODES = replacedCodes(ALL_CHECKS);
