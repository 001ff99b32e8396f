/** The values of JSON in a template, with the texts of its interpolations and with what its directives leave open. */
import { lastAtOrBefore } from "../text/last-at-or-before.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type FilledText } from "./filled-text.ts";
import {
  type Hole,
  type Member,
  type ObjectValue,
  type StringValue,
  type Value,
  arrayWith,
  mayBeAbsent,
  objectWith,
  memberWith,
} from "./value.ts";

/** What an interpolation is in the text that is read. */
export interface FilledMark extends FilledText {
  /** Where it stands in the file. */
  readonly span: Span;
  /** It stands where a value does, rather than inside a text. */
  readonly isValue: boolean;
  /** That value, if it is known. */
  readonly value?: Value;
}

/** What stands from an `%{if}` or `%{for}` to its end, as a span of the file. */
export interface DecidedRange extends Span {
  /** `if`: it may not be there. `for`: it may be there any number of times. */
  readonly by: "if" | "for";
}

/**
 * Characters for private use stand for interpolations: the first says which, as many of the last follow as it is long. Of
 * more interpolations than there are characters, the place in the file says which it is.
 */
export const FIRST_MARK = 0xe000;
export const MOST_MARKS = 0x18ff;
const LAST_MARK = FIRST_MARK + MOST_MARKS - 1;
export const MARK = /([\ue000-\uf8fe])\uf8ff*/g;

export function markOf(index: number): string {
  return String.fromCharCode(Math.min(FIRST_MARK + index, LAST_MARK));
}

export function withFilledTexts(root: Value, marks: readonly FilledMark[], ranges: readonly DecidedRange[]): Value {
  const starts = marks.length > MOST_MARKS ? marks.map(({ span }) => span.start) : [];
  return filledValue(root, { marks, starts, ranges: new DecidedRanges(ranges) });
}

/** Of thousands, those around a part are found without asking each. */
class DecidedRanges {
  readonly #ranges: readonly DecidedRange[];
  readonly #starts: readonly number[];
  /** The place of the next range around each; -1 where there is none. */
  readonly #around: readonly number[];

  constructor(ranges: readonly DecidedRange[]) {
    const sorted = ranges.toSorted((a, b) => a.start - b.start || b.end - a.end);
    const open: number[] = [];
    const around: number[] = [];
    for (const [at, { end }] of sorted.entries()) {
      while (open.length > 0 && (sorted[open.at(-1) ?? 0]?.end ?? 0) < end) open.pop();
      around.push(open.at(-1) ?? -1);
      open.push(at);
    }
    this.#ranges = sorted;
    this.#starts = sorted.map(({ start }) => start);
    this.#around = around;
  }

