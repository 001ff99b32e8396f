/** How a text stands in another one: where its characters are, and how other characters are written in their place. */
import { type SpanMap } from "./span-map.ts";
import { type Span } from "./span.ts";

export interface Encoding extends SpanMap {
  /**
   * The characters that are read as `text` where the decoded text stands, between its quotes. Undefined for a text that
   * cannot be written there.
   */
  encode(text: string): string | undefined;
}

/** A text that is written in a text that is itself written in another one. */
export function composeEncodings(inner: Encoding, outer: Encoding): Encoding {
  return new ComposedEncoding(inner, outer);
}

/** One for each text of a document in a string: of a class, so that they share their functions. */
class ComposedEncoding implements Encoding {
  readonly #inner: Encoding;
  readonly #outer: Encoding;

  constructor(inner: Encoding, outer: Encoding) {
    this.#inner = inner;
    this.#outer = outer;
  }

  outerSpan(start: number, end: number): Span {
    const middle = this.#inner.outerSpan(start, end);
    return this.#outer.outerSpan(middle.start, middle.end);
  }

  innerOffset(outer: number): number {
    return this.#inner.innerOffset(this.#outer.innerOffset(outer));
  }

  encode(text: string): string | undefined {
    const middle = this.#inner.encode(text);
    return middle === undefined ? undefined : this.#outer.encode(middle);
  }
}

/** A text that stands in no file: nothing can be written in its place. */
export const NOWHERE: Encoding = {
  outerSpan: () => ({ start: 0, end: 0 }),
  innerOffset: () => 0,
  encode: () => undefined,
};

/** Of a text that stands for what is written at `span`: every character stands for all of it, and none can be changed. */
export function wholeAt(span: Span): Encoding {
  return { outerSpan: () => span, innerOffset: () => 0, encode: () => undefined };
}

/** Is it of a text that something else is written for, such as a reference, so that not even a letter can be? */
export function standsElsewhere(map: Encoding): boolean {
  return map.encode("a") === undefined;
}

/** Of a text with parts that something else fills in: it knows which stretches are no characters of the file's. */
export interface TemplateMap extends Encoding {
  /** Would other characters from `start` to `end` leave a part of an interpolation? */
  cuts(start: number, end: number): boolean;
  /** Does an interpolation begin at an offset of the text? */
  beginsAt(offset: number): boolean;
}

export function isTemplateMap(map: Encoding): map is TemplateMap {
  return "cuts" in map && "beginsAt" in map;
}
