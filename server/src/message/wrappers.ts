/**
 * Finds what the tools around a message say: error code, request id and API operation. Every tool has its own place for
 * them, before or behind the message.
 */
import { type CompactText } from "./compact-text.ts";
import { DENIAL_WORD, isDenialCode, isQualifiedCode, isServiceCode } from "./error-codes.ts";
import { findOperations, type OperationMention } from "./called-operations.ts";
import { findRequestIds } from "./request-ids.ts";

/** Where the message stands, seen from the mention: CLI and SDK prefixes stand before it, brackets behind it. */
export type Side = "before" | "after" | "either";

export interface Mention {
  readonly value: string;
  readonly side: Side;
  readonly start: number;
  readonly end: number;
}

export interface CodeMention extends Mention {
  /** Names a refusal, in a place where only a code can stand: the text is about a denial even if it says nothing more. */
  readonly isDenial: boolean;
  /**
   * Starts an error of its own: `opening` (`An error occurred (CODE) when calling …`) may go on with a sentence,
   * `whole` (`AccessDenied: Access Denied`) has said what it says.
   */
  readonly head: "opening" | "whole" | null;
}

/** All in the order of the text. */
export interface Wrappers {
  readonly codes: readonly CodeMention[];
  readonly requestIds: readonly Mention[];
  readonly operations: readonly OperationMention[];
}

export function findWrappers(readable: string, compact: CompactText): Wrappers {
  const codes = [
    ...listedCodes(readable),
    ...labelledCodes(readable, compact),
    ...keyedCodes(readable),
    ...codeWords(readable, compact),
    ...forbiddenCodes(readable),
    ...tagCodes(readable),
  ];
  return {
    codes: withoutInner(codes.sort((a, b) => a.start - b.start || b.end - a.end)),
    requestIds: findRequestIds(readable, compact),
    operations: findOperations(readable, compact),
  };
}

/** A code that was found with its label is not found again as a word. */
function withoutInner(codes: readonly CodeMention[]): CodeMention[] {
  const kept: CodeMention[] = [];
  for (const code of codes) if (code.start >= (kept.at(-1)?.end ?? 0)) kept.push(code);
  return kept;
}

