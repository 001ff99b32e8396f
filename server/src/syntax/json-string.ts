/**
 * Decoding of JSON string literals and of percent-encoded text, with a map back to the characters as written, and the
 * encoding that undoes it.
 */
import { type Encoding } from "../text/encoding.ts";
import { mapOfPieces, type Piece, type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";

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
  const raw = source.slice(from, closed ? end - 1 : end);
  if (!raw.includes("\\")) return { text: raw, map: new PlainJsonString(from) };
  let text = "";
  for (const { decoded } of runsOf(raw)) text += decoded;
  return { text, map: new EscapedJsonString(raw, from) };
}

/** Where the characters of such a string stand: runs of those that stand for themselves, and each escape. */
export function piecesOfJsonString(source: string, { start, end }: Span): readonly Piece[] {
  const closed = end - start >= 2 && source.charAt(end - 1) === '"';
  const pieces: Piece[] = [];
  let inner = 0;
  let outer = start + 1;
  for (const { decoded, length } of runsOf(source.slice(outer, closed ? end - 1 : end))) {
    pieces.push({ inner, length: decoded.length, outer, outerLength: length });
    inner += decoded.length;
    outer += length;
  }
  return pieces;
}

/** Characters that stand for themselves, or an escape. */
interface Run {
  readonly decoded: string;
  readonly length: number;
}

function* runsOf(raw: string): Generator<Run> {
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf("\\", at);
    const stop = next < 0 ? raw.length : next;
    if (stop > at) yield { decoded: raw.slice(at, stop), length: stop - at };
    if (next < 0) return;
    const escape = readEscape(raw, next);
    yield { decoded: escape.text, length: escape.length };
    at = next + escape.length;
  }
}

/** A string without escapes. */
class PlainJsonString implements Encoding {
  readonly #from: number;

  constructor(from: number) {
    this.#from = from;
  }

  outerSpan(start: number, end: number): Span {
    return { start: this.#from + start, end: this.#from + end };
  }

  innerOffset(outer: number): number {
    return Math.max(0, outer - this.#from);
  }

  encode(text: string): string {
    return encodeJsonString(text);
  }
}

/** Where the characters of its escapes are is found out when it is asked: of most strings it never is. */
class EscapedJsonString implements Encoding {
  readonly #raw: string;
  readonly #from: number;
  #map: SpanMap | undefined;

  constructor(raw: string, from: number) {
    this.#raw = raw;
    this.#from = from;
  }

  outerSpan(start: number, end: number): Span {
    return this.#places().outerSpan(start, end);
  }

  innerOffset(outer: number): number {
    return this.#places().innerOffset(outer);
  }

  encode(text: string): string {
    return encodeJsonString(text);
  }

  #places(): SpanMap {
    return (this.#map ??= this.#findPlaces());
  }

  #findPlaces(): SpanMap {
    const pieces = new PieceWriter(this.#from);
    for (const { decoded, length } of runsOf(this.#raw)) pieces.add(decoded.length, length);
    return pieces.map();
  }
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
  const runs: string[] = [];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("%", at);
    const stop = next < 0 ? text.length : next;
    if (stop > at) {
      runs.push(text.slice(at, stop));
      pieces.add(stop - at, stop - at);
    }
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
    runs.push(decoded);
    pieces.add(decoded.length, encoded.length);
    at = next + encoded.length;
  }
  return { text: runs.join(""), map: { ...pieces.map(), encode: encodePercent } };
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

/** Where runs of decoded characters stand, in the order of the text. Runs that stand for themselves become one. */
class PieceWriter {
  readonly #pieces: Piece[] = [];
  #inner = 0;
  #outer: number;

  constructor(outerStart: number) {
    this.#outer = outerStart;
  }

  add(length: number, outerLength: number): void {
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length === last.outerLength && length === outerLength) {
      this.#pieces[this.#pieces.length - 1] = {
        ...last,
        length: last.length + length,
        outerLength: last.outerLength + outerLength,
      };
    } else this.#pieces.push({ inner: this.#inner, length, outer: this.#outer, outerLength });
    this.#inner += length;
    this.#outer += outerLength;
  }

  map(): SpanMap {
    return mapOfPieces(this.#pieces, this.#outer);
  }
}
