/**
 * The functions that take one of several values. Source: "Fn::Select", "Fn::Split" and "Fn::FindInMap" of the
 * "AWS CloudFormation Template Reference Guide".
 */
import { type FilledText, TextBuilding } from "../../syntax/filled-text.ts";
import { type Hole, mayBeAbsent, type Member, memberNamed, type OptionTerms, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { bothTerms, eitherOf, filledOf, placedAt, termsOf, textsAt, unknownAt } from "../placed-values.ts";
import { type OfferedText, offeredIn } from "../choices.ts";
import { type Template } from "./template.ts";

/** `[index, list]`. The item is the value that stands in the list; undefined where it is not settled which one. */
export function selected(argument: Value, fill: (value: Value) => Value): Value | undefined {
  const [at, list, ...others] = argument.kind === "array" ? argument.items : [];
  const index = filledOf(at);
  if (index === undefined || list === undefined || others.length > 0 || !/^\d{1,4}$/.test(index.text)) return undefined;
  const values = fill(list);
  if (values.kind !== "array") return undefined;
  const before = values.items.slice(0, Number(index.text) + 1);
  // A reference may stand for several items, or for none.
  const isCounted = before.every((item) => item.kind !== "unknown" && !mayBeList(item) && !mayBeAbsent(item));
  return isCounted ? before[Number(index.text)] : undefined;
}

function mayBeList(item: Value): boolean {
  return item.kind === "array" || (item.kind === "either" && item.options.some((option) => option?.kind === "array"));
}

/** `[separator, text]`, where no part that is not settled can hold the separator. */
export function splitText(
  argument: Value,
  span: Span,
  textOf: (value: Value) => FilledText | undefined,
): Value | undefined {
  const [separator, whole, ...others] = argument.kind === "array" ? argument.items : [];
  if (separator?.kind !== "string" || separator.text === "" || whole === undefined || others.length > 0) {
    return undefined;
  }
  const text = textOf(whole);
  const isSplit = text?.holes.every((hole) => isWithout(hole, separator.text)) === true;
  return isSplit ? textsAt(piecesOf(text, separator.text), span) : undefined;
}

function isWithout({ stands, isName }: Hole, separator: string): boolean {
  return (stands !== undefined || isName === true) && (separator === ":" || separator === "/");
}

function piecesOf({ text, holes }: FilledText, separator: string): readonly FilledText[] {
  const pieces: FilledText[] = [];
  let building = new TextBuilding();
  const addText = (from: number, to: number): void => {
    const [first = "", ...more] = text.slice(from, to).split(separator);
    building.add(first);
    for (const piece of more) {
      pieces.push(building.result());
      building = new TextBuilding();
      building.add(piece);
    }
  };
  let at = 0;
  for (const { start, end, ...facts } of holes) {
    addText(at, start);
    building.addHole(text.slice(start, end), facts);
    at = end;
  }
  addText(at, text.length);
  return [...pieces, building.result()];
}

interface MapReading {
  readonly template: Template;
  readonly fill: (value: Value) => Value;
  /** The variable that a value refers to. */
  readonly variableOf: (value: Value) => string | undefined;
}

/** `[map, key, key]` and, with the language extensions, a default: what the map has for keys that may be these. */
export function mappedValue(argument: Value, span: Span, reading: MapReading): Value | undefined {
  const { template, fill } = reading;
  const [map, first, second, extra, ...others] = argument.kind === "array" ? argument.items : [];
  if (map?.kind !== "string" || first === undefined || second === undefined || others.length > 0) return undefined;
  const mapping = template.mapping(map.text);
  if (mapping === undefined) return undefined;
  const keys = keysIn(second, reading);
  const inner = valuesUnder({ value: mapping, when: [] }, keysIn(first, reading))?.map((one) => valuesUnder(one, keys));
  if (inner === undefined || inner.includes(undefined)) return undefined;
  const found = inner.flatMap((values) => values ?? []);
  const standard = extra?.kind === "object" ? memberNamed(extra, "DefaultValue")?.value : undefined;
  const all = standard === undefined ? found : [...found, { value: fill(standard), when: undefined }];
  const options = differing(all.map(({ value, when }) => ({ value: orFilledIn(placedAt(value, span)), when })));
  if (options.length === 0 || options.length > MOST_OPTIONS) return undefined;
  return eitherOf(
    options.map(({ value }) => value),
    span,
    options.map(({ when }) => when),
  );
}

/** What a map may have there. */
interface MappedValue {
  readonly value: Value;
  readonly when: OptionTerms | undefined;
}

interface MapKeys {
  /** Undefined where it may be any. */
  readonly texts: readonly OfferedText[] | undefined;
  readonly variable: string | undefined;
}

function keysIn(key: Value, { fill, variableOf }: MapReading): MapKeys {
  const texts = offeredIn(fill(key));
  const isOpen = texts === undefined || texts.length === 0 || texts.some(({ holes }) => holes.length > 0);
  return { texts: isOpen ? undefined : texts, variable: variableOf(key) };
}

/** What is empty is filled in before anybody deploys the template, or is not taken. */
function orFilledIn(value: Value): Value {
  return value.kind === "string" && value.text === "" ? unknownAt(value.span) : value;
}

/** A map has an entry for each Region at most. */
const MOST_OPTIONS = 40;

/** Undefined where it may be any of very many. */
function valuesUnder(
  { value: object, when }: MappedValue,
  { texts, variable }: MapKeys,
): readonly MappedValue[] | undefined {
  if (object.kind !== "object") return [];
  if (texts === undefined && object.members.length > MOST_OPTIONS) return undefined;
  const named = texts?.map((text) => ({ member: memberNamed(object, text.text), terms: text.when }));
  const any = object.members.map((member) => ({ member, terms: termsOf(variable, textOfKey(member)) }));
  return (named ?? any).flatMap(({ member, terms }) =>
    member?.value === undefined ? [] : [{ value: member.value, when: bothTerms(when, terms) }],
  );
}

function textOfKey({ key, keyHoles }: Member): FilledText {
  return { text: key, holes: keyHoles };
}

/** What stands there under several keys stands there when one of these is asked for: no list of terms says that. */
function differing(values: readonly MappedValue[]): readonly MappedValue[] {
  const found = new Map<string, MappedValue>();
  for (const [index, one] of values.entries()) {
    const text = filledOf(one.value);
    const key = text === undefined ? `value ${index}` : `text ${text.text}`;
    found.set(key, found.has(key) ? { value: one.value, when: undefined } : one);
  }
  return [...found.values()];
}
