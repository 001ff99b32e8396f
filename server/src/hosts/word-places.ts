/** Where a document has a word: what does not hold it need not be looked at, so most of a large file never is. */
import { type SpanMap } from "../text/span-map.ts";
import { type Span } from "../text/span.ts";

export interface WordPlaces {
  /** Is the word in what stands there? */
  areIn(value: { readonly span: Span }): boolean;
}

/** A JSON text in a file: `within` is its place in the text that spans are of. */
interface PlacedText {
  readonly text: string;
  readonly within: SpanMap | undefined;
}

/** Where a word stands that may be the name of a member with an object or a list, in the text or in a string of it. */
export function placesOfContainers(name: string, placed: PlacedText): WordPlaces {
  const { text } = placed;
  return atPlaces(name, placed, (at) => mayNameContainer(text, at, at + name.length));
}

export function placesOf(word: string, placed: PlacedText): WordPlaces {
  return atPlaces(word, placed, () => true);
}

/** Where one of several words stands in a file's own text. */
export function placesOfAny(words: readonly string[], text: string): WordPlaces {
  const places = words.map((word) => placesOf(word, { text, within: undefined }));
  return { areIn: (value) => places.some((one) => one.areIn(value)) };
}

function atPlaces(word: string, { text, within }: PlacedText, counts: (at: number) => boolean): WordPlaces {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (counts(at)) places.push(at);
  }
  const inText = (offset: number): number => within?.innerOffset(offset) ?? offset;
  return {
    areIn({ span }) {
      const next = places[firstFrom(inText(span.start), places)];
      return next !== undefined && next + word.length <= inText(span.end);
    },
  };
}

/** Not a whole string that something else than a container follows. A comment may stand anywhere. */
function mayNameContainer(text: string, start: number, end: number): boolean {
  const isWhole = text.charAt(start - 1) === '"' && text.charAt(start - 2) !== "\\" && text.charAt(end) === '"';
  if (!isWhole) return true;
  const colon = nextSign(text, end + 1);
  if (text.charAt(colon) !== ":") return text.charAt(colon) === "/";
  return "[{/".includes(text.charAt(nextSign(text, colon + 1)) || " ");
}

function nextSign(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Nearly all that is asked about is a space of JSON or a sign of it; other spaces are asked of the language. */
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x80 && /\s/.test(String.fromCharCode(code)));
}

/** Of rising numbers the position of the first that is not below `start`. */
function firstFrom(start: number, numbers: readonly number[]): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
