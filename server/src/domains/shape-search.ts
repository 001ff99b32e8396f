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
  if (effort.isSpent() || (left.length + 1) * (right.length + 1) > LARGEST_PRODUCT) return OPEN;
  // Up to the first run there is one way only: its characters are read, and the search begins behind them.
  const start = commonBeginning(left, right);
  if (!effort.spend(start.length)) return OPEN;
  const fields = fieldsOf(left.slice(start.length), right.slice(start.length));
  if (!fields.every(([one, other]) => endsMeet(one, other))) return NONE;
  let text = start;
  for (const [one, other] of fields) {
    const found = commonRest(one, other, effort);
    if (found.state !== "found") return found;
    text += found.text;
  }
  return { state: "found", text };
}

/**
 * ARNs in pairs of fields, each with the colon that ends it: where nothing before a colon can be one, every text of both
 * has it there, and what stands before it is no matter of what comes after. Most ARNs are told apart by a field alone.
 */
function fieldsOf(left: TextShape, right: TextShape): readonly (readonly [TextShape, TextShape])[] {
  const fields: (readonly [TextShape, TextShape])[] = [];
  let [one, other] = [left, right];
  for (;;) {
    const [length, width] = [lengthOfField(one), lengthOfField(other)];
    if (length === undefined || width === undefined) return [...fields, [one, other]];
    fields.push([one.slice(0, length), other.slice(0, width)]);
    [one, other] = [one.slice(length), other.slice(width)];
  }
}

/** Up to its colon, if that is the first item that can be one. */
function lengthOfField(shape: TextShape): number | undefined {
  const at = shape.findIndex((item) => accepts(item, COLON));
  const item = shape[at];
  return item?.repeats === false && item.codes?.length === 1 ? at + 1 : undefined;
}

const COLON = 0x3a;

/** What both begin with, up to where one of them has a run or ends. `endsMeet` found a character for each place. */
function commonBeginning(left: TextShape, right: TextShape): string {
  let text = "";
  for (let at = 0; ; at++) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined || other === undefined || one.repeats || other.repeats) return text;
    text += String.fromCharCode(commonCode(one, other) ?? 0);
  }
}

function commonRest(left: TextShape, right: TextShape, effort: Effort): TextFound {
  // Beside a single `*` every text of the other is one of both.
  if (isAnyText(left)) return { state: "found", text: sampleText(right) };
  if (isAnyText(right)) return { state: "found", text: sampleText(left) };
  const width = right.length + 1;
  const size = (left.length + 1) * width;
  // Small typed arrays take longer to make than to fill.
  const parents = new Array<number>(size).fill(UNSEEN);
  const codes = new Array<number>(size).fill(0);
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

function isAnyText([only, ...others]: TextShape): boolean {
  return others.length === 0 && only?.repeats === true && only.codes === undefined && only.kinds === ANYTHING;
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

function textBack(end: number, parents: readonly number[], codes: readonly number[]): string {
  let text = "";
  for (let at = end; (parents[at] ?? START) >= 0; at = parents[at] ?? START) {
    text = String.fromCharCode(codes[at] ?? 0) + text;
  }
  return text;
}

function commonCode(one: CharacterSet, other: CharacterSet): number | undefined {
  if (one.codes !== undefined) return acceptedBy(other, one.codes);
  if (other.codes !== undefined) return acceptedBy(one, other.codes);
  const kinds = one.kinds & other.kinds;
  for (const { kind, first } of READABLE_FIRST) if ((kinds & kind) !== 0) return first;
  return undefined;
}

function acceptedBy(set: CharacterSet, codes: readonly number[]): number | undefined {
  for (const code of codes) if (accepts(set, code)) return code;
  return undefined;
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
