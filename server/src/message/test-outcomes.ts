/** Lines of a test runner: a test's name says what a program should do, and tells of no denial. The error behind it does. */

const BEFORE = 200;
const BEHIND = 400;
const BREAK = /[\n\v]/;

/** Does a line name a test up to here? `✓ answers 403 when the user is not authorized to perform s3:GetObject (14 ms)` */
export function isNameOfTest(readable: string, start: number): boolean {
  const text = readable.slice(Math.max(0, start - BEFORE), start);
  const before = text.slice(1 + Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\v")));
  if (NAMED.test(before)) return true;
  const mark = FAILED.exec(before)?.[0];
  if (mark === undefined) return false;
  const behind = readable.slice(start, start + BEHIND).split(BREAK, 1)[0] ?? "";
  if (EXPECTED.test(before) || DURATION.test(behind)) return true;
  const words = before.slice(mark.length);
  if (ERROR.test(words) || ANSWERED.test(behind)) return false;
  // Hive and Athena begin the reason of a failed query so.
  if (mark.trimEnd().endsWith(":")) return UNTITLED.test(words) && /^[a-z]/.test(behind);
  const isError = OPENS_ERROR.test(words) ? /^[A-Z]/.test(behind) : ERROR_FOLLOWS.test(words);
  return !isError || isAmongPassed(readable, start);
}

const NAMED =
  /^\s{0,20}(?:[\u2713\u2714\u221a\u25cb\u{1f7e2}]|\u2718(?=\s{1,4}[\d[])|(?:not )?ok \d{1,6}\b|--- (?:PASS|FAIL|SKIP):|=== RUN\b|PASS(?:ED)?\b|(?:it|test|describe)\(["'`])/u;

/** What tools print before an error, too: `FAILED: Execution Error, …`, `✗ AccessDenied: Access Denied` */
const FAILED = /^\s{0,20}(?:[\u2715\u2717\u00d7\u25cf]|FAIL(?:ED)?\b:?)\s{0,8}/u;

/** What the test compared: `AssertionError: assert 'AccessDenied' in ''`. */
const EXPECTED = /\b(?:assert\w*|expect\w*|should|did not (?:raise|match))\b/i;

const DURATION = /(?:\(\d[\d.,]{0,8} ?m?s\)|\s\d[\d.,]{0,8}m?s)\s*$/;

/** An error begins before the words, and no test. */
const ERROR = /\bAn error occurred \(|[a-z](?:Exception|Error):\s?|\boperation error [A-Z]|\w::Errors::$/;

/** What only an answer of AWS has: the name of a test has neither an id nor a status. */
const ANSWERED = /\b(?:status code: ?\d|request ?id: ?\w|\(Service: )|<RequestId>/i;

/** A sentence runs on to the words: `FAIL: rejects who is `. */
const UNTITLED = /[\w,]\s$/;

/** `FAILED tests/test_copy.py::test_copies - `, `✗ Upload failed: `, `FAILED (` */
const ERROR_FOLLOWS = /(?:[:.\u2014\u2013]|\s-)\s{1,4}["'`[(]{0,2}$|[([]$|\(message:$/;

/** Nothing, or the quote or the tag before the error. */
const OPENS_ERROR = /^(?:[-\u2013\u2014] )?(?:["'`<]|<\?xml [^<>]{1,60}>\s?(?:<\w{1,20}>){0,3}<?)?$/;

/** A list of tests has passed ones. */
function isAmongPassed(readable: string, start: number): boolean {
  const nearby = readable.slice(Math.max(0, start - BEHIND), start + BEHIND);
  return /[\n\v]\s{0,20}[\u2713\u2714\u221a]|\(\d[\d.,]{0,8} ?ms\)/.test(`\n${nearby}`);
}
