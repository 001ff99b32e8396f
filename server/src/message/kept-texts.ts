/**
 * Texts that are kept under names and shown later: translations in JSON, YAML and properties, lists that explain codes,
 * the answers of an interface, rules that look for events. Nobody was refused where such a list stands.
 */
import { type Span } from "../text/span.ts";
import { lastLine, LINE_BREAK, lineStart } from "./read-lines.ts";

const BEFORE = 160;
const BEHIND = 300;
const FARTHEST_RULE = 300;

/** Is the span, which names no principal, an entry of such a list, or its name? */
export function isKeptText(readable: string, span: Span): boolean {
  const { end } = span;
  const opening = readable.slice(span.start, Math.min(end, span.start + LONGEST_LABEL));
  const start = span.start + (LABEL.exec(opening)?.[0].length ?? 0);
  const before = readable.slice(Math.max(0, start - BEFORE), start);
  const first = lineStart(before, before.length);
  const line = before.slice(first);
  if (isSample(readable, start, line) || isNamedAsItself(line, readable.slice(start, end + BEHIND_NAME))) return true;
  if (CODES_OF_EVENT.test(line) || LIST_OF_CODES.test(opening)) return true;
  if (isFirstOfCodes(opening, readable.slice(end, end + BEHIND))) return true;
  if (isKnownError(line, readable.slice(end, end + LONGEST_ADVICE))) return true;
  if (!ENTRY.test(line)) return false;
  if (/^\s{0,40}- ["']?$/.test(line) && isBelowCodes(before.slice(0, first))) return true;
  if (NAMED_AFTER_REFUSAL.test(line)) return true;
  const above = before.slice(0, Math.max(0, first - 1));
  if (/^\s{0,40}description: ["']?$/.test(line) && /^\s{0,40}["']?403["']?:\s{0,3}$/.test(lastLine(above))) return true;
  if (isOfRule(readable, start, line)) return true;
  const [behind = "", next = ""] = readable.slice(end, end + BEHIND).split(LINE_BREAK);
  if (!EXPLAINS.test(behind) || PRINTED.test(behind)) return false;
  return [lastLine(above), next].some((other) => OTHER_CODE.test(other) && !PRINTED.test(other));
}

/** A code may have been read with its label. */
const LABEL = /^\w{1,30}["']?\s?[:=]\s?["']?(?=\w)/;
const LONGEST_LABEL = 60;

/** On the line of a code stand at most a bullet, a name and the quotes of both. */
const ENTRY = /^\s{0,40}(?:[-*\u2022] |\d{1,3}[.)] )?[-"'`*\w.]{0,80}\s{0,2}(?:(?::|=>?)\s{0,2})?["'`*]{0,3}$/;

/** `"s3.accessDenied": "`, `not_authorized: "`: a name in the words of a program, and a text in quotes. */
const NAMED_AFTER_REFUSAL =
  /^\s{0,40}(?:(["'])[\w.-]{0,60}(?:[Dd]enied|DENIED|[Uu]nauthori[sz]ed|[Nn]ot[_-]?[Aa]uthori[sz]ed|[Ff]orbidden)\w{0,20}\1 ?(?::|=>)|[a-z][\w.-]{0,60}(?:[Dd]enied|[Uu]nauthori[sz]ed|[Aa]uthori[sz]ed|[Ff]orbidden)[a-z_-]{0,20}\s?[:=]) ?["'`]$/;

/** A member of an enumeration, whose value is its name: `AccessDenied: "AccessDenied",`, `CodeAccessDenied Code = "AccessDenied"`. */
function isNamedAsItself(line: string, behind: string): boolean {
  const [, name = "", value = " "] = MEMBER.exec(line.replace(/^\s{0,40}(?:[a-z]{3,10} ){0,4}/, "") + behind) ?? [];
  return name.endsWith(value);
}

const MEMBER = /^(\w{4,60})["'`]?(?: [A-Z]\w{0,40})?(?: ?[:=] ?|\()["'`](\w{4,60})["'`]/;

const BEHIND_NAME = 80;

/** One of the errors that a program knows and explains: its other members tell a cause and what to do about it. */
function isKnownError(line: string, behind: string): boolean {
  if (!MEMBER_OF_ADVICE.test(line) || !ENDS_MEMBER.test(behind)) return false;
  if (NAMES_CALL.test(behind) && NAME_OF_MESSAGE.test(line)) return false;
  const members = behind.split("}", 1)[0] ?? "";
  return CAUSE.test(members) && ADVICE.test(members);
}

const LONGEST_ADVICE = 900;
const MEMBER_OF_ADVICE =
  /^\s{0,40}(?:[-{] ?)?["']?(?:error|message|symptoms?|pattern|problem|issue|match|title|errorMessage|error_message)["']?\s?[:=] ?(?:\W|["'`][^"'`]{0,120})$/i;
/** A report has what was printed under such a name; what a program looks for, it calls a pattern or a symptom. */
const NAME_OF_MESSAGE = /^\s{0,40}(?:[-{] ?)?["']?(?:error|message|errorMessage|error_message)["']?\s?[:=]/i;
/** Behind a code: an SDK's words for one call, which no program writes of itself. */
export const NAMES_CALL = /^\) when calling the [A-Za-z]\w{1,80} operation\b/;
const ENDS_MEMBER = /^[^"'`\n\v]{0,200}["'`]?,?\s{0,3}[\n\v]/;
const CAUSE =
  /(?:^|[\n\v,])\s{0,40}["']?(?:\w{1,12}_)?(?:causes?|reasons?|explanation|why|description|rootCause)["']?\s?[:=]/i;
const ADVICE =
  /(?:^|[\n\v,])\s{0,40}["']?(?:\w{1,12}_)?(?:solutions?|fix(?:es)?|resolutions?|remed(?:y|ies)|workarounds?|suggestedFix|suggestedAction)["']?\s?[:=](?!\s{0,3}(?:(?:null|none|nil|undefined|unknown|n\/a|tbd|["'](?:none|unknown|n\/a|tbd)?["']|\{\}|\[\])\s?(?:[,}\n\v]|$)|[,}]|$))/i;

/** An event has one code, and only a rule that looks for events lists them: `"errorCode": ["AccessDenied", …`. */
const CODES_OF_EVENT = /\berrorCodes?["']?\s?[:=]\s?\[[^\]]{0,120}$/;

const LIST_OF_CODES = /^errorCodes?(?:\|\w{1,20})?["']?:\s{1,40}- /;

/** The same where the marks of the list are gone, as those of a quotation are: `errorCode:`, and below it two codes. */
function isFirstOfCodes(opening: string, behind: string): boolean {
  const [, wildcard] = CODES_BELOW.exec(opening) ?? [];
  return wildcard !== undefined && (wildcard !== "" || ANOTHER_CODE.test(behind));
}

const CODES_BELOW = /^errorCodes?(?:\|\w{1,20})?["']?:\s{0,3}[\n\v]\s{0,40}["']?(\*?)/;
const ANOTHER_CODE =
  /^\*?["']?\s{0,3}[\n\v]\s{0,40}["']?\*?(?:Client\.)?[A-Z][A-Za-z]{2,40}(?:Denied|Exception|Operation|Error|Fault|Failure)[A-Za-z]{0,12}\*?["']?\s{0,3}(?:[\n\v]|$)/;

/** The items above are of a list of codes: `errorCode:`, and below it `- AccessDenied`. */
function isBelowCodes(above: string): boolean {
  return /(?:^|[\n\v])\s{0,40}(?:- )?["']?errorCodes?(?:\|\w{1,20})?["']?:\s{0,3}(?:[\n\v]\s{0,40}- [^\n\v]{1,60}){0,6}[\n\v]$/.test(
    above,
  );
}

/** A rule of a monitor: `detection:`, `selection:`, and below it what events must have. */
function isOfRule(readable: string, start: number, line: string): boolean {
  if (!/^\s{0,40}(?:- )?errorCode(?:\|\w{1,20})?: ["']?$/.test(line)) return false;
  return /(?:^|[\n\v])\s{0,20}(?:detection|selection\w{0,20}):/.test(
    readable.slice(Math.max(0, start - FARTHEST_RULE), start),
  );
}

/** One of several strings of a list, each on a line of its own, in the quotes that JSON does not have. */
function isSample(readable: string, start: number, line: string): boolean {
  if (!/^\s{0,40}["'][^"']{0,180}$/.test(line)) return false;
  const above = readable.slice(Math.max(0, start - LONGEST_LIST), start).split(LINE_BREAK);
  const below = readable.slice(start, start + LONGEST_LIST).split(LINE_BREAK);
  // A string in pieces that is one item of a list.
  if (above.at(-2)?.trim() === "(" && below.slice(1, 4).some((one) => CLOSES.test(one))) return true;
  return line.includes("'") && [...above, ...below].filter((one) => ITEM.test(one)).length >= 2;
}

const CLOSES = /^\s{0,40}\)/;
const ITEM = /^\s{0,40}'[^']{10,}',\s?$/;

const LONGEST_LIST = 500;

/** What follows the name of a code: a sign, and words about it. */
const EXPLAINS = /^["'`*]{0,3}\s?(?:[:=]|\u2014|\u2013|- ) ?\s{0,2}["']?\S/;

/** An error that was printed, and no word about it. */
const PRINTED =
  /request ?id|status ?code|^["'`*]{0,3}: ?["']?Access Denied["']?\s*$|An error occurred|not authorized to perform|https?:/i;

const OTHER_CODE =
  /^\s{0,40}(?:[-*\u2022] |\d{1,3}[.)] )?["'`*]{0,3}(?:[\w]{1,30}\.){0,4}(?:NoSuch\w{1,40}|Invalid\w{1,40}|Expired\w{0,40}|Throttl\w{1,40}|SlowDown|InternalError|\w{1,60}(?:Exception|NotFound|Exceeded|Mismatch|Unavailable|Operation|Fault))["'`*]{0,3}\s?(?:[:=]|\u2014|\u2013|- ) ?\S/;
