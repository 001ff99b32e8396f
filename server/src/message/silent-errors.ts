/**
 * Finds the errors of a text that name nothing, beside those that are told: `AccessDenied: Access Denied` below a sentence.
 * Their ids, codes and operations are theirs.
 */
import { type Span } from "../text/span.ts";
import { type CodeMention } from "./wrappers.ts";

/** `found` are the errors that are told, in the order of the text, and so are the codes. */
export function findSilentErrors(
  readable: string,
  found: readonly Span[],
  codes: readonly CodeMention[],
): readonly Span[] {
  const silent: Span[] = [];
  let next = 0;
  const all = beginnings(readable, codes);
  for (const [index, error] of all.entries()) {
    while ((found[next]?.end ?? Infinity) <= error.start) next++;
    const before = found[next - 1];
    const after = found[next];
    if (after !== undefined && isOfNext(readable, error, { start: after.start, code: all[index + 1]?.start })) continue;
    if (before !== undefined && !isBelow(readable, before, error)) continue;
    silent.push({ start: error.start, end: Math.min(endOfLine(readable, error.end), after?.start ?? Infinity) });
  }
  return silent;
}

interface Beginning extends Span {
  /** The words that name nothing are part of it. */
  readonly isWhole: boolean;
}

/** The codes with words behind them, and the words that tools print with a code behind them or without one. */
function beginnings(readable: string, codes: readonly CodeMention[]): readonly Beginning[] {
  const coded = codes.filter(
    ({ isDenial, value, side, end }) =>
      (isDenial || value === "Forbidden" || value === "403") &&
      side === "before" &&
      HAS_WORDS.test(readable.slice(end, end + LONGEST_LINE)),
  );
  const worded = NAMELESS.flatMap((form) =>
    Array.from(readable.matchAll(form), ({ index, 0: words }) => ({
      start: index,
      end: index + words.length,
      isWhole: true,
    })),
  );
  return [...coded.map(({ start, end }) => ({ start, end, isWhole: false })), ...worded].sort(
    (a, b) => a.start - b.start,
  );
}

/**
 * A class at the end of a line belongs to the words above it, `Class: Aws::EC2::Errors::UnauthorizedOperation`, and a
 * header to its answer: `x-amzn-ErrorType: AccessDeniedException:http://…`.
 */
const HAS_WORDS = /^(?!:https?:)(?:[^\n\v]*[A-Za-z]{2}|[^\n\v]{0,9}[\n\v]\s{0,20}(?:<Message>|status code: ))/;
const LONGEST_LINE = 200;

/** What stands for the sentence where an error names nothing. */
const NAMELESS: readonly RegExp[] = [
  // The SDKs for Java: `Access Denied (Service: Amazon S3; Status Code: 403; …`.
  /\b(?:Access Denied|Forbidden|null|AccessDenied(?:Exception)?)\.? ?\(Service: ?(?=[A-Za-z0-9 ]{2,40}[;,] ?Status Code)/g,
  // An answer in JSON, and the SDK for Rust: `"__type":"AccessDeniedException","message":"Access Denied"`.
  /(?:__type|code|Code)\\?["']?\s?[:=]\s?(?:Some\()?\\?["'][\w.#]{1,80}\\?["']\)?,\s{0,40}\\?["']?[Mm]essage\\?["']?\s?[:=]\s?(?:Some\()?\\?["']Access Denied\b/g,
  // The SDK for Ruby: `Access Denied (Aws::S3::Errors::AccessDenied)`.
  /\bAccess Denied \((?=Aws::)/g,
  // The SDK for Java, as it was: `Status Code: 403, AWS Service: Amazon S3, AWS Request ID: …, AWS Error Code: …`.
  /\bStatus Code: 403, AWS Service: (?=[A-Za-z0-9 ]{2,40}, AWS Request ID: )/g,
  // Amazon Redshift: `S3ServiceException:Access Denied,Status 403,Error AccessDenied,Rid …`.
  /\bS3ServiceException: ?Access Denied(?=,Status 403\b)/g,
  // R: `$ Code     : chr "AccessDenied"`, and below it the message.
  /\$ Code {1,9}: chr "[\w.]{1,80}"\s{1,9}\$ Message {1,9}: chr "Access Denied"/g,
  // PowerShell: `Get-S3Object : Access Denied`.
  /\b[A-Z][a-z]{1,20}-[A-Z]\w{1,40} ?: Access Denied\b/g,
];

/** Does the error begin with this, and go on with the words that are told? `code`: where the next code stands. */
function isOfNext(
  readable: string,
  { end, isWhole }: Beginning,
  { start, code = start }: { start: number; code?: number | undefined },
): boolean {
  if (start <= end) return true;
  if (start - end > FARTHEST_SENTENCE) return false;
  const between = readable.slice(end, start);
  // `Access Denied (Service: …; Error Code: AccessDenied)`: the code is what is told.
  if (isWhole) return !between.includes("\n");
  if (OWN_WORDS.test(between)) return false;
  const paragraph = EMPTY_LINE.exec(between);
  if (paragraph === null) return true;
  // The next paragraph has a code of its own.
  if (end + paragraph.index < code && code < start) return false;
  return !WORDS.test(between.slice(0, paragraph.index).replace(CALL, "").replace(TAG, ""));
}

const FARTHEST_SENTENCE = 400;

/** What an error says that names nothing. */
const OWN_WORDS = /\bAccess Denied\b(?!\s?:)|\boperation: Forbidden\b|: Access denied\.?["'`]?\s*[\n\v]/;
const EMPTY_LINE = /\n[ \t>|#*]{0,9}\n/;
const CALL =
  /^[\W_]{0,6}(?:occurred\s{1,3})?when\s{1,3}calling\s{1,3}(?:the\s{1,3})?\w{1,80}\s{1,3}operation(?:\s\([^()\n]{1,60}\))?/;
const TAG = /<[^<>\n]{1,80}>/g;
const WORDS = /[A-Za-z]{2}/;

/** What follows the words of an error in their own line is told of it. */
function isBelow(readable: string, { end }: Span, { start }: Span): boolean {
  return readable.slice(end, Math.min(start, end + FARTHEST_BREAK)).includes("\n");
}

const FARTHEST_BREAK = 4000;

function endOfLine(readable: string, from: number): number {
  const lineBreak = readable.slice(from, from + LONGEST_LINE).indexOf("\n");
  return lineBreak < 0 ? from : from + lineBreak;
}
