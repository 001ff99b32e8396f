/**
 * Is there a text in all of these sets and in none of those? Decided by walking all sets at once, character by
 * character, so that the first text found is a shortest one. Every walk has a bound; beyond it the answer is "open".
 */
import { type Effort } from "./effort.ts";
import { READABLE_FIRST, type ShapeGroup, type TextFound, walkGroups } from "./shape-walk.ts";
import { accepts, ANYTHING, type CharacterSet, type TextShape } from "./text-shape.ts";

export { type ShapeGroup, type TextFound } from "./shape-walk.ts";

const NONE: TextFound = { state: "none" };
const OPEN: TextFound = { state: "open" };

/** What it takes to read a character of a text into a shape, in the unit of effort. */
export const STEPS_OF_CHARACTER = 4;

/** A shortest text of both shapes. Never takes more steps than the product of their lengths. */
export function commonText(left: TextShape, right: TextShape, effort: Effort): TextFound {
  if (!endsMeet(left, right)) return NONE;
  const width = right.length + 1;
  const size = (left.length + 1) * width;
  if (effort.isSpent() || size > LARGEST_PRODUCT) return OPEN;
  const parents = new Int32Array(size).fill(UNSEEN);
  const codes = new Uint16Array(size);
  const queue: number[] = [];
  // Places to go on to: after a character, and past runs that are left without one.
  const pending: number[] = [0];
  for (let head = -1; head < queue.length; head++) {
    if (!effort.spend(1)) return OPEN;
    const at = queue[head] ?? START;
    let code = 0;
    if (at >= 0) {
      const one = left[Math.floor(at / width)];
      const other = right[at % width];
      if (one === undefined && other === undefined) return { state: "found", text: textBack(at, parents, codes) };
      const common = one === undefined || other === undefined ? undefined : commonCode(one, other);
      if (common === undefined) continue;
      code = common;
      pending.push(at + (one?.repeats === true ? 0 : width) + (other?.repeats === true ? 0 : 1));
    }
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (parents[next] !== UNSEEN) continue;
      parents[next] = at;
      codes[next] = code;
      queue.push(next);
      if (left[Math.floor(next / width)]?.repeats === true) pending.push(next + width);
      if (right[next % width]?.repeats === true) pending.push(next + 1);
    }
  }
  return NONE;
}

const LARGEST_PRODUCT = 1_000_000;

/** The characters before the first run and after the last one decide most questions. */
function endsMeet(left: TextShape, right: TextShape): boolean {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined || one.repeats || other.repeats) break;
    if (commonCode(one, other) === undefined) return false;
  }
  for (let back = 1; back <= shorter; back++) {
    const [one, other] = [left[left.length - back], right[right.length - back]];
    if (one === undefined || other === undefined || one.repeats || other.repeats) break;
    if (commonCode(one, other) === undefined) return false;
  }
  return true;
}

/** A shortest text of the shape; every shape has one. */
export function sampleText(shape: TextShape): string {
  let text = "";
  for (const item of shape) {
    if (!item.repeats) text += String.fromCharCode(commonCode(item, ANY_CHARACTER) ?? 0x61);
  }
  return text;
}

const ANY_CHARACTER: CharacterSet = { codes: undefined, kinds: ANYTHING };

const UNSEEN = -2;
const START = -1;

function textBack(end: number, parents: Int32Array, codes: Uint16Array): string {
  let text = "";
  for (let at = end; (parents[at] ?? START) >= 0; at = parents[at] ?? START) {
    text = String.fromCharCode(codes[at] ?? 0) + text;
  }
  return text;
}

function commonCode(one: CharacterSet, other: CharacterSet): number | undefined {
  if (one.codes !== undefined) return one.codes.find((code) => accepts(other, code));
  if (other.codes !== undefined) return other.codes.find((code) => accepts(one, code));
  const kinds = one.kinds & other.kinds;
  return READABLE_FIRST.find(({ kind }) => (kinds & kind) !== 0)?.first;
}

/** A text of all wanted groups and of no unwanted one: a shortest one, or one of the first shapes that meet. */
export function findText(groups: readonly ShapeGroup[], effort: Effort): TextFound {
  const wanted = groups.filter((group) => group.wanted);
  const excluding = groups.some((group) => !group.wanted && group.shapes.length > 0);
  if (wanted.some(({ shapes }) => shapes.length === 0)) return NONE;
  const [first, second] = wanted;
  const [shape] = first?.shapes ?? [];
  if (!excluding && wanted.length === 1 && shape !== undefined) return { state: "found", text: sampleText(shape) };
  if (!excluding && wanted.length === 2) return firstCommon(first?.shapes ?? [], second?.shapes ?? [], effort);
  return walkGroups(groups, effort);
}

/** Callers list the shapes they would rather see first. */
function firstCommon(lefts: readonly TextShape[], rights: readonly TextShape[], effort: Effort): TextFound {
  let outcome: TextFound = NONE;
  for (const left of lefts) {
    for (const right of rights) {
      const found = commonText(left, right, effort);
      if (found.state === "found") return found;
      if (found.state === "open") outcome = found;
    }
  }
  return outcome;
}
