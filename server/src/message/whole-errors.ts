/**
 * Whole errors of AWS, with their callers, in the source of a program's test: what a mock throws, what an assertion expects.
 * They happened to nobody, although they name somebody. A whole error is mostly one that happened, and whoever shows one in
 * their own code asks about it: nothing counts but the words of tests beside it, and a statement or a call of a method in
 * whose brackets it stands, in a string of its own.
 */
import { type Span } from "../text/span.ts";
import { ASSERTED, CALLEE, isMethodCall, isWithinBracket, withoutStrings } from "./program-expressions.ts";
import { lastLine } from "./read-lines.ts";

const FARTHEST = 900;
const LONGEST_LINE = 400;
const BEHIND = 300;

/** The span is an error that names its caller. */
export function isWholeErrorOfProgram(readable: string, span: Span): boolean {
  const { start, end } = span;
  const line = lastLine(readable.slice(Math.max(0, start - LONGEST_LINE), start));
  const isRaw = RAW_STRING.test(readable.slice(Math.max(0, start - LONGEST_LINE), start));
  if (!(isRaw || IN_STRING.test(line)) || COMMENT.test(withoutStrings(line))) return false;
  // What came from AWS has the id of its request, and what was refused may be told in code.
  if (CAME.test(line + readable.slice(start, end + BEHIND))) return false;
  const before = readable.slice(Math.max(0, start - FARTHEST), start);
  // A trace shows statements above the error, whose brackets it leaves open.
  if (TRACE.test(before)) return false;
  if (isAssertedOn(readable, span) || WANTED.test(readable.slice(end, end + BEHIND))) return true;
  return OF_TESTS.test(before + readable.slice(end, end + BEHIND)) && isWithinBracket(readable, span, isOfSource);
}

/** A test puts the error into a variable, and its next lines assert on what is made of it. */
function isAssertedOn(readable: string, { start, end }: Span): boolean {
  if (!VARIABLE.test(readable.slice(Math.max(0, start - LONGEST_LINE), start))) return false;
  return ASSERTED.test(readable.slice(end, end + LONGEST_LINE));
}

/**
 * The next member of a row of a test's table says what the test expects: `wantCode: 403,`, `expectedError: "…",`. What is
 * asked of AWS has members that begin alike, `expectedBucketOwner` among them.
 */
const WANTED =
  /^[^"'`\n\v]{0,250}(?:\\?["'][^"'`\n\v]{1,120})?["'`]\}?,[ \t]{0,9}[\n\v][ \t]{0,40}(?:want|expect(?:ed|s)?(?!(?:Source)?BucketOwner|State|Version|Revision))[A-Z_]\w{0,40}:\s/;

const VARIABLE =
  /(?:^|[\n\v])[ \t]{0,20}(?:(?:const|let|var|val|final) )?[a-z_]\w{0,40}(?:: ?&?\w{1,20})? :?= ?[\n\v]?[ \t]{0,20}(?:(?:\{["']Error["']: ?\{["']Code["']: ?["'][\w.]{1,60}["'], ?["']Message["']: ?)?[fbr]?["'`][^"'`\n\v]{0,120}|r#{1,3}"[^"]{0,300})$/;

/** What a test calls: mocks and stubs, effects and rejections, assertions. */
const OF_TESTS =
  /[Mm]ock|\bstub(?:ber|s)?\b|\bstub_|side_effect|\.rejects\(|\b(?:then|will|to)Throw|\bexpect\(|\bassert\w{0,20}[.( !]|\b(?:pytest\.raises|assertRaises|t\.(?:Error|Fatal)f?)\b|\b(?:Deno\.test|describe|it|test)\(|#\[test\]|@pytest\.|\bdef test_\w|\bfunc Test[A-Z]\w{0,80}\(|\bt\.Run\(|\bmonkeypatch\b/;

const IN_STRING = /["'`]/;
/** Of Rust, over several lines. */
const RAW_STRING = /r#{1,3}"[^"]{0,300}$/;
/** Whoever writes an error down beside the code had it. */
const COMMENT = /(?:^|\s)(?:\/\/|#)\s/;
const CAME = /request[ _-]?id["']?[:=]? ?["']?[0-9a-z]{8}|encoded authorization/i;
const TRACE = /\bFile "|\bTraceback\b|\^{3}|\s\^[ \t]{0,9}[\n\v]|[\n\v]\s{1,8}at [^\s(]{1,120}[ (]|-{2,4}> ?\d/;

function isOfSource(head: string, bracket: string): boolean | "block" {
  if (bracket === "{" && BLOCK.test(head)) return "block";
  if (/\bat\s/.test(head) || AFTER_CALL.test(head)) return false;
  if (bracket === "(" && !CALLEE.test(head)) return false;
  if (bracket === "[" && PARAMETERS.test(head)) return true;
  return (
    (STATEMENT.test(head) && !PROSE.test(head)) || CONDITION.test(head) || SET.test(head) || isMethodCall(`${head}(`)
  );
}

/** `if isRegional(apiErr(`, `} else if !denied(`: one call, or one within another. */
const CONDITION =
  /^\s{0,20}(?:\} ?)?(?:else )?(?:el)?if \(?!?(?:not )?[a-z_]\w{0,60}(?:\.\w{1,60})?(?:\([a-z_]\w{0,60})?$/;

/** Rows of a test: `@pytest.mark.parametrize("error,status", [` */
const PARAMETERS = /^\s{0,20}@pytest\.mark\.parametrize\(["'][\w, ]{1,80}["'], $/;

const STATEMENT =
  /^\s{0,20}(?:[+-] ?)?(?:(?:export|default|pub|async|static|final|private|protected|public|internal|readonly)\s{1,3}){0,4}(?:(?:raise|throw|return|yield|await|assert\w*!?|expect)\b(?=[\s.(!])|(?:const|let|var|val)\s(?!(?:res\d+|it)\b)(?:mut )?(?:[{[(][^=]{1,90}|[\w$]{1,60})(?:\s?:[^=]{1,90}| [\w.*[\]]{1,60})?\s?=|[a-z_]\w{0,40}(?:, ?\w{1,20})? :=)/;

/** A function's body, a loop's or a branch's. */
const BLOCK = /(?:\)|[=-]>)\s?$/;

/** `return code 255, output {`, `return value: {`, `throw er; // Unhandled {`: sentences and logs begin with such words, too. */
const PROSE =
  /^\s{0,20}(?:raise|throw|return|yield|await|assert|expect)\s(?:(?!(?:new|await|async|not|from|if|typeof|yield|throw|raise|lambda|function|func|fn|move|match|when|switch|try)\s)[a-z_]\w{0,40}(?::\s|\s(?!(?:in|is|not|and|or|if|else|unless|as|instanceof|with)\s)\w)|[^;]{0,200};|.{0,200}\s\/\/|.{0,200}\s(?!(?:if|not|or|and|else|in|is|return|await|yield|new|case)\s)[a-z]{2,20}\s(?!(?:if|not|or|and|else|in|is|await|new)\s)[a-z]{2,20}\s$)/;

/** `queue.send(order) failed with {`: a sentence, or a log. */
const AFTER_CALL =
  /\)\s(?!(?:if|not|or|and|else|in|is|as|do|unless|to|should\w{0,20}|throws)\s)[a-z]{2,20}:?\s[^"'`]{0,80}$/;

/** `client.get_object.side_effect = ClientError(` */
const SET = /^\s{0,20}[a-z_]\w{0,40}(?:\.[a-z_]\w{0,40}){1,4} = [\w.]{1,80}$/;
