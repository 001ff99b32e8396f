/**
 * A text without blanks, quotes and emphasis, in lower case. The fixed words of a message are searched here, because
 * wrapping, typing and formatting change the blanks between and inside words, and nothing else.
 */
import { lastAtOrBefore } from "../text/last-at-or-before.ts";

export interface CompactText {
  readonly text: string;
  /** The offset, in the text with blanks, of the character at `offset`. */
  toReadable(offset: number): number;
  /** The offset here of the first character at or after `offset` of the text with blanks. */
  fromReadable(offset: number): number;
}

const LEFT_OUT = /[\s`*"']+/g;

export function compactText(readable: string): CompactText {
  const text = lowerCase(readable.replace(LEFT_OUT, ""));
  const pieces = findPieces(readable);
  const { inner, outer } = pieces;
  return {
    text,
    toReadable(offset) {
      if (offset >= text.length) return readable.length;
      const piece = lastAtOrBefore(inner, offset);
      return (outer[piece] ?? 0) + offset - (inner[piece] ?? 0);
    },
    fromReadable(offset) {
      const piece = lastAtOrBefore(outer, offset);
      if (piece < 0) return 0;
      const end = inner[piece + 1] ?? text.length;
      return Math.min(end, (inner[piece] ?? 0) + offset - (outer[piece] ?? 0));
    },
  };
}

/** The runs that are kept: where they start here and there. */
function findPieces(readable: string): { inner: readonly number[]; outer: readonly number[] } {
  const inner: number[] = [];
  const outer: number[] = [];
  let length = 0;
  let isKept = false;
  for (let at = 0; at < readable.length; at++) {
    if (isLeftOut(readable.charCodeAt(at))) {
      isKept = false;
      continue;
    }
    if (!isKept) {
      inner.push(length);
      outer.push(at);
      isKept = true;
    }
    length++;
  }
  return { inner, outer };
}

/** The same characters as `LEFT_OUT`. */
function isLeftOut(code: number): boolean {
  if (code <= 96)
    return code === 32 || code === 34 || code === 39 || code === 42 || code === 96 || (code >= 9 && code <= 13);
  return code >= 160 && /\s/.test(String.fromCharCode(code));
}

/** Offsets must stay: a few letters of other scripts become two characters in lower case. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
