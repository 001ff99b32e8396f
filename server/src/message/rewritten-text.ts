/** A text after some of its characters were replaced, with the way back to the text it was made from. */
import { type Edit } from "../text/edit.ts";
import { composeMaps, mapOfPieces, type Piece, shiftedBy, type SpanMap } from "../text/span-map.ts";

export interface RewrittenText {
  readonly text: string;
  /** From offsets of `text` to offsets of the first text. */
  readonly map: SpanMap;
}

export function unchanged(text: string): RewrittenText {
  return { text, map: shiftedBy(0) };
}

/** Applies edits that are in order and do not overlap; their offsets are those of `before.text`. */
export function rewrite(before: RewrittenText, edits: readonly Edit[]): RewrittenText {
  if (edits.length === 0) return before;
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let inner = 0;
  let outer = 0;
  const add = (part: string, outerLength: number): void => {
    if (part !== "") {
      parts.push(part);
      pieces.push({ inner, length: part.length, outer, outerLength });
      inner += part.length;
    }
    outer += outerLength;
  };
  for (const { span, newText } of edits) {
    add(before.text.slice(outer, span.start), span.start - outer);
    add(newText, span.end - span.start);
  }
  add(before.text.slice(outer), before.text.length - outer);
  return { text: parts.join(""), map: composeMaps(mapOfPieces(pieces, before.text.length), before.map) };
}
