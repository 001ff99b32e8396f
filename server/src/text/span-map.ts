/**
 * Where the characters of a decoded text stand in the text it was decoded from.
 * A policy inside a JSON string is read from the decoded text, but findings must land on the file's own characters.
 */
import { type Span } from "./span.ts";

export interface SpanMap {
  /** The outer span that the decoded characters from `start` to `end` were written with. */
  outerSpan(start: number, end: number): Span;
  /** The way back: the decoded character that stands at an offset of the outer text, or the next one. */
  innerOffset(outer: number): number;
}

/** The decoded text is a plain run of the outer one that starts at `outerStart`. */
export function shiftedBy(outerStart: number): SpanMap {
  return {
    outerSpan: (start, end) => ({ start: outerStart + start, end: outerStart + end }),
    innerOffset: (outer) => Math.max(0, outer - outerStart),
  };
}

/** A decoded run of `length` characters that stands for `outerLength` characters. Equal lengths map one to one. */
export interface Piece {
  readonly inner: number;
  readonly length: number;
  readonly outer: number;
  readonly outerLength: number;
}

/** Pieces in order, without gaps in the decoded text. */
export function mapOfPieces(pieces: readonly Piece[], outerEnd: number): SpanMap {
  const pieceAt = (offset: number): Piece | undefined => {
    const piece = lastPiece(pieces, (one) => one.inner <= offset);
    return piece !== undefined && offset < piece.inner + piece.length ? piece : undefined;
  };
  const startOf = (offset: number): number => {
    const piece = pieceAt(offset);
    if (piece === undefined) return outerEnd;
    return piece.length === piece.outerLength ? piece.outer + offset - piece.inner : piece.outer;
  };
  const endOf = (offset: number): number => {
    const piece = offset > 0 ? pieceAt(offset - 1) : undefined;
    if (piece === undefined) return startOf(offset);
    return piece.length === piece.outerLength ? piece.outer + offset - piece.inner : piece.outer + piece.outerLength;
  };
  return {
    outerSpan: (start, end) => {
      const outerStart = startOf(start);
      return { start: outerStart, end: end > start ? endOf(end) : outerStart };
    },
    innerOffset(outer) {
      const piece = lastPiece(pieces, (one) => one.outer <= outer);
      if (piece === undefined || outer === piece.outer) return piece?.inner ?? 0;
      const within = Math.min(outer - piece.outer, piece.outerLength);
      return piece.inner + (piece.length === piece.outerLength ? within : piece.length);
    },
  };
}

/** The last piece that is not behind a place, or the first if all are. */
function lastPiece(pieces: readonly Piece[], isBefore: (piece: Piece) => boolean): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const piece = pieces[middle];
    if (piece !== undefined && isBefore(piece)) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

/** Maps the innermost text straight to the outermost one. */
export function composeMaps(inner: SpanMap, outer: SpanMap): SpanMap {
  return {
    outerSpan: (start, end) => {
      const middle = inner.outerSpan(start, end);
      return outer.outerSpan(middle.start, middle.end);
    },
    innerOffset: (offset) => inner.innerOffset(outer.innerOffset(offset)),
  };
}
