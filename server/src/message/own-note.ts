/**
 * Somebody's own note in place of the message: `Access denied: s3:GetObject on arn:aws:s3:::reports/a.csv`. It has to be all
 * of the text, and no sentence: in more words it may be about denials and not one of them.
 */
import { type FoundDenial, NOTHING_FOUND } from "./found-denial.ts";
import { isServiceCode } from "./error-codes.ts";

const LONGEST = 300;

const ACTION = /^["'`([]{0,2}([a-z][a-z0-9-]{1,39}:[A-Z][A-Za-z0-9]{2,80})["'`)\],:;.]{0,3}$/;
const DENIED = /^(?:access ?denied(?:exception)?|unauthorizedoperation|denied|not (?:allowed|authorized))[:;,.]?$/i;
/** What may stand beside the two. */
const BETWEEN = /^(?:access|when|calling|called|on|for|to|call|perform|action|is|was|got|error|[-–—:]|->)[:,]?$/i;
/** A verb makes a sentence of it. */
const SENTENCE =
  /^(?:is|are|was|were|be|been|if|unless|because|means|happens|returned|returns|then|can|may|will|should|must|has|have|had|does|do|did|and|but|or|not|no|never|why|how|where|users?|everyone|anyone|all)$/i;
const MOST_WORDS = 8;

export function findOwnNote(readable: string): readonly FoundDenial[] {
  const whole = readable.trim();
  if (whole.length > LONGEST || /[\n\v\u2028]/.test(whole)) return [];
  const words = wordsOf(whole);
  const action = words.findIndex((word) => ACTION.test(word));
  const denied = words.findIndex((word) => DENIED.test(word));
  if (action < 0 || denied < 0) return [];
  const [first, last] = [Math.min(action, denied), Math.max(action, denied)];
  const beside = [...words.slice(0, first), ...words.slice(first + 1, last)];
  const after = words.slice(last + 1);
  if (!beside.every((word) => BETWEEN.test(word)) || after.length > MOST_WORDS) return [];
  if (after.some((word) => SENTENCE.test(word))) return [];
  const arns = after.flatMap((word) => /^["'`(]?(arn:[^\s"'`()]{1,300})["'`).,;]*$/.exec(word)?.[1] ?? []);
  const [resource = null, ...others] = arns;
  const code = words[denied]?.replace(/[:;,.]$/, "") ?? "";
  return [
    {
      ...NOTHING_FOUND,
      code: isServiceCode(code) ? code : null,
      action: ACTION.exec(words[action] ?? "")?.[1] ?? null,
      ...(others.length > 0 || resource === null ? {} : { resource, naming: "exact" as const }),
      start: readable.indexOf(whole),
      end: readable.indexOf(whole) + whole.length,
    },
  ];
}

/** `Access denied`, `not allowed` and `not authorized` are one. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/\b(access|not) (?=(?:denied|allowed|authorized)\b)/gi, "$1\u00a0")
    .split(/[ \t]+/)
    .map((word) => word.replace("\u00a0", " "));
}
