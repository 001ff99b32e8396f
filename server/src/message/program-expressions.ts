/**
 * Expressions of a program's source: what a test lets a client throw, what a server answers, an error that is put together.
 * `raise ClientError({"Error": {"Code": "AccessDenied"}}, "GetObject")`, `.rejects(new S3ServiceException({ name: … }))`.
 * A value that a program printed has brackets, too, but in front of them no statement, no assignment and no call.
 */
import { type Span } from "../text/span.ts";
import { lineStart } from "./read-lines.ts";

/** As far as an expression goes before the words, and as many of its lines. */
const FARTHEST = 900;
const MOST_LINES = 16;

/** Does the span, which names no principal, stand within the brackets of a statement? */
export function isInProgramExpression(readable: string, { start, end }: Span): boolean {
  const header = readable.slice(Math.max(0, start - LONGEST_HEADER), start);
  if (header.includes("<") && OPENED_TEXT.test(header)) return true;
  if (isPrintedValue(readable, start)) return false;
  return isWithinBracket(readable, { start, end }, isOfStatement);
}

/** A line that shows what a variable of Python holds, by itself: `result = {'ok': False, 'error': '…'}`. */
function isPrintedValue(readable: string, at: number): boolean {
  const before = readable.slice(Math.max(0, at - LONGEST_VALUE), at);
  const name = NAMED_VALUE.exec(before)?.[1];
  if (name === undefined || IMPORT.test(before)) return false;
  const behind = readable.slice(at, at + LONGEST_VALUE);
  // A program goes on with it: `raise ClientError(response, "GetObject")`.
  return ENDS_VALUE.test(behind) && !behind.includes(`Error(${name},`);
}

const NAMED_VALUE =
  /(?:^|\n\n)(result|response|resp|res|ret|output|answer|reply|error|err|body|payload) = \{'[^\n\v]{0,600}$/;
const IMPORT = /(?:^|\n)(?:import [a-z_]|from [\w.]{1,60} import )/;
const ENDS_VALUE = /^[^\n\v]{0,600}\}(?:\n?$|\n\n)/;
const LONGEST_VALUE = 640;

/** What tells of a bracket that a program's statement opened it: the line up to the bracket, and what follows it. */
type Opens = (head: string, bracket: string, behind: string) => boolean | "block";

/**
 * Does the span stand within a bracket of which `opens` says so, or in a call of a chain? In a block stand statements of their
 * own, whatever it was opened by.
 */
export function isWithinBracket(readable: string, { start, end }: Span, opens: Opens): boolean {
  const text = readable.slice(Math.max(0, start - FARTHEST), start);
  if (!MAY_BE_STATEMENT.test(text)) return false;
  let first = lineStart(text, text.length);
  // In running text stands no string and no name of a class.
  if (!QUOTED.test(readable.slice(start - text.length + first, end))) return false;
  if (IDENTIFIED.test(readable.slice(start, end + FARTHEST_ID)) || isRecord(text, first)) return false;
  let behind = readable.slice(start, end + BEHIND);
  let depth = 0;
  let last = text.length;
  for (let count = 0; count < MOST_LINES && last >= 0; count++) {
    const line = text.slice(first, last);
    if (count > 0 && ENDS.test(line)) return false;
    last = first - 1;
    first = lineStart(text, last);
    if (!BRACKET.test(line)) continue;
    const code = withoutStrings(line);
    const isContinued = count < 3 && CONTINUED.test(code);
    for (let at = code.length - 1; at >= 0; at--) {
      const character = code.charAt(at);
      if (CLOSING.has(character)) depth++;
      else if (OPENING.has(character) && depth > 0) depth--;
      else if (OPENING.has(character)) {
        const opened = isContinued || opens(code.slice(0, at), character, line.slice(at + 1) + behind);
        if (opened !== false) return opened === true;
      }
    }
    behind = "\n";
  }
  return false;
}

/** Records of a log, one a line. */
function isRecord(text: string, start: number): boolean {
  if (start === 0 || !text.startsWith('{"', start)) return false;
  return text
    .slice(lineStart(text, start - 1), start)
    .trimEnd()
    .endsWith("}");
}