const LABEL =
  /anerroroccurred\(|aclienterror\(|apierror|(?:handler|aws|kms)?errorcode[:=]|errorcode(?=forbidden|accessdenied)|<code>|,error(?=accessdenied)|[,{]code=(?=[a-z.]{0,40}(?:accessdenied|exception|unauthorized))|\(code=?(?=[a-z.]{0,40}(?:accessdenied|exception|unauthorized|validationerror))/g;
const SEARCHED = /^errorcode["'`]? {0,2}={1,3} ?/i;
const CONDITION = /(?:\b(?:when|where|if|filter|and|or)|&&|\|\|)[\s([{"'`]{1,6}$/i;
/** What a query goes on with: `errorCode=AccessDenied OR errorCode=…`, `errorCode="AccessDenied" | stats count`. */
const QUERY =
  /^\*?["'`]?\)?\s{1,3}(?:(?:OR|AND|NOT)\s{1,3}\(?[\w."]{1,60}\s?(?:[=:]|!=|IN\b)|\|\s?(?:stats|table|top|rare|timechart|chart|sort|where|eval|fields|dedup|search|rex|summarize|project|count|extend|head)\b)/;
const LONGEST_QUERY = 100;
const CODE = /[\s:="'`>*(]*(403 Forbidden|403(?![\d-])|[A-Za-z][\w.]*)/y;

function labelledCodes(readable: string, compact: CompactText): CodeMention[] {
  const found: CodeMention[] = [];
  for (const match of compact.text.matchAll(LABEL)) {
    const label = match[0];
    const start = compact.toReadable(match.index);
    // With a small letter it is a tag of a page, with a capital letter a headline of the console.
    if (label === "<code>" && readable.charAt(start + 1) === "c") continue;
    if (label === "apierror" && readable.charAt(start) === "A") continue;
    // The status, in front of AWS's own code (s3fs).
    if (readable.startsWith("HTTP ", start - 5) && /\bAWS Error Code:/.test(readable.slice(start, start + 120)))
      continue;
    // The filter of an alarm: `$.errorCode = "*UnauthorizedOperation"`.
    if (readable.startsWith("$.", start - 2)) continue;
    // What an alarm or a query looks for is said of no error: `when errorCode = AccessDenied or …`.
    const isSearched = SEARCHED.test(readable.slice(start, start + 24));
    if (isSearched && CONDITION.test(readable.slice(Math.max(0, start - 40), start))) continue;
    CODE.lastIndex = compact.toReadable(match.index + label.length - 1) + 1;
    const code = CODE.exec(readable);
    if (code?.[1] === undefined) continue;
    const tag = code[1] === "403" ? TAG_OF_ERROR.exec(readable.slice(CODE.lastIndex, CODE.lastIndex + 140))?.[1] : null;
    const { value, end } = joinedCode(readable, CODE.lastIndex, tag ?? code[1]);
    if (isSearched && QUERY.test(readable.slice(end, end + LONGEST_QUERY))) continue;
    // The text ends inside the code: what is left of it is no code.
    if (end === readable.length && !isServiceCode(value)) continue;
    if (/^(?:null|none|undefined)$/i.test(value) || (label === "apierror" && value.startsWith("403"))) continue;
    const opens = label.startsWith("an") || label.startsWith("acl");
    const head = saysNothingMore(readable, end) ? "whole" : opens ? "opening" : null;
    // Errors within a stream of events have the names of its shapes: `accessDeniedException`.
    const isDenial =
      isDenialCode(value.charAt(0).toUpperCase() + value.slice(1)) &&
      !(opens && UNFILLED.test(readable.slice(end, end + LONGEST_UNFILLED)));
    found.push({ value, side: sideOf(label, readable, start), start, end, isDenial, head });
  }
  return found;
}

/** A template whose operation is still to be filled in: `when calling the {name} operation`. */
const UNFILLED = /^["'`*]{0,2}\)\s{1,3}when\s{1,3}calling\s{1,3}(?:the\s{1,3})?(?:\$?\{[\w.]{1,40}\}|%[svqd])/;
const LONGEST_UNFILLED = 90;

/** The SDK took the status for the code, because the body has the code as its tag: `<AccessDeniedException>`. */
const TAG_OF_ERROR = /^\) when calling the \w{1,80} operation: <([A-Z]\w{1,60}Exception)>/;

/** An event of CloudTrail as a line of a list: `2031-02-01T10:00:00Z ID sts.amazonaws.com AssumeRole AccessDenied …`. */
const LISTED =
  /\.amazonaws\.com[\s|,]{1,20}[A-Z][A-Za-z0-9]{2,80}[\s|,]{1,20}((?:Client\.)?[A-Z][A-Za-z]{5,40})(?![\w.:])/g;
const LISTED_AT = /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\n\v]{0,160}$/;

function listedCodes(readable: string): CodeMention[] {
  return Array.from(readable.matchAll(LISTED)).flatMap(({ index, 0: listed, 1: value = "" }) => {
    if (!isDenialCode(value) || !LISTED_AT.test(readable.slice(Math.max(0, index - 200), index))) return [];
    const end = index + listed.length;
    return [{ value, side: "before", start: end - value.length, end, isDenial: true, head: "whole" } as const];
  });
}

/** The code without its package, put together if a line break cut it in two. */
function joinedCode(readable: string, end: number, text: string): { value: string; end: number } {
  const value = withoutPackage(text.replace(/\.+$/, ""));
  const isFull = readable.charAt(end) === "\v";
  const rest = /^[\n\v]([A-Za-z_]{1,40})/.exec(readable.slice(end, end + 42));
  if (rest?.[1] === undefined) return { value, end };
  const joined = { value: value + rest[1], end: end + rest[0].length };
  // A line may end where a shorter code does: `AccessDenied` of `AccessDeniedException`.
  if (isServiceCode(value))
    return isServiceCode(joined.value) && (isFull || ENDING.test(rest[1])) ? joined : { value, end };
  return isFull || isServiceCode(joined.value) ? joined : { value, end };
}

/** What ends the names of codes, and begins no sentence. */
const ENDING = /^(?:Exception|Fault)$/;

/** The message behind the code is "Access Denied" and no sentence. */
function saysNothingMore(readable: string, end: number): boolean {
  return /^\s?[:)][^:\n]{0,80}?\bAccess Denied\b(?!\s*:)/i.test(readable.slice(end, end + 110));
}

function withoutPackage(code: string): string {
  return isQualifiedCode(code) ? code : code.replace(/^(?:\w+\.)+(?=[A-Z]\w+(?:Exception|Denied)$)/, "");
}

function sideOf(label: string, readable: string, start: number): Side {
  if (/^(?:an|acl|api|<)/.test(label)) return "before";
  if (label.startsWith("handler")) return "after";
  if (label.startsWith("aws") && BEFORE_MESSAGE.test(readable.slice(start, start + 400))) return "before";
  if (/["'_]/.test(readable.charAt(start - 1)) || label.startsWith("aws")) return "either";
  return "after";
}

/** The first SDKs for PHP and Java have a list with the message at its end. */
export const BEFORE_MESSAGE = /^AWS (?:Error Code|Request ID): [^\n]{0,300}?AWS Error Message: /i;

/** The keys under which JSON bodies, SDK errors and log entries keep a code. */
const KEYED =
  /(?<![\w-])(["']?)(__type|code|Code|errorType|typeName|error_code|name|displayName|error|Error)\1[ \t]{0,9}(?::|=>?)[ \t]{0,4}(?:Some\(\s{0,80}|Optional\(|chr )?["'`]([A-Za-z][\w.#:\v]{2,120})["'`]/g;

function keyedCodes(readable: string): CodeMention[] {
  const found: CodeMention[] = [];
  for (const match of readable.matchAll(KEYED)) {
    // Step Functions puts the service in front: `Lambda.AccessDeniedException`.
    const value = withoutPackage((match[3] ?? "").replace(/\v/g, "").replace(/^.*#/, "").replace(/:$/, ""));
    if (!isServiceCode(value) || !isServiceCode(value.split(".").at(-1) ?? value)) continue;
    found.push({
      value,
      side: "either",
      start: match.index,
      end: match.index + match[0].length,
      isDenial: isDenialCode(value) && value !== "Forbidden",
      head: null,
    });
  }
  return found;
}

/** `AccessDenied: …`, `…model.AccessDeniedException: …`, `Aws::EC2::Errors::UnauthorizedOperation`. */
function codeWords(readable: string, compact: CompactText): CodeMention[] {
  const found: CodeMention[] = [];
  for (const match of compact.text.matchAll(DENIAL_WORD)) {
    const start = compact.toReadable(match.index);
    const end = endOfWord(readable, start, compact.toReadable(match.index + match[0].length - 1) + 1);
    // A code may be cut in two by a line break; "Access Denied" in two words is no code.
    const value = wholeCode(readable.slice(start, end).replace(/[\n\v]/g, ""), readable.slice(end, end + 1));
    const before = readable.slice(Math.max(0, start - 24), start);
    if (value === null || (/[A-Za-z0-9_$]$/.test(before) && !TYPE_BEFORE.test(before))) continue;
    // Java's own exception of that name is about a file, whatever is behind it.
    if (compact.text.startsWith(JAVA_FILE, match.index - JAVA_FILE.length)) continue;
    // Of a log of thousands of codes hardly any ends in the sign that these expressions end in, each of which reads all before it.
    const last = readable.charAt(start - 1);
    if (ENDS_CAUGHT.test(last) && CAUGHT.test(readable.slice(Math.max(0, start - LONGEST_CLASS), start))) continue;
    const after = readable.slice(end, end + LONGEST_WORDS);
    const head = saysNothingMore(readable, end) ? "whole" : null;
    const isBehind =
      ENDS_BEHIND.test(readable.charAt(end)) && BEHIND_MESSAGE.test(readable.slice(Math.max(0, start - 80), end + 1));
    const side = isBehind ? "after" : "before";
    const isDenial = isStructural(before, after) && !isOfApplication(readable, start);
    found.push({ value, side, start, end, isDenial, head });
  }
  return found;
}

/** " Access Denied " and an id. */
const LONGEST_WORDS = 36;

/** An answer in XML without its tags, `<Type>Sender</Type>` among them: `SenderAccessDeniedUser: arn:…`. */
const TYPE_BEFORE = /(?:^|[^A-Za-z])Sender$/;

/** A class of a package that is none of AWS's: `odoo.exceptions.AccessDenied: Access Denied`. */
function isOfApplication(readable: string, start: number): boolean {
  if (readable.charAt(start - 1) !== ".") return false;
  const names = PACKAGE.exec(readable.slice(Math.max(0, start - LONGEST_CLASS), start))?.[1] ?? "";
  return names !== "" && !OF_AWS.test(names);
}

const PACKAGE = /(?:^|[\s"'`([|:])((?:[A-Za-z_]\w{0,60}\.){2,9})$/;
const OF_AWS = /aws|amazon|boto|client|sdk|s3/i;

/** Ruby prints the class of an error in brackets behind the message, Hadoop the code with a colon alone. */
const BEHIND_MESSAGE = /\((?:\w{1,40}::){1,5}\w{1,60}\)$|[\w=]:\w{1,60}\n?$/;
const ENDS_BEHIND = /^[)\w\n]?$/;

/** A program that is ready for the error: `rescue Aws::STS::Errors::AccessDenied`, `except client.exceptions.AccessDenied:` */
const CAUGHT =
  /(?:^|[\n\v;}]\s{0,40}|\s)(?:rescue|except|catch)[\s(]{1,4}(?:[\w:.]{1,80}(?:,\s?|\s?\|\s?)){0,4}[\w:.]{0,80}$/;
const ENDS_CAUGHT = /[\w:.,|(\s]/;
const LONGEST_CLASS = 200;

/** What only a blank separates from the code is no part of it: `error_class=Aws::S3::Errors::AccessDenied error="…"`. */
function endOfWord(readable: string, start: number, end: number): number {
  const blank = readable.slice(start, end).search(/ (?:error|fault)$/);
  return blank < 0 ? end : start + blank;
}

/** The SDKs' code for an answer without a body: it says nothing of whose answer it is, but in the SDK for Ruby. */
const FORBIDDEN =
  /(?<![\w.])(?<!::)Forbidden(?=: (?:Forbidden|null)\b|:\s{1,3}status code: 403|: {0,2}[\n\v\u2028]\s?at Request\.extractError \(\S{1,200}aws-sdk)|(?<=\bA(?:ws|WS)::\w{1,40}::Errors::)Forbidden\b/g;

function forbiddenCodes(readable: string): CodeMention[] {
  return Array.from(readable.matchAll(FORBIDDEN), ({ index, 0: value }) => ({
    ...({ value, side: "before", start: index, end: index + value.length, head: null } as const),
    isDenial: readable.startsWith("::", index - 2),
  }));
}

/** The first letters may have been cut off. */
const JAVA_FILE = "nio.file.";

/** REST services with XML have the code as the tag of the whole answer: `<AccessDeniedException>\n  <Message>…`. */
const TAG_OF_ANSWER = /<([A-Z][A-Za-z]{3,60})>(?=\s{0,8}<Message>)/g;

function tagCodes(readable: string): CodeMention[] {
  return Array.from(readable.matchAll(TAG_OF_ANSWER), ({ index, 0: tag, 1: value = "" }) => ({
    ...({ value, side: "before", start: index, end: index + tag.length, isDenial: true, head: null } as const),
  })).filter(({ value }) => isDenialCode(value));
}

function wholeCode(word: string, next: string): string | null {
  return isDenialCode(word) && !/[a-z0-9_]/.test(next) ? word : null;
}

/** In prose the word stands between other words; in an error a colon, a dash or the end of the line follows. */
function isStructural(before: string, after: string): boolean {
  // An arm of a `match`: `Self::AccessDenied => "…"`.
  if (/^\s=>/.test(after) || /\bSelf::$/.test(before)) return false;
  if (/::$/.test(before)) return true;
  // A person's short form of what the CLI prints, on a line of its own.
  if (
    /^ when calling (?:the )?[A-Z]\w/.test(after) &&
    /(?:[\n\v]\s{0,8}[\n\v]\s{0,8}|```\w{0,8}\s{0,3}[\n\v]\s{0,8}|\bError: )$/.test(before)
  )
    return true;
  if (/^(?::(?![/:]|\s?[Tt]ype\b)|\s\((?:client|server|Service|403)\b|\s-\s|\]|\*\*:|KMS Message|\(['"])/.test(after))
    return true;
  if (/^(?:`|\*\*)\s?:/.test(after)) return true;
  // The agent of Amazon ECS, whose code is the key of its message.
  if (/^["']:\s?["']Forbidden/.test(after)) return true;
  // An answer in XML whose tags are gone: the words follow, in S3's with the request's id.
  if (/^(?:Access Denied(?:[0-9A-Z]{8}|[\n\v]|$)|\s{1,2}Access Denied\s{1,2}[0-9A-Z]{16}\b|User: arn:)/.test(after))
    return true;
  return (
    /(?::\s|error:?\s|Error\s|exception:?\s)\W{0,2}$/i.test(before) &&
    /^(?:["'`.)*]{0,3}\s*$|["'`.)*]{0,3}[\n\v\u2028,;]|\s\()/.test(after)
  );
}
