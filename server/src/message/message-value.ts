/**
 * Reads one value (an ARN, a name, a URL) out of a message. Values are masked, quoted, wrapped and cut off in many ways;
 * what is kept is verbatim, but for the line breaks and the marks around it.
 */
import { MESSAGE_BREAK } from "./undo-escapes.ts";
import { FULL_LINE_BREAK } from "./undo-wrapping.ts";

export interface MessageValue {
  /** Null if nothing but marks or dots stands there. */
  readonly value: string | null;
  /** The offset behind the value and its closing quote. */
  readonly end: number;
}

/** A list's mark, as chats show it, stands between two things. */
export const BULLET = /\s*[\u2022\u2023\u25aa\u25cf\u25e6\u2043]/;

const LONGEST_VALUE = 3000;
const LONGEST_MASK = 60;

/** A value of which both ends are known, because fixed words follow it. */
export function valueBetween(text: string, start: number, end: number): string | null {
  const raw = text.slice(start, end);
  return withoutMarks(joinOnScreen(/^\s*["'`]/.test(raw) ? joinQuoted(raw) : joinLines(raw)));
}

/** Names in IAM hold no blank: a screen that broke `assumed-role/orders-dep loy-role` left one. Words may be a person's. */
function joinOnScreen(value: string): string {
  return BROKEN_ON_SCREEN.test(value) ? value.replace(/ /g, "") : value;
}

const BROKEN_ON_SCREEN =
  /^\s*arn:aws[\w-]{0,12}:(?:iam|sts)::\d{12}:(?:role|assumed-role|user|policy)\/[\w+=.@/-]{1,200}(?: (?:(?<=[_/-] )|(?=[A-Za-z]*[\d_/-]))[\w+=.@/-]{2,200}){1,6}\s*$/;

/** Does the text between two known words look like one value, or did a whole sentence get between them? */
export function looksLikeOneValue(text: string): boolean {
  if (BULLET.test(text.trim())) return false;
  const value = joinLines(text).trim();
  if (value.length > LONGEST_VALUE || /\n\s*\n/.test(text.trim())) return false;
  if (/^["`].*["'`]$/.test(value)) return true;
  if (isArnWithBlanks(value)) return true;
  const words = value
    .replace(/<[^<>]{0,60}>|\[[^[\]]{0,60}\]|\*[A-Za-z ]{1,30}\*/g, "x")
    .split(" ")
    .filter(Boolean);
  return words.length <= 4 && !words.slice(0, -1).some((word) => /[.;!?]$/.test(word) && !/\.\.$/.test(word));
}

/** Names of jobs and keys of objects may hold blanks: `arn:aws:glue:eu-west-1:111122223333:job/Copy orders to the lake`. */
function isArnWithBlanks(value: string): boolean {
  if (!/^["'`]?arn:[^\s:]*:[^\s:]+:[^\s:]*:[^\s:]*:\S/.test(value)) return false;
  const words = value.split(" ");
  return words.length <= MOST_WORDS_OF_NAME && words.every((word, at) => at === 0 || WORD_OF_NAME.test(word));
}

const MOST_WORDS_OF_NAME = 16;
/** Without what ends a sentence or a part of it. */
const WORD_OF_NAME = /^[\w()+=@&$#/-](?:[^\s"'`;:,!?]{0,400}[^\s"'`;:,!?.])?$/;

/** The value that starts at `start` and ends where no value goes on; never behind `limit`. */
export function readValue(text: string, start: number, limit: number): MessageValue {
  const from = skipBlanks(text, start, limit);
  const opening = text.charAt(from);
  // A remark in brackets follows a resource that is missing, or the border of a box.
  if (opening === "(" || /[\u2500-\u257f]/.test(opening)) return { value: null, end: from };
  if (opening === '"' || opening === "'" || opening === "`") {
    const closing = closingQuote(text, from, limit);
    if (closing > 0) return { value: withoutMarks(joinQuoted(text.slice(from + 1, closing))), end: closing + 1 };
  }
  const bold = text.startsWith("**", from) && !text.startsWith("***", from) ? 2 : 0;
  const begin = from + bold + (/["'`]/.test(text.charAt(from + bold)) ? 1 : 0);
  const end = endOfBareValue(text, begin, Math.min(limit, from + LONGEST_VALUE));
  const raw = joinLines(text.slice(begin, end));
  return { value: withoutEnd(bold > 0 ? raw.replace(/\*\*$/, "") : raw, text, end), end };
}

/** Inside quotes a blank beside a line break is one of the value. */
function joinQuoted(raw: string): string {
  return joinLines(raw.replace(/(?<=[\w.-])(?:[ \t]+[\n\v][ \t]*|[\n\v][ \t]+)(?=[\w.-])/g, " "));
}

/** Line breaks inside a value are taken out; inside a mask such as `<account id>` they stand for a blank. */
function joinLines(raw: string): string {
  if (!/[\n\v\u2028]/.test(raw)) return raw;
  const words = nameOfWords(raw);
  let joined = "";
  // A break in a full line is inside a word, whatever the word is.
  const mended = raw.replace(/(?<!\s)\v(?!\s)/g, (_, at: number) => (KIND_ALONE.test(raw.slice(0, at)) ? " " : ""));
  for (const part of mended.split(/[ \t]*[\n\v\u2028]+[ \t]*/)) {
    const isInMask =
      /<[^<>]*$|\[[^[\]]*$/.test(joined.slice(-LONGEST_MASK)) && /^[^<[]*[>\]]/.test(part.slice(0, LONGEST_MASK));
    const isTwoWords = words > 1 && joined !== "" && joined.trim().split(" ").length < words;
    joined += joined !== "" && (isInMask || isTwoWords) ? ` ${part}` : part;
  }
  return joined;
}

/** IAM names a resource in words: `role NAME`, `instance profile NAME`. By the first word, how many words there are. */
const NAMED_IN_WORDS: ReadonlyMap<string, number> = new Map([
  ["user", 2],
  ["role", 2],
  ["group", 2],
  ["policy", 2],
  ["instance", 3],
  ["server", 3],
  ["saml", 3],
  ["oidc", 3],
  ["mfa", 3],
  ["access", 3],
]);
const SECOND_WORDS = /^(?:profile|certificate|provider|device|key)$/;
/** What a list is of: `policy path /`. */
const LISTED = /^(?:policy|user|role|group|instance) path$/i;

/** Between the kind and the name is a blank, also where the line was full. */
const KIND_ALONE =
  /^\s*(?:user|role|group|policy|instance|instance profile|server certificate|saml provider|mfa device|access key)$/i;

function nameOfWords(value: string): number {
  const words = value.trim().split(/\s+/, 3);
  if (LISTED.test(words.slice(0, 2).join(" "))) return 3;
  const count = NAMED_IN_WORDS.get((words[0] ?? "").toLowerCase()) ?? 1;
  return count === 3 && !SECOND_WORDS.test(words[1] ?? "") ? 1 : count;
}

function endOfBareValue(text: string, start: number, limit: number): number {
  const open: string[] = [];
  let at = start;
  while (at < limit) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      const next = goesOnAfterBlank(text, start, at, limit);
      if (next < 0) return at;
      at = next;
      continue;
    }
    const mask = Math.max(endOfMask(text, at, limit), endOfQuotedMask(text, start, at, limit));
    if (mask > at) {
      at = mask;
      continue;
    }
    if (endsValue(text, at, open)) return at;
    at++;
  }
  return Math.min(at, limit);
}

const END_OF_BLOCK = /^\[\/[a-z]{1,10}\]/i;
const LONGEST_BLOCK_NAME = 14;

const CLOSERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function endsValue(text: string, at: number, open: string[]): boolean {
  const character = text.charAt(at);
  switch (character) {
    case '"':
    case "`":
    case ";":
    case "\\":
      return true;
    case "\u3001":
    case "\u3002":
    case "\uff0c":
      return true;
    case "<":
      return text.charAt(at + 1) === "/" || text.startsWith("<--", at);
    case "'":
      return !/\w/.test(text.charAt(at + 1));
    case ",":
      // Redshift goes on without a blank: `…:role/copy,Status 403,Error AccessDenied`.
      return !/[\w*$<]/.test(text.charAt(at + 1)) || /^,Status \d{3}\b/.test(text.slice(at, at + 12));
    case "[":
      // `[/code]`, of a forum.
      if (END_OF_BLOCK.test(text.slice(at, at + LONGEST_BLOCK_NAME))) return true;
      open.push(character);
      return false;
    case "(":
    case "{":
      open.push(character);
      return false;
    case ")":
    case "]":
    case "}":
      return open.pop() !== CLOSERS[character];
    default:
      return false;
  }
}

/** `<account id>`, `[account id]`, `{Dev,Test}` and `*account id*` are passed as a whole. */
function endOfMask(text: string, at: number, limit: number): number {
  const character = text.charAt(at);
  const closing = character === "<" ? ">" : character === "[" ? "]" : character === "{" ? "}" : "";
  if (closing !== "") {
    if (text.charAt(at + 1) === "/") return at;
    const inside = text.slice(at + 1, Math.min(limit, at + LONGEST_MASK));
    // A template's mask has two: `{{account}}`.
    const first = inside.indexOf(closing);
    const end = inside.startsWith("{") && inside.charAt(first + 1) === "}" ? first + 1 : first;
    return end > 0 && !inside.slice(0, end).includes("\n") && !inside.slice(0, end).includes('"') ? at + end + 2 : at;
  }
  if (character !== "*") return at;
  const mask = /^\*[A-Za-z]{1,20} [A-Za-z]{1,20}\*/.exec(text.slice(at, Math.min(limit, at + LONGEST_MASK)));
  return mask === null ? at : at + mask[0].length;
}

/** `arn:aws:iam::"another account":role/x`: quotes inside an ARN hold what was blotted out. */
function endOfQuotedMask(text: string, start: number, at: number, limit: number): number {
  if (at === start || !/["']/.test(text.charAt(at)) || !/[:/-]/.test(text.charAt(at - 1))) return at;
  if (!text.startsWith("arn:", start)) return at;
  const mask = /^(["'])[A-Za-z0-9 _.*<>#-]{1,60}\1(?=[:/])/.exec(
    text.slice(at, Math.min(limit, at + LONGEST_MASK + 3)),
  );
  return mask === null ? at : at + mask[0].length;
}

/** Where the value goes on behind the blanks at `at`, or -1 if it ends here. */
function goesOnAfterBlank(text: string, start: number, at: number, limit: number): number {
  let next = at;
  while (next < limit && /\s/.test(text.charAt(next))) next++;
  const blanks = text.slice(at, next);
  if (next >= limit || blanks.includes(MESSAGE_BREAK)) return -1;
  const before = text.slice(Math.max(start, at - LONGEST_VALUE), at);
  const word = /^[^\s"'`,;()]{1,300}/.exec(text.slice(next, Math.min(limit, next + 300)))?.[0] ?? "";
  if (word === "") return -1;
  const soFar = before.trim().split(/\s+/);
  if (soFar.length < nameOfWords(`${before} ${word}`) && !isFixedWord(word)) return next;
  if (blanks === " ") return goesOnAfterSpace(before, word) || isDotted(before, text, next) ? next : -1;
  if (!blanks.includes("\n") && !blanks.includes(FULL_LINE_BREAK)) return -1;
  if (/\n\s*\n/.test(blanks) || /^\s/.test(blanks.replace(/^[ \t]?[\n\v]/, "")) || !/^[\w*<$:/.@-]/.test(word))
    return -1;
  if (isFixedWord(word) || BEGINS_LINE.test(word)) return -1;
  const isBeforeBracket = /^\s?\(Service:/.test(text.slice(next + word.length, next + word.length + 12));
  return blanks === FULL_LINE_BREAK || isBeforeBracket || isUnfinished(before, word) ? next : -1;
}

/** A label, the next item of a list, the time of the next line of a log, a command. */
const BEGINS_LINE = /^(?:[A-Za-z]+:|-|aws|\[?\d{4}[-/]\d\d[-/]\d\d(?:T.*|\]?)|\d\d\/\d\d\/\d\d)$/;

/** A type that was written in two words: `…:delivery streams/orders`. */
const SECOND_WORD_OF_TYPE = /^(?:stream|group|machine|zone|definition|pool|balancer|point)s?[:/][\w*<{$-]/;

/** An account that was blotted out, or a formatter, leaves a blank before or behind a colon of the ARN. */
function goesOnAfterSpace(before: string, word: string): boolean {
  if (!/^arn:/i.test(before)) return false;
  const colons = before.split(":").length - 1;
  if (colons < 5 && /^:[\w*<$[-]/.test(word)) return true;
  if (colons === 5 && /:[a-z]{3,12}$/.test(before) && SECOND_WORD_OF_TYPE.test(word)) return true;
  return before.endsWith(":") && colons <= 5 && isRestOfArn(word);
}

/** Dots for a part of the ARN, between blanks: `arn:aws:dynamodb:eu-west-1: ... :table/orders`. */
function isDotted(before: string, text: string, next: number): boolean {
  return /^arn:[^/]*:$/i.test(before) && /^(?:\.{2,4}|\u2026) :[a-z*<$[-]/i.test(text.slice(next, next + 8));
}

/** What stands before the line break is no whole value yet. */
function isUnfinished(before: string, word: string): boolean {
  const isArn = /^arn:/i.test(before);
  const colons = before.split(":").length - 1;
  // A mask is whole: what follows it begins with a colon, or is none of it. One that is cut off ends in its own line.
  if (isArn && colons < 5 && /[>\]*]$/.test(before)) return /^[\w*<$[-]*:/.test(word);
  if (isArn && colons < 5 && /<[^<>:/]*$/.test(before) && !/[>:/]/.test(word)) return false;
  if (colons < 5)
    return (isArn && isRestOfArn(before + word)) || (!before.includes(":") && /^arn:[a-z]/.test(before + word));
  if (!isArn) return false;
  if (/^arn:[^:]*:iam::/.test(before) && !before.includes("/") && /:(?:user|role|policy|group)$/.test(before))
    return true;
  // Behind the stage of an API stands the method of the request.
  if (/^arn:[^:]*:execute-api:[^/]*\/[^/]+$/.test(before) && METHOD.test(word)) return true;
  if (/:policy\/o-[^/]*(?:\/[a-z_]*)?(?:\/p?-?)?$/.test(before)) return /[-/]/.test(word) || /\/p?-?$/.test(before);
  return /[-/_]$/.test(before) || (before.endsWith(":") && colons <= 5);
}

const METHOD = /^\/(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY|\*)\//;

function isRestOfArn(word: string): boolean {
  return /^[\w<[*$-][^\s]*[:/]|^\*$/.test(word) && !/:$/.test(word);
}

function isFixedWord(word: string): boolean {
  return /^(?:because|with|on|at|is|status|Encoded|Go|An)$/i.test(word) || word.startsWith("(");
}

function closingQuote(text: string, opening: number, limit: number): number {
  const quote = text.charAt(opening);
  const end = Math.min(limit, opening + LONGEST_VALUE);
  for (let at = opening + 1; at < end; at++) {
    const character = text.charAt(at);
    if (character === quote || (quote === "`" && character === "'")) return at;
    if (character === MESSAGE_BREAK || text.startsWith("\n\n", at)) return -1;
  }
  return -1;
}

/** Behind a line break of the message itself, or an empty line, only something that is certainly a value is read. */
function skipBlanks(text: string, start: number, limit: number): number {
  let at = start;
  while (at < limit && /\s/.test(text.charAt(at))) at++;
  const blanks = text.slice(start, at);
  const isOtherLine = blanks.includes(MESSAGE_BREAK) || /\n[ \t]*\n/.test(blanks);
  return isOtherLine && !/^["'`]?(?:arn:|https?:)/.test(text.slice(at, at + 8)) ? start : at;
}

/** A full stop, comma or colon of the sentence is no part of the value; dots that stand for the rest of a name are. */
function withoutEnd(raw: string, text: string, end: number): string | null {
  let value = raw.trim();
  if (/[\w/-]\*\*$/.test(value)) value = value.slice(0, -2);
  while (/[.,;!?]$/.test(value) && !/\.\.$/.test(value)) value = value.slice(0, -1);
  const isFollowed = /^[ \t]+\S/.test(text.slice(end, end + 3));
  if (isFollowed && value.endsWith(":") && !/:log-stream:$/.test(value)) value = value.slice(0, -1);
  // Haddock ends code with `@`.
  if (/^<[^<>]*>[:@]$/.test(value)) value = value.slice(0, -1);
  return orNull(value);
}

function withoutMarks(raw: string): string | null {
  // `**User:** ARN`: the label alone is in bold.
  let value = raw.trim().replace(/^\*\*\s+(?=\S)/, "");
  while (/^["'`]/.test(value)) value = value.slice(1).trimStart();
  while (/["'`,]$|["'`]\*\*$/.test(value)) value = value.slice(0, value.endsWith("*") ? -2 : -1).trimEnd();
  if (value.startsWith("**") && value.endsWith("**")) value = value.slice(2, -2);
  while (/^["'`]/.test(value)) value = value.slice(1).trimStart();
  while (/["'`]$/.test(value)) value = value.slice(0, -1).trimEnd();
  if (/[\w/-]\*\*$/.test(value)) value = value.slice(0, -2);
  if (/[^.]\.$/.test(value)) value = value.slice(0, -1);
  return orNull(value.replace(/ [([]$/, ""));
}

function orNull(value: string): string | null {
  return /^[.…*:\s]*$/.test(value) && value !== "*" ? null : withoutInnerBold(value);
}

/**
 * A person put a part of the name in bold: `assumed-role/admin/**session-17**`. Between more stars stands a mask. AWS's
 * guides put the name of a user between backticks, of which the last has gone already.
 */
function withoutInnerBold(value: string): string {
  return value
    .replace(/(?<=[\w>][:/])\*\*(?=[\w<])([^*]{1,200})\*\*(?=[:/]|$)/g, "$1")
    .replace(/(?<=[\w>][:/])`(?=[\w<])([^`]{1,200})(?:`(?=[:/])|$)/g, "$1");
}
