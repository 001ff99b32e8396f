/** Words about denials: an instruction that quotes a piece of the sentence tells of no denial. */
import { type FoundDenial } from "./found-denial.ts";

/** As much prose as stands between the start of its sentence and the quotation. */
const BEFORE = 200;

/** The quotation may open behind the word "user". */
const AHEAD = 6;

/** `If you see "is not authorized to perform: …"`: the piece names nobody, and the words before it are no report. */
export function isQuotedInProse(readable: string, { principalArn, start }: FoundDenial): boolean {
  if (principalArn !== null) return false;
  const before = readable.slice(Math.max(0, start - BEFORE), start + AHEAD).replace(/[\n\v]/g, " ");
  const quotation = /["'`][A-Za-z\u2026. ]{0,30}$/.exec(before.slice(-31));
  return quotation !== null && ADVICE.test(before.slice(0, before.length - quotation[0].length));
}

const ADVICE =
  /\b(?:if|when(?:ever)?|search(?:es|ing)?|look(?:s|ing)? for|grep|filter|match(?:es|ing)?|pattern|regex|such as|for example|e\.g\.|like|usually|typically|often|sometimes|commonly|would|could|might|may|should|means?|phrase|string|alert on)\b[^.!?]{0,120}$/i;
