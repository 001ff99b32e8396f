/** How a text stands in another one: where its characters are, and how other characters are written in their place. */
import { composeMaps, type SpanMap } from "./span-map.ts";

export interface Encoding extends SpanMap {
  /**
   * The characters that are read as `text` where the decoded text stands, between its quotes. Undefined for a text that
   * cannot be written there.
   */
  encode(text: string): string | undefined;
}

/** A text that is written in a text that is itself written in another one. */
export function composeEncodings(inner: Encoding, outer: Encoding): Encoding {
  return {
    ...composeMaps(inner, outer),
    encode(text) {
      const middle = inner.encode(text);
      return middle === undefined ? undefined : outer.encode(middle);
    },
  };
}

/** A text that stands in no file: nothing can be written in its place. */
export const NOWHERE: Encoding = {
  outerSpan: () => ({ start: 0, end: 0 }),
  innerOffset: () => 0,
  encode: () => undefined,
};
