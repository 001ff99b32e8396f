/** An encoded authorization message that was pasted without the words around it. */
import { type Span } from "../text/span.ts";

/** Shorter ones are ids, keys and tokens. */
const SHORTEST = 100;

/** Where an encoded message stands, alone or announced in a sentence; null if there is none. */
export function findEncodedMessage(readable: string): Span | null {
  return encodedAlone(readable) ?? encodedInProse(readable);
}

/** `Here is the encoded message.`, and then it. */
function encodedInProse(readable: string): Span | null {
  const match = ANNOUNCED.exec(readable);
  const blob = match?.[1];
  if (match === null || blob === undefined || !isBlob(blob)) return null;
  const end = match.index + match[0].length;
  return { start: end - blob.length, end };
}

const ANNOUNCED =
  /\bencoded\s(?:[a-z]{1,20}\s){0,2}message\b[^A-Za-z0-9\n\v]{0,8}(?:is\s?:?)?\s{1,3}["'`]?([\w-]{150,20000})(?![^\s"'`.])/i;

/**
 * Where the message stands, if the text is nothing else: base64 in the alphabet for addresses, also wrapped, also with
 * the label or the option that stands before it (`Encoded authorization failure message:`, `--encoded-message`).
 * Source: AWS STS API Reference, "DecodeAuthorizationMessage".
 */
function encodedAlone(readable: string): Span | null {
  const label = LABEL.exec(readable.slice(0, 400));
  const from = label === null ? 0 : label[0].length;
  const behind = readable.slice(from).replace(FENCE, "");
  const pieces = behind.split(/[\s"'`\\>|*]+/).filter(Boolean);
  if (!isWrapped(pieces)) return null;
  const rest = pieces.join("");
  if (rest.length < (label === null ? SHORTEST : SHORTEST_LABELLED) || !/^[\w-]+={0,2}\.{0,3}$/.test(rest)) return null;
  return label === null && !isBlob(rest) ? null : { start: 0, end: readable.length };
}

/** Lines of one message: a sentence without a comma, of a title or a commit, is of short words. */
function isWrapped(pieces: readonly string[]): boolean {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length < SHORTEST_LINE * pieces.length) return false;
  return pieces.slice(1, -1).every((piece) => piece.length >= SHORTEST_LINE);
}

const SHORTEST_LINE = 20;

function isBlob(text: string): boolean {
  const isMixed = /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text);
  return isMixed && /[-_]/.test(text) && !/^[a-f0-9-]+$/i.test(text);
}

const SHORTEST_LABELLED = 20;
/** The start of a code block, with its language. */
const FENCE = /^[\s*]{0,8}```[a-z]{1,12}\n/;
const LABEL =
  /^[\s"'`*]*(?:[^\n]{0,200}?--encoded-message[= ]|(?:[\w.: ]{0,80}?)encoded\s+authorization\s+(?:failure\s+)?message:?)/i;
