/**
 * Sets of texts written as a row of items: a character, one of a class of characters, or any run of such. Every wildcard
 * pattern is one, and so is every form of name that is known only by the characters it is made of.
 */

/**
 * Characters fall into five kinds, and a class is any union of them. A character of a set is `codes` if given, else any
 * character of `kinds`.
 */
export interface CharacterSet {
  readonly codes: readonly number[] | undefined;
  readonly kinds: number;
}

export interface ShapeItem extends CharacterSet {
  /** Stands for any number of its characters, also none. */
  readonly repeats: boolean;
}

export type TextShape = readonly ShapeItem[];

/** Bits of `CharacterSet.kinds`. Lower-case letters and the hyphen, the ten digits, `:`, `/`, and all other characters. */
export const KIND = { lower: 1, digit: 2, colon: 4, slash: 8, other: 16 } as const;

export const ANYTHING = 31;
export const NO_COLON = ANYTHING & ~KIND.colon;
export const NO_SEPARATOR = NO_COLON & ~KIND.slash;

export function kindOf(code: number): number {
  if ((code >= 0x61 && code <= 0x7a) || code === 0x2d) return KIND.lower;
  if (code >= 0x30 && code <= 0x39) return KIND.digit;
  if (code === 0x3a) return KIND.colon;
  return code === 0x2f ? KIND.slash : KIND.other;
}

export function accepts(set: CharacterSet, code: number): boolean {
  const { codes } = set;
  if (codes === undefined) return (set.kinds & kindOf(code)) !== 0;
  return codes.length === 1 ? codes[0] === code : codes.includes(code);
}

/** One character of the kinds. */
export function one(kinds: number): ShapeItem {
  return ONES[kinds] ?? { codes: undefined, kinds, repeats: false };
}

/** Any run of characters of the kinds, also an empty one. */
export function run(kinds: number): ShapeItem {
  return RUNS[kinds] ?? { codes: undefined, kinds, repeats: true };
}

const EVERY_KINDS = Array.from({ length: ANYTHING + 1 }, (_, kinds) => kinds);
const ONES: readonly ShapeItem[] = EVERY_KINDS.map((kinds) => ({ codes: undefined, kinds, repeats: false }));
const RUNS: readonly ShapeItem[] = EVERY_KINDS.map((kinds) => ({ codes: undefined, kinds, repeats: true }));

export function literalShape(text: string): TextShape {
  const items: ShapeItem[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    items.push(ASCII[code] ?? exactly([code]));
  }
  return items;
}

/** The text in any case. Undefined where case is more than letter for letter, which is so outside ASCII. */
export function caselessShape(text: string): TextShape | undefined {
  const items: ShapeItem[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const item = ASCII_IN_ANY_CASE[code];
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** Without runs that add nothing to the run before them. */
export function compactShape(shape: TextShape): TextShape {
  const compact: ShapeItem[] = [];
  let before: ShapeItem | undefined;
  for (const item of shape) {
    const addsNothing =
      item.repeats && before?.repeats === true && item.codes === undefined && before.kinds === item.kinds;
    if (!addsNothing) compact.push(item);
    before = item;
  }
  return compact;
}

export function isLiteral(shape: TextShape): boolean {
  return shape.every((item) => !item.repeats && item.codes !== undefined);
}

function exactly(codes: readonly number[]): ShapeItem {
  return { codes, kinds: 0, repeats: false };
}

/** One thing for each character, since remembered statements hold very many of them. */
const ASCII: readonly ShapeItem[] = Array.from({ length: 0x80 }, (_, code) => exactly([code]));
const ASCII_IN_ANY_CASE: readonly ShapeItem[] = Array.from({ length: 0x80 }, (_, code) => exactly(casesOf(code)));

function casesOf(code: number): readonly number[] {
  const upper = code >= 0x61 && code <= 0x7a ? code - 32 : code;
  if (upper < 0x41 || upper > 0x5a) return [code];
  // The sign for kelvin is one more capital of `k`.
  return upper === 0x4b ? [upper + 32, upper, 0x212a] : [upper + 32, upper];
}