  /** The innermost around a part that is not around all of what the part is in. */
  around(part: Span, whole: Span): DecidedRange | undefined {
    let at = lastAtOrBefore(this.#starts, part.start);
    let range = this.#ranges[at];
    while (range !== undefined && !spanContains(range, part)) {
      at = this.#around[at] ?? -1;
      range = this.#ranges[at];
    }
    return range === undefined || spanContains(range, whole) ? undefined : range;
  }
}

/**
 * A part that begins with the end of one value, as `}, {"Effect": …` does in front of a `}`, leaves the same text out as the
 * part that begins behind that end and has the one behind it in its place.
 */
export function aroundWholeValues(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  for (let ends = 0; ends < MOST_ENDS; ends++) {
    const [first, next] = [besideBlanks(text, from), besideBlanks(text, to)];
    const character = text.charAt(first);
    const isEnd = character === "}" || character === "]";
    if (!isEnd || first >= to || text.charAt(next) !== character) break;
    from = first + 1;
    to = next + 1;
  }
  return { start: from, end: to };
}

const MOST_ENDS = 4;

/**
 * With a comma where one value of JSON ends in front of an `else` and another begins behind it: only one of the two is there.
 * `at`: where each `else` begins.
 */
export function withCommasBetween(text: string, elses: readonly number[]): string {
  let made = "";
  let from = 0;
  for (const at of elses) {
    const [last, next] = [
      /["}\]\w\uf8ff]\s*$/.test(text.slice(Math.max(from, at - MOST_BLANKS), at)),
      besideBlanks(text, at),
    ];
    if (!last || !/["{[\w]/.test(text.charAt(next))) continue;
    made += `${text.slice(from, at)},`;
    from = at + 1;
  }
  return made + text.slice(from);
}

const MOST_BLANKS = 200;

function besideBlanks(text: string, from: number): number {
  BLANKS.lastIndex = from;
  BLANKS.exec(text);
  return BLANKS.lastIndex;
}

/** Directives are blanks as well, and thousands of them may follow each other. */
const BLANKS = /[ \t\r\n]{0,2000}/y;

interface Filling {
  readonly marks: readonly FilledMark[];
  /** Where they stand in the file, if there are too many to be told apart without it. */
  readonly starts: readonly number[];
  readonly ranges: DecidedRanges;
}

function markAt(character: string, at: number, { marks, starts }: Filling): FilledMark | undefined {
  const code = character.charCodeAt(0);
  return marks[code < LAST_MARK ? code - FIRST_MARK : lastAtOrBefore(starts, at)];
}

function filledValue(value: Value, filling: Filling): Value {
  switch (value.kind) {
    case "string":
      return filledString(value, filling);
    case "array":
      return arrayWith(value, itemsOf(value.items, value.span, filling));
    case "object":
      return objectWith(value, membersOf(value, filling));
    case "either":
      return { ...value, options: value.options.map((option) => option && filledValue(option, filling)) };
    default:
      return value;
  }
}

/** Of what a loop makes, there may be any number. */
function itemsOf(items: readonly Value[], list: Span, filling: Filling): readonly Value[] {
  return items.flatMap((item) => {
    const filled = filledValue(item, filling);
    const range = rangeAround(item.span, list, filling);
    if (range === undefined) return [filled];
    const decided = decidedValue(filled);
    return range.by === "for" ? [decided, { kind: "unknown" as const, span: item.span }] : [decided];
  });
}

/** What stands in each branch of an `if` under one name is one member, which has one of these values. */
function membersOf({ members, span }: ObjectValue, filling: Filling): readonly Member[] {
  const decided = new Map<string, number>();
  const filled: Member[] = [];
  for (const member of members) {
    const one = filledMember(member, span, filling);
    if (one.value === undefined || one.keyHoles.length > 0 || !mayBeAbsent(one.value)) {
      filled.push(one);
      continue;
    }
    const at = decided.get(one.key) ?? filled.length;
    decided.set(one.key, at);
    const first = filled[at];
    filled[at] = first?.value === undefined ? one : memberWith(first, { value: eitherOfBoth(first.value, one.value) });
  }
  return filled;
}

function eitherOfBoth(first: Value, second: Value): Value {
  const options = [first, second].flatMap((value) => (value.kind === "either" ? value.options : [value]));
  return { kind: "either", span: first.span, options: [...options.filter((one) => one !== undefined), undefined] };
}

function filledMember(member: Member, object: Span, filling: Filling): Member {
  const { text, holes } = filledText(member.key, member.keyHoles, member.keyMap, filling);
  const value = member.value && filledValue(member.value, filling);
  const range = rangeAround(member.span, object, filling) ?? rangeAround(value?.span, member.span, filling);
  return memberWith(member, {
    key: text,
    keyHoles: holes,
    value: value === undefined || range === undefined ? value : decidedValue(value),
  });
}

function decidedValue(value: Value): Value {
  return { kind: "either", span: value.span, options: [value, undefined] };
}

/** What decides on a part and not on all of what it is in. */
function rangeAround(part: Span | undefined, whole: Span, { ranges }: Filling): DecidedRange | undefined {
  return part && ranges.around(part, whole);
}

function filledString(value: StringValue, filling: Filling): Value {
  const { text, holes, whole } = filledText(value.text, value.holes, value.map, filling);
  if (whole !== undefined) return whole.value ?? { kind: "unknown", span: value.span };
  const made = { kind: "string", span: value.span, text, holes, map: value.map } as const;
  // The interpolations are copied with the text.
  return text === value.text ? made : { ...made, extended: (more) => ({ more }) };
}

interface FilledResult {
  readonly text: string;
  readonly holes: readonly Hole[];
  /** What stands there instead of a text. */
  readonly whole: FilledMark | undefined;
}

function filledText(text: string, known: readonly Hole[], map: StringValue["map"], filling: Filling): FilledResult {
  let whole: FilledMark | undefined;
  let filled = "";
  let end = 0;
  const holes = known.filter((hole) => !isOfMark(text, hole));
  for (const { 1: character = "", index } of text.matchAll(MARK)) {
    const at = map.outerSpan(index, index + 1).start;
    const mark = markAt(character, at, filling);
    // The same characters may be written in the text itself.
    if (mark === undefined || at < mark.span.start) continue;
    if (mark.isValue) whole = mark;
    filled += text.slice(end, index) + mark.text;
    end = index + mark.text.length;
    for (const hole of mark.holes) holes.push({ ...hole, start: index + hole.start, end: index + hole.end });
  }
  return { text: filled + text.slice(end), holes: inOrder(holes), whole };
}

/** A mark is no letter, so what knows the words that are to be filled in took the field around it for one. */
function isOfMark(text: string, { start, end }: Hole): boolean {
  const written = text.slice(start, end);
  return /[\ue000-\uf8ff]/.test(written) && /^[\w\ue000-\uf8ff-]*$/.test(written);
}

function inOrder(holes: readonly Hole[]): readonly Hole[] {
  return holes.length < 2 ? holes : holes.toSorted((a, b) => a.start - b.start);
}
