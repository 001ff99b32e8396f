/**
 * Decoding of JSON string literals and of percent-encoded text, with a map back to the characters as written, and the
 * encoding that undoes it.
 */
import { type Encoding } from "../text/encoding.ts";
import { mapOfPieces, shiftedBy, type Piece, type SpanMap } from "../text/span-map.ts";

export interface DecodedText {
  readonly text: string;
  readonly map: Encoding;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * The text between the quotes of a JSON string that stands from `start` (its opening quote) to `end`.
 * A missing closing quote and a broken escape are read as they stand, so that half-typed text still has a value.
 */
export function decodeJsonString(source: string, start: number, end: number): DecodedText {
  const closed = end - start >= 2 && source.charAt(end - 1) === '"';
  const from = start + 1;
  const to = closed ? end - 1 : end;
  const raw = source.slice(from, to);
  if (!raw.includes("\\")) return { text: raw, map: { ...shiftedBy(from), encode: encodeJsonString } };

  const pieces = new PieceWriter(from);
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf("\\", at);
    const stop = next < 0 ? raw.length : next;
    pieces.plain(raw.slice(at, stop));
    if (next < 0) break;
    const escape = readEscape(raw, next);
    if (escape.length === escape.text.length) pieces.plain(escape.text);
    else pieces.replaced(escape.text, escape.length);
    at = next + escape.length;
  }
  return { text: pieces.text, map: { ...pieces.map(), encode: encodeJsonString } };
}

/** What stands between the quotes of a JSON string of that text; half a surrogate pair is escaped. */
export function encodeJsonString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function readEscape(raw: string, at: number): { text: string; length: number } {
  const letter = raw.charAt(at + 1);
  if (letter === "u") {
    const digits = raw.slice(at + 2, at + 6);
    if (/^[0-9a-fA-F]{4}$/.test(digits)) return { text: String.fromCharCode(parseInt(digits, 16)), length: 6 };
  }
  const simple = Object.hasOwn(SIMPLE_ESCAPES, letter) ? SIMPLE_ESCAPES[letter] : undefined;
  return simple === undefined ? { text: "\\", length: 1 } : { text: simple, length: 2 };
}

/**
 * Undoes percent-encoding (RFC 3986), as the IAM API sends policy documents.
 * Returns undefined if the text is not valid percent-encoded UTF-8.
 */
export function decodePercent(text: string): DecodedText | undefined {
  const pieces = new PieceWriter(0);
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("%", at);
    const stop = next < 0 ? text.length : next;
    pieces.plain(text.slice(at, stop));
    if (next < 0) break;
    // One UTF-8 character is one to four encoded bytes; the first says how many.
    const first = parseInt(text.slice(next + 1, next + 3), 16);
    const bytes = Number.isNaN(first) ? 0 : first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const encoded = text.slice(next, next + 3 * bytes);
    let decoded: string;
    try {
      decoded = decodeURIComponent(encoded);
    } catch {
      return undefined;
    }
    if (bytes === 0 || encoded.length !== 3 * bytes) return undefined;
    pieces.replaced(decoded, encoded.length);
    at = next + encoded.length;
  }
  return { text: pieces.text, map: { ...pieces.map(), encode: encodePercent } };
}

/** Percent-encodes all but the unreserved characters of RFC 3986; undefined for half a surrogate pair. */
function encodePercent(text: string): string | undefined {
  try {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    return undefined;
  }
}

class PieceWriter {
  text = "";
  private readonly pieces: Piece[] = [];
  private outer: number;

  constructor(outerStart: number) {
    this.outer = outerStart;
  }

  plain(run: string): void {
    if (run.length > 0) this.add(run, run.length);
  }

  replaced(decoded: string, outerLength: number): void {
    this.add(decoded, outerLength);
  }

  private add(decoded: string, outerLength: number): void {
    this.pieces.push({ inner: this.text.length, length: decoded.length, outer: this.outer, outerLength });
    this.text += decoded;
    this.outer += outerLength;
  }

  map(): SpanMap {
    return mapOfPieces(this.pieces, this.outer);
  }
}
