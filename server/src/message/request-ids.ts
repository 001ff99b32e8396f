/** Finds the ids of AWS requests, and leaves out the other ids that stand beside them. */
import { type CompactText } from "./compact-text.ts";
import { FULL_LINE_BREAK } from "./undo-wrapping.ts";
import { BEFORE_MESSAGE, type Mention, type Side } from "./wrappers.ts";

/** Where the tags of an answer in XML are gone, the id is right behind the sentence. */
const LABEL =
  /request[-_]?id[:=>]+|,rid(?=[0-9a-f])|accessdenied(?=[0-9a-z]{16}[\w+/=]{40})|allowsthe[\w:-]{3,80}?action(?=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-)/g;
/**
 * R prints the type of a value in front of it: `$ RequestId: chr "…"`; Haskell prints its constructors. Dots and stars
 * stand for what somebody took out: `37F...A`, `5d029b3b-****-1f4e`. What is longer than any id is read no further:
 * labels that follow each other without a blank would each be read to the end of the text.
 */
const VALUE =
  /[\s:="'`>*]*(?:chr ["'])?(?:Just \([\n\v]?RequestId[ \n\v]"|Optional\([\n\v]?")?([A-Za-z0-9](?:[\w#-]|\.{3}|…|\*{1,40}(?=[\w-])|\*{3,40}){0,255})/y;
const LONGEST_ID = 200;
const LINE_BREAK = /[ \t]?[\n\v][ \t]?/y;
const REST = /[\w-]+/y;

/** In the order of the text; masks that say nothing (`XXXX`, `[redacted]`) are left out. */
export function findRequestIds(readable: string, compact: CompactText): Mention[] {
  const found: Mention[] = [];
  for (const match of compact.text.matchAll(LABEL)) {
    const before = compact.text.slice(Math.max(0, match.index - 24), match.index);
    if (before.endsWith("extended")) continue;
    const start = compact.toReadable(match.index);
    VALUE.lastIndex = compact.toReadable(match.index + match[0].length - 1) + 1;
    const labelEnd = VALUE.lastIndex;
    const first = VALUE.exec(readable);
    const text = first?.[1];
    if (
      text === undefined ||
      text.length > LONGEST_ID ||
      !isValueOf(readable.slice(labelEnd, VALUE.lastIndex - text.length), text)
    )
      continue;
    if (readable.startsWith(" (truncated", VALUE.lastIndex)) continue;
    // A word with others behind it begins the next sentence.
    if (/^[A-Za-z]+$/.test(text) && /^(?: [A-Za-z]|: )/.test(readable.slice(VALUE.lastIndex, VALUE.lastIndex + 2)))
      continue;
    const value = match[0] === WORDS ? idOfS3(VALUE.lastIndex, text) : wholeId(readable, VALUE.lastIndex, text);
    if (!isId(value.text) || isInvocation(readable, start, value.end) || isCut(readable, value)) continue;
    found.push({ value: value.text, side: sideOf(before, readable, start), start, end: value.end });
  }
  return found;
}

/** Behind the words of S3's answer whose tags are gone stand its id, of 16 signs, and that of the host. */
const WORDS = "accessdenied";

function idOfS3(end: number, text: string): { text: string; end: number } {
  const id = text.slice(0, LENGTH_IN_S3);
  return /^[0-9A-Z]{16}$/.test(id) ? { text: id, end: end - text.length + id.length } : { text: "", end };
}

const LENGTH_IN_S3 = 16;

/** An id may stand in the next line; another word there belongs to another sentence. */
function isValueOf(gap: string, text: string): boolean {
  if (gap.includes("\n\n")) return false;
  return !/[\n\v\u2028]/.test(gap) || (text.length >= 8 && /\d/.test(text));
}

const UUID = /^[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i;

function wholeId(readable: string, end: number, text: string): { text: string; end: number } {
  LINE_BREAK.lastIndex = end;
  const lineBreak = UUID.test(text) ? null : LINE_BREAK.exec(readable);
  if (lineBreak === null) return { text, end };
  REST.lastIndex = LINE_BREAK.lastIndex;
  const rest = REST.exec(readable);
  const isSame = rest !== null && (lineBreak[0] === FULL_LINE_BREAK || UUID.test(text + rest[0]));
  return isSame ? { text: text + rest[0], end: REST.lastIndex } : { text, end };
}

/** The text ends inside the id. */
function isCut(readable: string, { text, end }: { text: string; end: number }): boolean {
  if (!BEGINNING_OF_UUID.test(text) || UUID.test(text)) return false;
  return readable.length - end < MOST_BLANKS && /^\s*$/.test(readable.slice(end));
}

const BEGINNING_OF_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{0,4}){1,3}(?:-[0-9a-f]{0,12})?$/;
const MOST_BLANKS = 20;

function isId(text: string): boolean {
  if (
    /^(?:null|nil|none|undefined|optional|just|redacted|host|for|s3|proxy|status|message|statuscode|hostid)$/i.test(
      text,
    )
  )
    return false;
  // `"lambdaRequestId":"Unrecoverable"`, and the first line of a word that was broken: `Opt\nional("…")`.
  if (/^[A-Z][a-z]+$/.test(text)) return false;
  return text.length >= 3 && !/^x+$/i.test(text);
}

const LONGEST_ANSWER = 1500;

/** The id of a Lambda invocation has the same name and shape, and so has that of CloudFormation's request to a custom resource. */
function isInvocation(readable: string, start: number, end: number): boolean {
  if (/\bLog Stream:?\s+\S{1,200}\s+\($/.test(readable.slice(Math.max(0, start - 240), start))) return true;
  // What a custom resource answers ends in the id of CloudFormation's request to it.
  const told = readable.charAt(start - 1) === "(" ? readable.slice(Math.max(0, start - LONGEST_ANSWER), start - 1) : "";
  const isOfAnswer = /custom\s{1,9}resource\.\s{1,9}Message\s{1,9}returned:/;
  if (isOfAnswer.test(told.slice(told.lastIndexOf("(RequestId") + 1))) return true;
  if (/(?:START|END|REPORT|INIT_START)\s+$/.test(readable.slice(Math.max(0, start - 12), start))) return true;
  if (/^\s+(?:Version:|Duration:|Process exited|Error: Runtime|Task timed out)/.test(readable.slice(end, end + 30)))
    return true;
  return BEHIND_TYPE.test(readable.slice(Math.max(0, start - 160), start)) && TRACE.test(readable.slice(end, end + 60));
}

/** What Lambda answers for a function in Python that failed: `"errorType": …, "requestId": …, "stackTrace": [`. */
const BEHIND_TYPE = /"errorType":\s{0,9}"[\w.]{1,80}",\s{0,40}"$/;
const TRACE = /^",\s{0,40}"stackTrace":/;

/** Behind the headers of an answer stands its body. */
const HEAD_OF_ANSWER =
  /^[^\n]{1,200}\n(?:(?:[\w-]{1,60}:[^\n]{0,300}\n){0,20}\n[{<]|(?: {0,8}[\w-]{1,60} ?:[^\n]{0,300}\n){0,20}? {0,8}\]?\n {0,8}Body: ?\n? {0,8}[{<])/;

/** The beginning of the error was not copied: `RequestID: ID, api error CODE: …`. */
const BEFORE_ERROR = /^RequestID: ?[\w-]{8,80}(?:, HostID: ?[\w+/=]{0,120})?,\s{1,3}api\s{1,3}error\s/;
const LONGEST_HEAD = 260;

/** Only the Go SDK (version 2) puts the id before the message. */
function sideOf(compactBefore: string, readable: string, start: number): Side {
  const label = readable.slice(start, start + 12).replace(/[\n\v]/g, "");
  const isGo = label.startsWith("RequestID") && /statuscode:\d{0,3},$/.test(compactBefore);
  if (isGo || (label.startsWith("RequestID") && BEFORE_ERROR.test(readable.slice(start, start + LONGEST_HEAD))))
    return "before";
  if (compactBefore.endsWith("aws") && BEFORE_MESSAGE.test(readable.slice(Math.max(0, start - 4), start + 400)))
    return "before";
  if (/amzn?-$/.test(compactBefore) && HEAD_OF_ANSWER.test(readable.slice(start, start + 1000))) return "before";
  if (/["'<]/.test(readable.charAt(start - 1)) || compactBefore.endsWith("aws")) return "either";
  return /^[rR]equestId/.test(label) ? "either" : "after";
}