/** Asked first: what opens an expression has one of these, and data of thousands of codes may have none. */
const MAY_BE_STATEMENT =
  /[(=]|\w\{|\b(?:raise|throw|return|yield|await|const|let|var|val|assert|expect|allow|when|verify|every|coEvery|given|if|elsif|elif|unless|while|with|new|sut)/;

const BRACKET = /[([{}\])]/;

/** An answer that came from AWS has the id of its request. */
const IDENTIFIED = /request_?id["']?\s?[:=]\s?["']?(?:[0-9A-F]{16}\b|[0-9a-f]{8}-[0-9a-f]{4}-)/i;
const FARTHEST_ID = 300;

const BEHIND = 40;
const OPENING: ReadonlySet<string> = new Set("([{");
const CLOSING: ReadonlySet<string> = new Set(")]}");
const QUOTED = /["'`]|\w::\w/;

/** Expressions have no empty lines; the fence of a block of code, or dots for what is left out, end what stands before. */
const ENDS = /^\s*(?:```.*|~~~.*|\.{3}|\u2026)?$/;

/** Their brackets do not count. */
export function withoutStrings(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, (string) => {
    const quote = string.charAt(0);
    return quote + " ".repeat(string.length - 2) + quote;
  });
}

/** `head`: the line up to the bracket, `behind`: what follows the bracket. */
function isOfStatement(head: string, bracket: string, behind: string): boolean {
  if (bracket === "{" && DUMPED.test(head)) return false;
  if (bracket === "(") {
    if (!CALLEE.test(head)) return / (?::|\+)?= ?$/.test(head) && ASSIGNED.test(head);
    if (ERROR_CLASS.test(head) && /^\s*(?:error_response\s?=\s?)?\{/.test(behind)) return true;
    return STATEMENT.test(head) || ASSIGNED.test(head) || ANNOTATION.test(head) || isCall(`${head}(`);
  }
  if (bracket === "{" && COMPOSITE.test(head) && /^\s*[A-Z]\w*:\s{1,20}["`&]/.test(behind)) return true;
  return (ASSIGNED.test(head) || isCall(head) || (STATEMENT.test(head) && VALUE.test(head))) && !/\bat\s/.test(head);
}

/** PHP's `var_dump`: `array(3) {`, `object(Aws\Result)#12 (2) {`. */
const DUMPED = /^\s{0,40}(?:array\(\d{1,6}\)|object\([\w\\]{1,100}\)#\d{1,8} \(\d{1,6}\)) $/;

/** What a test does with what stands above. */
export const ASSERTED = /[\n\v]\s{0,20}(?:assert\b|assert[A-Z_!.]|self\.assert|expect\(|require\.[A-Z])/;

/** Right before the bracket of a call. */
export const CALLEE = /[\w$>!?)]$/;

/** A value is assigned, returned or handed over, and no block begins. */
const VALUE = /(?:=>?|->|[(,[:&|?]|\b(?:return|raise|throw|yield)|\w|>)\s*$/;

const ERROR_CLASS = /(?:Error|Exception)$/;

/** Go, with a blank behind the colon: `&smithy.GenericAPIError{Code: "AccessDenied"`. What Go prints has none. */
const COMPOSITE = /(?:^|[\s(,&*\]=])(?:\w{1,40}\.)?[A-Z]\w{1,60}$/;

const STATEMENT =
  /^\s{0,20}(?:[+-] ?)?(?:\}\s?)?(?:(?:export|default|pub|async|static|final|private|protected|public|internal|readonly|my|our|local)\s{1,3})*(?:raise|throw|return|yield|await|const|let|var|val|assert\w*!?|expect|allow|when|verify|every|coEvery|given|if|elsif|elif|else if|unless|while|with|new|sut)\b(?=[\s.(!{])/;

/** `denied = ClientError(`, `AmazonS3Exception denied = new AmazonS3Exception(`, `result.Errors = append(`, `err := `. */
const ASSIGNED =
  /^\s{0,20}(?:[+-] ?)?(?:[A-Za-z_$@&*][\w$.@[\]>?:<,-]{0,100}\s{1,3}){0,4}[A-Za-z_$@&*][\w$.@[\]"' >-]{0,100}(?:: ?[\w<>[\]., |&?]{1,80})? (?::=|\+?=) ?(?:(?:await|new|not|try!?|move) |[&*]|\([A-Z]\w{0,60}\) ?|\[\]){0,3}[\w.:<>$!?-]{0,120}$/;

const ANNOTATION = /^\s{0,20}(?:@|#\[)[A-Za-z_][\w.]{0,60}$/;

/** A call of a method that goes on a chain. */
const CONTINUED = /^\s{0,20}(?:\?\.|\.|->)[A-Za-z_]\w{0,60}!?\(/;

/** The line begins with a call: `s3.stub_responses(`, `$mock->append(`, `writeError(`. */
function isCall(head: string): boolean {
  const name = CALL.exec(head)?.[1];
  return name !== undefined && (isMethod(name) ? !PRINTED_MEMBER.test(name) : !PRINTED.test(name));
}

function isMethod(name: string): boolean {
  return /^[a-z]\w*[.:>-]/.test(name);
}

/** The line begins with a call of a method: `stubber.add_client_error(`. */
export function isMethodCall(head: string): boolean {
  const name = CALL.exec(head)?.[1];
  return name !== undefined && /[.>:]/.test(name) && !PRINTED_MEMBER.test(name);
}

const CALL =
  /^\s{0,20}(?:[+-] ?)?(?:await |yield )?((?:[a-z_$@][\w$]{0,60}|[A-Z]\w{0,40}(?=\.[a-z]))(?:(?:\??\.|::|->)[\w$]{1,60}){0,6})[!?]?\(/;

/** How a language prints an error or an optional value: `failure(…)`, `unknown(…)`. */
const PRINTED =
  /(?:errors?|exception|failures?|fault|optional|some|just|err|message|msg|left|failed|reason|cause|output|body|response|text|details?|description|result|status|unknown|code)$/i;

const PRINTED_MEMBER = /[.:>](?:[A-Z]\w{0,60}|failure|unknown|some|error)$/;

/** A text of several lines that is the body of an answer: ``const DENIED = `<?xml …?><Error>…`` */
const OPENED_TEXT =
  /(?:(?:=|\w\(|(?:^|[\n\v{(,]) {0,40}["']?[a-z_]\w{0,40}["']?:|\([^\n()]{0,80},|[\n\v] {0,40}|\breturn|=>) ?`|(?:[=(:,]|\breturn) ?[bfru]{0,2}(?:"""|'''))\\?\s{0,20}<[^`]*$/;
const LONGEST_HEADER = 200;
