/** An encoded authorization message that was pasted without the words around it. */
import { type Span } from "../text/span.ts";

/** Shorter ones are ids, keys and tokens. */
const SHORTEST = 100;

/**
 * Where the message stands, if the text is nothing else: base64 in the alphabet for addresses, also wrapped, also with
 * the label or the option that stands before it (`Encoded authorization failure message:`, `--encoded-message`).
 * Source: AWS STS API Reference, "DecodeAuthorizationMessage".
 */
export function findEncodedMessage(readable: string): Span | null {
  const label = LABEL.exec(readable.slice(0, 400));
  const from = label === null ? 0 : label[0].length;
  const rest = readable.slice(from).replace(/[\s"'`\\>|]+/g, "");
  if (rest.length < (label === null ? SHORTEST : SHORTEST_LABELLED) || !/^[\w-]+={0,2}\.{0,3}$/.test(rest)) return null;
  const isMixed = /[A-Z]/.test(rest) && /[a-z]/.test(rest) && /\d/.test(rest);
  if (label === null && (!isMixed || !/[-_]/.test(rest) || /^[a-f0-9-]+$/i.test(rest))) return null;
  return { start: 0, end: readable.length };
}

const SHORTEST_LABELLED = 20;
const LABEL =
  /^[\s"'`]*(?:[^\n]{0,200}?--encoded-message[= ]|(?:[\w.: ]{0,80}?)encoded\s+authorization\s+(?:failure\s+)?message:?)/i;
