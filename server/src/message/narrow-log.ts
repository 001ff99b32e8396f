/**
 * Of a long log only the stretches that may speak of a denial are read: the rest costs one search for a few words.
 */
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { rewrite, type RewrittenText, unchanged } from "./rewritten-text.ts";

/** Shorter texts are read whole. */
const LONG = 60_000;
/** As much of the log around a word is kept: a stack trace or an event fits in. */
const AROUND = 6_000;

/** Every denial has at least one of these words, and most have three, so that a line break inside one does no harm. */
const WORDS =
  /uthori[sz]|enied|DENIED|orbidden|FORBIDDEN|licit deny|licitDeny|\b403\b|erform:|not allowed|rrorCode|nsufficient|have access|on resource|efers to|otPermitted/g;

export function narrowLog(text: string): RewrittenText {
  if (text.length <= LONG) return unchanged(text);
  const stretches = findStretches(text);
  // Without any of the words the beginning is enough to say what the text is instead.
  if (stretches.length === 0) stretches.push({ start: 0, end: LONG });
  const edits: Edit[] = [];
  let readTo = 0;
  for (const { start, end } of stretches) {
    if (start > readTo) edits.push({ span: { start: readTo, end: start }, newText: GAP });
    readTo = end;
  }
  if (readTo < text.length) edits.push({ span: { start: readTo, end: text.length }, newText: GAP });
  return rewrite(unchanged(text), edits);
}

const GAP = "\n\n";

function findStretches(text: string): Span[] {
  const stretches: Span[] = [];
  let first = -1;
  let last = -1;
  const close = (): void => {
    if (first < 0) return;
    stretches.push({ start: lineStart(text, Math.max(0, first - AROUND)), end: lineEnd(text, last + AROUND) });
  };
  for (const { index } of text.matchAll(WORDS)) {
    // Lines are at most as long as the stretch on either side of them, so that stretches never overlap.
    if (first >= 0 && index - last > 4 * AROUND) {
      close();
      first = index;
    } else if (first < 0) first = index;
    last = index;
  }
  close();
  return stretches;
}

/** Stretches begin and end with lines, unless a line is longer than what is kept. */
function lineStart(text: string, offset: number): number {
  const from = Math.max(0, offset - AROUND);
  const newline = text.slice(from, offset).lastIndexOf("\n");
  return newline >= 0 ? from + newline + 1 : offset;
}

function lineEnd(text: string, offset: number): number {
  const newline = text.slice(offset, offset + AROUND).indexOf("\n");
  return Math.min(text.length, newline >= 0 ? offset + newline : offset);
}
