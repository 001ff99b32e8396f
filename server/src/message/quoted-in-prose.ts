/** Words about denials: an instruction or an explanation that quotes a piece of a message tells of no denial. */
import { type Span } from "../text/span.ts";
import { type FoundDenial } from "./found-denial.ts";
import { isExplainedAround } from "./explained-words.ts";
import { startOfLine } from "./line-of-sentence.ts";
import { isLookedFor } from "./program-strings.ts";
import { isNameOfTest } from "./test-outcomes.ts";

/** As much prose as stands between the start of its sentence and the quotation. */
const BEFORE = 200;

/** The quotation may open behind the word "user". */
const AHEAD = 6;

/** `If you see "is not authorized to perform: …"`: the piece names nobody, and the words around it are no report. */
export function isQuotedInProse(readable: string, { principalArn, start, end }: FoundDenial): boolean {
  if (principalArn !== null) return false;
  if (isNameOfTest(readable, start) || isSectionOfGuide(readable, start)) return true;
  if (isExplainedAround(readable, { start, end })) return true;
  if (isRelative(readable, start) || isLookedFor(readable, { start, end })) return true;
  return isAdvice(readable, { start, end });
}

/** The same for words that are no sentence with a caller: `On your own table "Insufficient Lake Formation permission(s)" means …` */
export function isExplainedPhrase(readable: string, span: Span): boolean {
  return isExplainedAround(readable, span) || isAdvice(readable, span) || isSectionOfGuide(readable, span.start);
}

