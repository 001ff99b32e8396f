/** The values of JSON in a template, with the texts of its interpolations and with what its directives leave open. */
import { type Span, spanContains } from "../text/span.ts";
import { type FilledText } from "./filled-text.ts";
import { type Hole, type Member, type StringValue, type Value, arrayWith, objectWith, memberWith } from "./value.ts";

/** What an interpolation is in the text that is read. */
export interface FilledMark extends FilledText {
  /** Where it stands in the file. */
  readonly span: Span;
  /** It stands where a value does, rather than inside a text. */
  readonly isValue: boolean;
}

/** What stands from an `%{if}` or `%{for}` to its end, as a span of the file. */
export interface DecidedRange extends Span {
  /** `if`: it may not be there. `for`: it may be there any number of times. */
  readonly by: "if" | "for";
}

/** Characters for private use stand for interpolations: the first says which, as many of the last follow as it is long. */
export const FIRST_MARK = 0xe000;

export function withFilledTexts(root: Value, marks: readonly FilledMark[], ranges: readonly DecidedRange[]): Value {
  return filledValue(root, { marks, ranges });
}

interface Filling {
  readonly marks: readonly FilledMark[];
  readonly ranges: readonly DecidedRange[];
}

function filledValue(value: Value, filling: Filling): Value {
  switch (value.kind) {
    case "string":
      return filledString(value, filling);
    case "array":
      return arrayWith(value, itemsOf(value.items, value.span, filling));
    case "object":
      return objectWith(
        value,
        value.members.map((member) => filledMember(member, value.span, filling)),
      );
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
  return part && ranges.find((range) => spanContains(range, part) && !spanContains(range, whole));
}

function filledString(value: StringValue, filling: Filling): Value {
  const { text, holes, isValue } = filledText(value.text, value.holes, value.map, filling);
  if (isValue) return { kind: "unknown", span: value.span };
  return { kind: "string", span: value.span, text, holes, map: value.map };
}

interface FilledResult {
  readonly text: string;
  readonly holes: readonly Hole[];
  readonly isValue: boolean;
}

function filledText(text: string, known: readonly Hole[], map: StringValue["map"], { marks }: Filling): FilledResult {
  let isValue = false;
  let filled = text;
  const holes = [...known];
  for (const found of text.matchAll(/([\ue000-\uf8fe])\uf8ff*/g)) {
    const mark = marks[(found[1] ?? "").charCodeAt(0) - FIRST_MARK];
    const { index } = found;
    // The same characters may be written in the text itself.
    if (mark === undefined || map.outerSpan(index, index + 1).start < mark.span.start) continue;
    if (mark.isValue) isValue = true;
    filled = filled.slice(0, index) + mark.text + filled.slice(index + mark.text.length);
    for (const hole of mark.holes) holes.push({ ...hole, start: index + hole.start, end: index + hole.end });
  }
  return { text: filled, holes: inOrder(holes), isValue };
}

function inOrder(holes: readonly Hole[]): readonly Hole[] {
  return holes.length < 2 ? holes : holes.toSorted((a, b) => a.start - b.start);
}
