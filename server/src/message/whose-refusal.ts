/**
 * Whose refusal a code or a phrase tells of. A log holds errors of many systems: what another one says a few lines away
 * is no word about this error. Where an error says by itself that it is AWS's, its own line decides.
 */
import { type Span } from "../text/span.ts";
import { isOfS3Server, NO_ERROR, type OtherError, whatElseItIs } from "./not-a-denial.ts";
import { endOfLine, startOfLine } from "./line-of-sentence.ts";
import { lastLine, LINE_BREAK } from "./read-lines.ts";
import { FULL_LINE_BREAK } from "./undo-wrapping.ts";

export interface Surroundings {
  /** What stands around a refusal. */
  readonly textAround: (refusal: Span) => string;
  /** What the refusal is by that text, other than one by AWS's policies. */
  readonly whatElse: (refusal: Span) => OtherError;
}

/** A text of this length is judged whole: an endpoint or a command stands within it. */
const STRETCH = 4000;
const AROUND = 3000;

/** Stretches that were judged are remembered, so that many refusals in one text cost no more than the text. */
export function surroundingsIn(readable: string): Surroundings {
  const stretches = new Map<number, Stretch>();
  const stretchOf = ({ start }: Span): Stretch => {
    const index = readable.length <= STRETCH + AROUND ? 0 : Math.floor(start / STRETCH);
    const known = stretches.get(index);
    if (known !== undefined) return known;
    const text = readable.slice(Math.max(0, index * STRETCH - AROUND), (index + 1) * STRETCH + AROUND);
    const stretch = { text, other: whatElseItIs(text) };
    stretches.set(index, stretch);
    return stretch;
  };
  return {
    textAround: (refusal) => stretchOf(refusal).text,
    whatElse: (refusal) => whatElseOf(ownLine(readable, refusal), stretchOf(refusal)),
  };
}

interface Stretch {
  readonly text: string;
  readonly other: OtherError;
}

function whatElseOf(line: string, { text, other }: Stretch): OtherError {
  if (other.kind === "none" || !SAYS_AWS.test(line)) return other;
  const own = whatElseItIs(line);
  if (own.kind !== "none") return own;
  // The address of a server that answers as S3 does stands in a command or in settings.
  const isElsewhere = other.system === "s3-compatible" && !NOT_OF_S3.test(line) && isOfS3Server(text);
  return isElsewhere ? other : NO_ERROR;
}

/** As the CLI, the SDKs and the services put it, or with a name of AWS: no other system's errors have these forms. */
const SAYS_AWS = new RegExp(
  [
    String.raw`An error occurred \([A-Za-z.]{3,80}\) when calling the \w{2,80} operation`,
    String.raw`\boperation error [A-Z][\w -]{1,60}: [A-Z]\w{2,80}, `,
    String.raw`\(Service: ?[A-Z][\w ]{1,40}[,;] ?Status Code: ?403\b`,
    String.raw`\b(?:Client\.)?UnauthorizedOperation(?:: |</Code>|\\?["'])`,
    String.raw`\bS3 error: 403 \(AccessDenied\)`,
    String.raw`\bAPI: [a-z][a-z0-9-]{1,40}:[A-Za-z]`,
    String.raw`\bcustomer master key\b`,
    String.raw`\bAWS::[A-Z]\w{1,40}::|\barn:aws[a-z-]{0,20}:[a-z0-9-]{2,40}:|\.amazonaws\.com\b`,
  ].join("|"),
);

const NOT_OF_S3 =
  /\boperation error (?!S3\b)[A-Z]|\(Service: ?(?!Amazon ?S3\b|S3\b)[A-Z]|\b(?:Client\.)?UnauthorizedOperation(?:: |<\/Code>|\\?["'])|\bAPI: (?!s3:)|\bcustomer master key\b/;

/** As much of a line as an error fills. */
const LONGEST = 1200;

/**
 * The line of the refusal, and the next one where a sentence goes on in it. Of lines that were joined because they are
 * equally long, the one that says all that is needed is enough.
 */
function ownLine(readable: string, { start, end }: Span): string {
  const before = readable.slice(Math.max(0, start - LONGEST), start);
  const after = readable.slice(end, end + LONGEST);
  const head = before.slice(startOfLine(before, /[\n\u2028]/g));
  const own = readable.slice(start, end);
  const rest = after.slice(0, endOfLine(after, /[\n\v\u2028]/g));
  // The body of the answer, which says why, is on the lines behind: in the SDK for PHP, and in boto 2.
  if (/\bresponse: ?$/.test(rest) || BODY_BELOW.test(after)) return head + own + after;
  const narrow = head.slice(startOfLine(head, /\v/g)) + own + rest;
  const isPart = PART_OF_ERROR.test(narrow);
  const above = isPart && BEGINS_INSIDE.test(narrow) ? lineAbove(before, narrow.length - own.length - rest.length) : "";
  const below = isPart && ENDS_INSIDE.test(narrow) ? after.slice(rest.length).split(LINE_BREAK, 2).join(" ") : "";
  if (above !== "" || below !== "") return above + narrow + below;
  const wide = head + own + (WIDE.exec(after)?.[0] ?? "");
  return wide.includes(FULL_LINE_BREAK) && SAYS_AWS.test(narrow) ? narrow : wide;
}

/** The line over the last one of `before`, of which `length` characters are there. */
function lineAbove(before: string, length: number): string {
  const above = before.slice(0, before.length - length).replace(/[\n\v\u2028]\s?$/, "");
  return `${lastLine(above)} `;
}

/** What the SDKs for Go and Java say of an answer: the code and the words that tell why are on either side of it. */
const PART_OF_ERROR = /\bStatus ?Code: ?403\b/i;
const BEGINS_INSIDE = /^\W{0,12}(?:status code: 403\b|\(Service: )/;
const ENDS_INSIDE = /\bStatus ?Code: ?403[;,](?: Error)?\s*$/;

const BODY_BELOW = /^[^\n\u2028]*[\n\u2028]\s?<(?:\?xml|Error|Response)/;

const WIDE = /^[^\n\u2028]*(?:\n ?(?=[a-z][a-z']* [a-z])[^\n\u2028]*)?/;