/** The span is quoted, and the words before it or behind it say when such words come, or what they mean. */
function isAdvice(readable: string, { start, end }: Span): boolean {
  const before = readable.slice(Math.max(0, start - BEFORE), start + AHEAD).replace(/[\n\v]/g, " ");
  // A block of its own holds a whole message, whatever leads to it: `If you get this error:`.
  if (BLOCK.test(before) || isLineInTicks(readable, { start, end })) return false;
  if (isPrintedMember(readable, { start, end })) return false;
  const quotation = /["'`](?:[A-Z][A-Za-z.]{3,60}: )?[A-Za-z\u2026. ]{0,30}$/.exec(before.slice(-LONGEST_OPENING));
  if (quotation === null) return false;
  const said = readable.slice(Math.max(0, start - BEFORE), start + AHEAD - quotation[0].length);
  const words = said
    .slice(startOfItem(said))
    .replace(/[\n\v]/g, " ")
    .replace(REMARK, "");
  const isToldOf =
    (ADVICE.test(words) && !TOLD.test(words) && !TOLD_ABOVE.test(said)) || (CHANGED.test(words) && !REPORT.test(words));
  return isToldOf || isExplained(readable, end);
}

/** The quotation is the value of a member of an object that was printed, with the next member below. */
function isPrintedMember(readable: string, { start, end }: Span): boolean {
  return (
    MEMBER.test(readable.slice(Math.max(0, start - LONGEST_OPENING), start)) &&
    NEXT_MEMBER.test(readable.slice(end, end + LONGEST_OPENING))
  );
}

const MEMBER = /(?:^|[\n\v{,])\s{0,20}(?:message|errorMessage|msg):\s{0,20}["'`]$/;
const NEXT_MEMBER = /^[^"'`\n\v]{0,40}["'`],\s{0,4}[\n\v]\s{0,20}\w{1,30}: /;

/** What opens a block of code, at the end of the words before the quotation, whose line breaks are blanks by now. */
const BLOCK = /(?:`{3}|~{3})[a-z]{0,12} \s{0,8}(?:[A-Z][A-Za-z.]{3,60}: )?(?:User:? ?)?[A-Za-z\u2026. ]{0,12}$/;

/** The whole line is one quotation, and the line above it is empty. */
function isLineInTicks(readable: string, { start, end }: Span): boolean {
  if (!/^[^`\n\v]{0,40}`\s{0,4}(?:[\n\v]|$)/.test(readable.slice(end, end + LONGEST_OPENING))) return false;
  const before = readable.slice(Math.max(0, start - LONGEST_OPENING), start + AHEAD);
  return /[\n\v]\s{0,4}[\n\v]\s{0,8}`(?:[A-Z][A-Za-z.]{3,60}: )?[A-Za-z: ]{0,16}$/.test(before);
}

/** A quote, a code and a few words. */
const LONGEST_OPENING = 95;

/** Each item of a list and each row of a table speaks for itself. */
function startOfItem(text: string): number {
  const items = [...text.matchAll(/[\n\v]\s{0,8}(?:[-*\u2022]|\d{1,3}[.)])\s|\|\s{0,4}[\n\v]/g)];
  return items.at(-1)?.index ?? 0;
}

/** `**ECR access (when it deploys):**`: what stands in brackets says when, and not what such a message is. */
const REMARK = /\([^()]{1,80}\)/g;

/** Somebody tells what happened, however the sentence begins: `When using Karpenter, … the logs say this:` */
const TOLD =
  /\b(?:I|we)(?:'m| am|'re| are| keep)? (?:get|got|getting|face|faced|facing|see|saw|seeing|receive|received|receiving|have|hit|encounter|encountered)\b[^.!?]{0,60}$|\blogs? (?:says?|shows?|reads?)\b[^.!?]{0,40}$/;

/** The same, and what was told of in a paragraph of its own. */
const TOLD_ABOVE =
  /\b(?:I|we)(?:'m| am|'re| are| keep)? (?:get|got|getting|see|saw|seeing|receive|received|receiving)\b[^.!?\n\v]{0,60}:\s{0,4}[\n\v]\s{0,4}[\n\v][^\n\v]{0,160}$/;

/** `a user who is not authorized to perform s3:GetObject`: words about whoever it may be. */
function isRelative(readable: string, start: number): boolean {
  return RELATIVE.test(readable.slice(Math.max(0, start - 60), start + 60));
}

const RELATIVE =
  /\b(?:who|whoever|anyone|someone|everybody|principals? that|users? that)\s+(?:is|are)\s+not\s+authori[sz]ed\b/i;

/**
 * An error that a change log, a commit or a guide quotes: `Fixed "AccessDenied: Access Denied" when …`,
 * ``If you see `An error occurred (AccessDenied) when calling …` ``
 */
export function isQuotedError(readable: string, { start, end }: Span): boolean {
  if (isSectionOfGuide(readable, start) || isExplainedAround(readable, { start, end })) return true;
  const text = readable.slice(Math.max(0, start - BEFORE), start);
  const before = text.includes("\\`") ? text.replaceAll("\\`", "`") : text;
  // Of thousands of codes hardly any is quoted.
  if (!/["'`]/.test(before.slice(-LONGEST_QUOTED))) return isNameOfTest(readable, start);
  const line = before.slice(startOfLine(before, /[\n\v]/g));
  const words = /^([^]*)["'`][^"'`]{0,60}$/.exec(line)?.[1];
  if (isNameOfTest(readable, start)) return true;
  if (words === undefined) return false;
  return (CHANGED.test(words) || GENERAL.test(words) || EXAMPLE.test(words)) && !REPORT.test(words);
}

/** With its quote. */
const LONGEST_QUOTED = 61;

const EXAMPLE = /\b(?:e\.g\.|i\.e\.|for (?:example|instance)|such as)[,:]? $/i;

/** The heading of one of several sections, each about an error that its heading quotes. */
function isSectionOfGuide(readable: string, start: number): boolean {
  const before = readable.slice(Math.max(0, start - BEFORE), start + AHEAD);
  if (before.includes("#") && HEADING.test(`\n${before.slice(-LONGEST_HEADING)}`)) {
    if (isPageOfGuide(readable, start) || EXPLAINED_BELOW.test(readable.slice(start, start + FARTHEST_CAUSE)))
      return true;
  }
  if (!before.includes("#") || !/[\n\v]#{2,6} [^\n\v`"]{0,60}["`][^\n\v]{0,100}$/.test(`\n${before}`)) return false;
  const nearby = readable.slice(Math.max(0, start - FARTHEST_SECTION), start + FARTHEST_SECTION);
  return (nearby.match(/(?:^|[\n\v])#{2,6} [^\n\v`"]{0,60}["`][^\n\v`"]{3,120}["`]/g) ?? []).length > 1;
}

const HEADING = /[\n\v]#{1,6} [^\n\v]{0,60}$/;
const LONGEST_HEADING = 70;

/** Its first sections say when anybody gets the error, and why. */
function isPageOfGuide(readable: string, start: number): boolean {
  const behind = readable.slice(start, start + FARTHEST_CAUSE);
  return (
    /[\n\v]#{2,4} (?:Scenario|Causes?|Possible causes?)\b/i.test(behind) &&
    /[\n\v]You (?:can |may |might )?(?:get|receive|see|encounter) (?:an?|the|this)\b/.test(behind)
  );
}

const FARTHEST_CAUSE = 800;

/** The first sentence below a heading: `The permission error indicates …`. */
const EXPLAINED_BELOW =
  /^[^\n\v]{1,300}[\n\v]\s{0,8}(?:The|This) (?:[^\s.!?]{1,60} ){0,6}(?:error|exception|message) (?:indicates|means|occurs|happens|appears|is (?:caused|returned|shown))\b/;

/** As far as another section is looked for. */
const FARTHEST_SECTION = 3000;

/** What a list of changes begins with. */
const CHANGED =
  /^\s{0,8}(?:[-*\u2022]\s{1,4}|#{1,6} |\d{1,3}\. )?(?:\*{0,2}[a-z]{3,10}(?:\([\w ./-]{1,40}\))?!?:\*{0,2} |[\w-]{2,30}\/[\w./*-]{1,60}: )?(?:fix(?:e[sd])?|handle[sd]?|ignore[sd]?|catch(?:es)?|avoid(?:s|ed)?|prevent(?:s|ed)?|resolve[sd]?|suppress(?:es|ed)?|retr(?:y|ies|ied)|treat(?:s|ed)?|don'?t|no longer|stop(?:s|ped)?)\b/i;

const ADVICE =
  /(?:(?:^|[.!?:] {1,3})to (?:fix|solve|resolve|debug|handle|troubleshoot)|\b(?:if|when(?:ever)?|how (?:to|do (?:I|we|you)|can (?:I|we|you)) (?:fix|solve|resolve|debug|handle|troubleshoot)|search(?:es|ing)?|look(?:s|ing)? for|grep|filter|match(?:es|ing)?|pattern|regex|such as|for example|e\.g\.(?=,?\s)|without (?:the|this|that|an?|it)\b[\w -]{0,40},|like|usually|typically|often|sometimes|commonly|will|would|could(?! not| [^.!?]{1,100}\bbut\b)|might|may|should|means?\b|phrases?|(?<=\w[^\w]{1,3})strings?|messages that|errors that|alert on|you(?:'ll)? (?:get|see|receive)|names the))(?![a-z])[^.!?]{0,120}$/i;

/** What follows the quotation tells what such a message is, and not what happened. */
function isExplained(readable: string, end: number): boolean {
  const after = readable.slice(end, end + 120).split(/[\n\v]/, 1)[0] ?? "";
  return EXPLAINED.test(after);
}

const EXPLAINED =
  /^[^"'`]{0,40}["'`]{1,3}\s(?:(?:errors?|messages?|exceptions?|responses?|denials?|failures?)\s)?(?:(?:also|almost|always)\s)?(?:means?|indicates?|are|is (?:what|usually|often|typically)|usually|typically|often|commonly|occurs?|happens?|comes? from|refers? to|tells?|says?|(?:can|may|might)(?: also)? (?:mean|occur|happen|come|be))\b|^["'`][^"'`.!?:|]{0,40} [\u2192\u21d2] /i;

/**
 * A bare `Access Denied` or `403 Forbidden` in a sentence that speaks of such answers in general:
 * `When you see "Access Denied" in Amazon S3, it means …`, `Amazon S3 returns 403 Forbidden when …`
 */
export function isGeneralStatement(readable: string, { start, end }: Span): boolean {
  if (isExplained(readable, end)) return true;
  const before = readable.slice(Math.max(0, start - BEFORE), start);
  const after = readable.slice(end, end + BEFORE);
  const sentence =
    before.slice(1 + Math.max(before.search(/[.!?][\s\v][^.!?]*$/), before.lastIndexOf("\n"))) +
    readable.slice(start, end) +
    (/^(?:[^.!?\n]|[.!?](?!\s|$))*/.exec(after)?.[0] ?? "");
  return GENERAL.test(sentence) && !REPORT.test(sentence);
}

const GENERAL =
  /\b(?:when(?:ever)? you|if you|you (?:might|may|can|could)|typically|usually|commonly|can also|(?:it|this|that|which) (?:usually |often )?(?:means|indicates)|(?:will|would) (?:fail|be (?:denied|refused|rejected))|(?:S3|AWS|services?) (?:returns|answers|responds|sends)|without (?:the|this|that|an?|it)\b[\w -]{0,40}, [^.!?]{1,60} fails? with)\b/i;

/** Somebody tells what happened, or a tool printed it. */
const REPORT = /\b(?:I|I'm|we|we're|my|our)\b|Exception:|Error:|An error occurred|request id/i;
