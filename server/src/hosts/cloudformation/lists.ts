/**
 * The functions that take one of several values. Source: "Fn::Select", "Fn::Split" and "Fn::FindInMap" of the
 * "AWS CloudFormation Template Reference Guide".
 */
import { type FilledText, TextBuilding } from "../../syntax/filled-text.ts";
import { type Hole, mayBeAbsent, memberNamed, type ObjectValue, standingIn, type Value } from "../../syntax/value.ts";
import { type Span } from "../../text/span.ts";
import { arrayAt, eitherOf, filledOf, placedAt, textAt, unknownAt } from "../placed-values.ts";
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
  const isCounted = before.every((item) => item.kind !== "unknown" && item.kind !== "array" && !mayBeAbsent(item));
  return isCounted ? before[Number(index.text)] : undefined;
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
  return isSplit
    ? arrayAt(
        piecesOf(text, separator.text).map((piece) => textAt(piece, span)),
        span,
      )
    : undefined;
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
}

/** `[map, key, key]` and, with the language extensions, a default: what the map has for keys that may be these. */
export function mappedValue(argument: Value, span: Span, { template, fill }: MapReading): Value | undefined {
  const [map, first, second, extra, ...others] = argument.kind === "array" ? argument.items : [];
  if (map?.kind !== "string" || first === undefined || second === undefined || others.length > 0) return undefined;
  const mapping = template.mapping(map.text);
  if (mapping === undefined) return undefined;
  const keys = fill(second);
  const inner = valuesUnder(mapping, fill(first))?.map((one) => (one.kind === "object" ? valuesUnder(one, keys) : []));
  if (inner === undefined || inner.includes(undefined)) return undefined;
  const found = inner.flatMap((values) => values ?? []);
  const standard = extra?.kind === "object" ? memberNamed(extra, "DefaultValue")?.value : undefined;
  const all = standard === undefined ? found : [...found, fill(standard)];
  const options = differing(all.map((value) => orFilledIn(placedAt(value, span))));
  return options.length === 0 || options.length > MOST_OPTIONS ? undefined : eitherOf(options, span);
}

/** What is empty is filled in before anybody deploys the template, or is not taken. */
function orFilledIn(value: Value): Value {
  return value.kind === "string" && value.text === "" ? unknownAt(value.span) : value;
}

/** A map has an entry for each Region at most. */
const MOST_OPTIONS = 40;

/** Undefined where it may be any of very many. */
function valuesUnder(object: ObjectValue, key: Value): readonly Value[] | undefined {
  const standing = standingIn(key).map(({ value }) => filledOf(value));
  const names = standing.flatMap((text) => (text === undefined || text.holes.length > 0 ? [] : text.text));
  const isOpen = names.length < standing.length || standing.length === 0;
  if (isOpen && object.members.length > MOST_OPTIONS) return undefined;
  const members = isOpen ? object.members : names.flatMap((name) => memberNamed(object, name) ?? []);
  return members.flatMap(({ value }) => value ?? []);
}

function differing(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = filledOf(value);
    if (text === undefined) return true;
    const isNew = !seen.has(text.text);
    seen.add(text.text);
    return isNew;
  });
}
