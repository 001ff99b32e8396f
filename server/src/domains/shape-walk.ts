/**
 * All sets walked at once, character by character, each as the set of places in its shapes that a text can have led to.
 */
import { type Effort } from "./effort.ts";
import { accepts, ANYTHING, KIND, type ShapeItem, type TextShape } from "./text-shape.ts";

export type TextFound =
  { readonly state: "found"; readonly text: string } | { readonly state: "none" } | { readonly state: "open" };

/** A union of shapes that the text must be in, or must not be in. */
export interface ShapeGroup {
  readonly wanted: boolean;
  readonly shapes: readonly TextShape[];
}

/** The most readable characters first. */
export const READABLE_FIRST = [
  { kind: KIND.lower, first: 0x61, count: 26 },
  { kind: KIND.digit, first: 0x31, count: 9 },
  { kind: KIND.other, first: 0x41, count: 26 },
  { kind: KIND.slash, first: 0x2f, count: 1 },
  { kind: KIND.colon, first: 0x3a, count: 1 },
] as const;

/** A shortest text of all wanted groups and of no unwanted one. */
export function walkGroups(groups: readonly ShapeGroup[], effort: Effort): TextFound {
  if (effort.isSpent()) return { state: "open" };
  const track = layTrack(groups);
  const begin: number[] = [];
  for (const start of track.starts) reach(track, begin, start);
  if (isDead(track, begin)) return { state: "none" };
  const steps: Step[] = [{ places: begin, parent: -1, code: 0 }];
  const seen = new Set([begin.join()]);
  for (let head = 0; head < steps.length; head++) {
    const { places } = steps[head] ?? { places: [] };
    if (isAccepted(track, places)) return { state: "found", text: textOf(steps, head) };
    for (const code of codesToTry(track, places)) {
      effort.spend(STEP_OF_PLACE * (places.length + 4));
      if (effort.isSpent()) return { state: "open" };
      const next = after(track, places, code);
      if (isDead(track, next)) continue;
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      steps.push({ places: next, parent: head, code });
    }
  }
  return { state: "none" };
}

/** Beside a step of two shapes, which is the unit of effort. */
const STEP_OF_PLACE = 12;

interface Step {
  readonly places: readonly number[];
  readonly parent: number;
  readonly code: number;
}

/** All shapes laid end to end: a place is an item, or the end of a shape. */
interface Track {
  readonly groups: readonly ShapeGroup[];
  /** Undefined at the end of a shape. */
  readonly items: readonly (ShapeItem | undefined)[];
  readonly groupOf: readonly number[];
  /** From here on the shape takes every text. */
  readonly takesAll: readonly boolean[];
  readonly starts: readonly number[];
}

function layTrack(groups: readonly ShapeGroup[]): Track {
  const items: (ShapeItem | undefined)[] = [];
  const groupOf: number[] = [];
  const takesAll: boolean[] = [];
  const starts: number[] = [];
  groups.forEach((group, index) => {
    for (const shape of group.shapes) {
      starts.push(items.length);
      const open = startOfOpenEnd(shape);
      for (let at = 0; at <= shape.length; at++) {
        items.push(shape[at]);
        groupOf.push(index);
        takesAll.push(at >= open && at < shape.length);
      }
    }
  });
  return { groups, items, groupOf, takesAll, starts };
}

/** Where only runs of anything are left. */
function startOfOpenEnd(shape: TextShape): number {
  const last = shape.findLastIndex((item) => !item.repeats || item.codes !== undefined || item.kinds !== ANYTHING);
  return last + 1;
}

/** Adds a place and those behind runs that are left without a character. Places come in rising order. */
function reach({ items }: Track, places: number[], start: number): void {
  let at = start;
  // What is not behind the last place has come with it.
  if (at <= (places.at(-1) ?? -1)) return;
  do places.push(at);
  while (items[at++]?.repeats === true);
}

function after(track: Track, places: readonly number[], code: number): readonly number[] {
  const next: number[] = [];
  for (const at of places) {
    const item = track.items[at];
    if (item !== undefined && accepts(item, code)) reach(track, next, item.repeats ? at : at + 1);
  }
  return next;
}

function isDead({ groups, groupOf, takesAll }: Track, places: readonly number[]): boolean {
  let alive = 0;
  let last = -1;
  // Places of one group stand together.
  for (const at of places) {
    const group = groupOf[at] ?? 0;
    const wanted = groups[group]?.wanted === true;
    if (!wanted && takesAll[at] === true) return true;
    if (wanted && group !== last) alive++;
    last = group;
  }
  return alive < groups.filter(({ wanted }) => wanted).length;
}

function isAccepted({ groups, items, groupOf }: Track, places: readonly number[]): boolean {
  const ended = new Set<number>();
  for (const at of places) if (items[at] === undefined) ended.add(groupOf[at] ?? 0);
  return groups.every((group, index) => group.wanted === ended.has(index));
}

/** Every character that an item here names, and one of each kind that none names: all others behave like it. */
function codesToTry({ groups, items, groupOf }: Track, places: readonly number[]): readonly number[] {
  const named = new Set<number>();
  const kindsOfGroup = new Map<number, number>();
  for (const at of places) {
    const item = items[at];
    if (item === undefined) continue;
    for (const code of item.codes ?? []) named.add(code);
    const group = groupOf[at] ?? 0;
    kindsOfGroup.set(group, (kindsOfGroup.get(group) ?? 0) | item.kinds);
  }
  // A character that no item names must be of a class in every wanted group.
  let kinds = ANYTHING;
  groups.forEach((group, index) => {
    if (group.wanted) kinds &= kindsOfGroup.get(index) ?? 0;
  });
  const codes = READABLE_FIRST.flatMap((row) => ((kinds & row.kind) === 0 ? [] : unnamedOf(row, named)));
  return [...codes, ...named];
}

function unnamedOf(
  { kind, first, count }: (typeof READABLE_FIRST)[number],
  named: ReadonlySet<number>,
): readonly number[] {
  for (let code: number = first; code < first + count; code++) if (!named.has(code)) return [code];
  // The hyphen and the zero are the last of their kinds; the other characters have no end.
  if (kind === KIND.lower) return named.has(0x2d) ? [] : [0x2d];
  if (kind === KIND.digit) return named.has(0x30) ? [] : [0x30];
  if (kind !== KIND.other) return [];
  let code = 0x100;
  while (named.has(code)) code++;
  return [code];
}

function textOf(steps: readonly Step[], end: number): string {
  let text = "";
  for (let at = end; at > 0;) {
    const step = steps[at];
    if (step === undefined) break;
    text = String.fromCharCode(step.code) + text;
    at = step.parent;
  }
  return text;
}
