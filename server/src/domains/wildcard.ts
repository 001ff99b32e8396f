/**
 * Patterns of literal text, `?` (exactly one UTF-16 code unit) and `*` (any run, also an empty one). They are matched
 * without regular expressions: between two `*` the leftmost place is always as good as any other, so nothing is tried
 * twice. Time grows with the length of the text, and with the pattern's only in steps of 32 characters.
 */

export type PatternPart =
  { readonly kind: "text"; readonly text: string } | { readonly kind: "one" } | { readonly kind: "run" };

export interface Pattern {
  /** What stands before the first `*`; the whole pattern if there is none. */
  readonly head: Stretch;
  readonly middle: readonly Stretch[];
  /** What stands after the last `*`; undefined if there is none. */
  readonly tail: Stretch | undefined;
}

/** Text of a fixed length in which some characters may be anything. */
interface Stretch {
  readonly text: string;
  /** Where any character will do; undefined if nowhere. */
  readonly open: readonly boolean[] | undefined;
}

export function wildcardPattern(parts: Iterable<PatternPart>): Pattern {
  const stretches: Stretch[] = [];
  let text = "";
  let openAt: number[] = [];
  for (const part of parts) {
    switch (part.kind) {
      case "text":
        text += part.text;
        break;
      case "one":
        openAt.push(text.length);
        text += "?";
        break;
      case "run":
        stretches.push(stretch(text, openAt));
        text = "";
        openAt = [];
        break;
    }
  }
  const last = stretch(text, openAt);
  const [head, ...middle] = stretches;
  if (head === undefined) return { head: last, middle: NO_STRETCHES, tail: undefined };
  return { head, middle: middle.filter(({ text: own }) => own !== ""), tail: last };
}

/** A text without wildcards. */
export function literalPattern(text: string): Pattern {
  return { head: { text, open: undefined }, middle: NO_STRETCHES, tail: undefined };
}

const NO_STRETCHES: readonly Stretch[] = [];

/** Reads `*` and `?` in a text as wildcards. */
export function wildcardParts(text: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character !== "*" && character !== "?") continue;
    if (at > from) parts.push({ kind: "text", text: text.slice(from, at) });
    parts.push({ kind: character === "*" ? "run" : "one" });
    from = at + 1;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

export function patternMatches(pattern: Pattern, text: string): boolean {
  const { head, middle, tail } = pattern;
  if (tail === undefined) return head.open === undefined ? text === head.text : fills(head, text);
  const end = text.length - tail.text.length;
  if (end < head.text.length || !standsAt(head, text, 0) || !standsAt(tail, text, end)) return false;
  let at = head.text.length;
  for (const piece of middle) {
    const found = findStretch(piece, text, at, end);
    if (found < 0) return false;
    at = found + piece.text.length;
  }
  return true;
}

/** Does the pattern match every text? */
export function matchesEverything(pattern: Pattern): boolean {
  const { head, middle, tail } = pattern;
  return tail !== undefined && head.text === "" && tail.text === "" && middle.length === 0;
}

function stretch(text: string, openAt: readonly number[]): Stretch {
  if (openAt.length === 0) return text === "" ? NOTHING : { text, open: undefined };
  const open = Array.from({ length: text.length }, () => false);
  for (const at of openAt) open[at] = true;
  return { text, open };
}

const NOTHING: Stretch = { text: "", open: undefined };

function fills(piece: Stretch, text: string): boolean {
  return text.length === piece.text.length && standsAt(piece, text, 0);
}

function standsAt(piece: Stretch, text: string, at: number): boolean {
  if (piece.open === undefined) return text.startsWith(piece.text, at);
  if (at + piece.text.length > text.length) return false;
  for (let index = 0; index < piece.text.length; index++) {
    if (piece.open[index] !== true && piece.text.charCodeAt(index) !== text.charCodeAt(at + index)) return false;
  }
  return true;
}

/** The leftmost place from `from` on where the stretch stands and ends by `end`; -1 if there is none. */
function findStretch(piece: Stretch, text: string, from: number, end: number): number {
  if (piece.open === undefined) {
    const found = text.indexOf(piece.text, from);
    return found + piece.text.length <= end ? found : -1;
  }
  return findOpenStretch(piece.text, piece.open, text, from, end);
}

/**
 * Advances all places where the stretch may have begun at once, 32 to a word (the "shift-and" search), because trying
 * each by itself takes pattern length × text length steps.
 */
function findOpenStretch(wanted: string, open: readonly boolean[], text: string, from: number, end: number): number {
  const words = Math.ceil(wanted.length / 32);
  const masks = new Map<number, Uint32Array>();
  const anything = new Uint32Array(words);
  for (let index = 0; index < wanted.length; index++) {
    if (open[index] === true) setBit(anything, index);
  }
  for (let index = 0; index < wanted.length; index++) {
    if (open[index] === true) continue;
    const code = wanted.charCodeAt(index);
    const mask = masks.get(code) ?? anything.slice();
    masks.set(code, mask);
    setBit(mask, index);
  }
  const reached = new Uint32Array(words);
  const lastBit = (wanted.length - 1) % 32;
  for (let at = from; at < end; at++) {
    const mask = masks.get(text.charCodeAt(at)) ?? anything;
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const before = reached[word] ?? 0;
      reached[word] = ((before << 1) | carry) & (mask[word] ?? 0);
      carry = before >>> 31;
    }
    if ((((reached[words - 1] ?? 0) >>> lastBit) & 1) === 1) return at + 1 - wanted.length;
  }
  return -1;
}

function setBit(words: Uint32Array, index: number): void {
  const word = index >>> 5;
  words[word] = (words[word] ?? 0) | (1 << (index & 31));
}
