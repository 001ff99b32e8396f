/**
 * The functions of Terraform that put together what stands in their arguments; of all others nothing is known. Source:
 * "Built-in functions" of the "Terraform configuration language".
 */
import { type HclCall } from "../../syntax/hcl-tree.ts";
import { type FilledText, TextBuilding } from "../../syntax/filled-text.ts";
import {
  memberNamed,
  type Member,
  type ObjectValue,
  type Value,
  arrayWith,
  eitherWith,
  memberWith,
} from "../../syntax/value.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { arrayAt, eitherOf, filledOf, isEmpty, isNothing, textAt, unknownAt } from "../placed-values.ts";
import { formatted } from "./format-function.ts";
import { textFunctionValue } from "./text-functions.ts";

export interface CallArguments {
  /** Evaluated; undefined where there is none. */
  readonly argument: (index: number) => Value | undefined;
}

/** Undefined where nothing is known of what it makes. */
export function functionValue(call: HclCall, { argument }: CallArguments): Value | undefined {
  const { span } = call;
  const all = (): readonly Value[] => call.arguments.flatMap((_, index) => argument(index) ?? []);
  const parts = (): readonly Value[] | undefined => (call.expands ? expanded(all()) : all());
  const name = call.name.replace(/^core::/, "");
  if (call.expands && name !== "merge" && name !== "concat") return undefined;
  switch (name) {
    case "concat":
    case "setunion":
      return concatenated(parts(), span);
    case "flatten":
      return flattenedLists(all(), span);
    case "compact":
      return compacted(argument(0));
    case "slice":
      return sliced(all(), span);
    case "reverse":
      return reversed(argument(0));
    case "sort":
      return sorted(argument(0));
    case "distinct":
    case "toset":
    case "tolist":
    case "nonsensitive":
    case "sensitive":
    case "tostring":
    case "tomap":
      return argument(0);
    case "merge":
      return merged(parts(), span);
    case "one":
      return onlyItem(argument(0));
    case "try":
    case "coalesce":
    case "coalescelist":
      return oneOf(all(), span);
    case "format":
      return formatted(all(), span);
    case "formatlist":
      return formattedList(all(), span);
    case "join":
      return joined(all(), span);
    case "lookup":
      return lookedUp(argument(0), argument(1), argument(2), span);
    case "element":
      return elementOf(argument(0), filledOf(argument(1)));
    case "keys":
      return keysOf(argument(0), span);
    case "values":
      return valuesOf(argument(0), span);
    default:
      return textFunctionValue(
        name,
        call.arguments.map((_, index) => argument(index)),
        span,
      );
  }
}

/** `…` behind the last argument: its items are arguments. Undefined where not all of them are settled. */
function expanded(given: readonly Value[]): readonly Value[] | undefined {
  const last = given.at(-1);
  if (last?.kind !== "array" || last.items.some(({ kind }) => kind === "unknown" || kind === "either"))
    return undefined;
  return [...given.slice(0, -1), ...last.items];
}

/** Of a list with a single item. Source: Terraform language, "one". */
function onlyItem(list: Value | undefined): Value | undefined {
  const [only, ...others] = list?.kind === "array" ? list.items : [];
  return others.length > 0 || only?.kind === "either" ? undefined : only;
}

function concatenated(lists: readonly Value[] | undefined, span: Span): Value | undefined {
  return lists && arrayAt(itemsOfLists(lists, span), span);
}

function itemsOfLists(lists: readonly Value[], span: Span): readonly Value[] {
  return lists.flatMap((list) => itemsOfList(list, span));
}

/** What a list adds to a longer one: something unknown where it is not settled. */
function itemsOfList(list: Value, span: Span): readonly Value[] {
  if (list.kind === "array") return list.items;
  if (list.kind !== "either") return [unknownAt(list.kind === "unknown" ? list.span : span)];
  // Each item of an option may be there.
  return list.options.flatMap((option) => (option === undefined ? [] : itemsOfList(option, span).map(maybeThere)));
}

/** What is null is left out by what decides. */
function maybeThere(item: Value): Value {
  if (item.kind === "unknown") return item;
  return item.kind === "null" ? unknownAt(item.span) : { kind: "either", span: item.span, options: [item, undefined] };
}

function flattenedLists(lists: readonly Value[], span: Span): Value {
  const items = itemsOfLists(lists, span);
  return arrayAt(
    items.flatMap((item) => flattened(item, span)),
    span,
  );
}

function flattened(item: Value, span: Span): readonly Value[] {
  if (item.kind === "array") return item.items.flatMap((inner) => flattened(inner, span));
  return item.kind === "either" && mayBeList(item)
    ? itemsOfList(item, span).flatMap((inner) => flattened(inner, span))
    : [item];
}

/** Also where one choice stands in another, as a condition in a loop over what is not known. */
function mayBeList(value: Value | undefined): boolean {
  return value?.kind === "array" || (value?.kind === "either" && value.options.some(mayBeList));
}

/** The items from one index up to another: where these are not settled, any of them. */
function sliced([list, ...ends]: readonly Value[], span: Span): Value | undefined {
  if (list?.kind !== "array") return undefined;
  const [from, to] = ends.map((end) => (end.kind === "number" ? Number(end.text) : undefined));
  const isKnown = from !== undefined && to !== undefined && !list.items.some(({ kind }) => MANY.has(kind));
  return arrayAt(isKnown ? list.items.slice(from, to) : list.items.map(maybeThere), span);
}

/** One of them may stand for several items. */
const MANY: ReadonlySet<Value["kind"]> = new Set(["unknown", "either"]);

function reversed(list: Value | undefined): Value | undefined {
  return list?.kind === "array" ? arrayWith(list, list.items.toReversed()) : list;
}

/** Where not every text is settled, nobody knows which item is the first. */
function sorted(list: Value | undefined): Value | undefined {
  if (list?.kind !== "array") return list;
  const texts = list.items.flatMap((item) => (item.kind === "string" && item.holes.length === 0 ? [item] : []));
  return texts.length === list.items.length
    ? arrayWith(
        list,
        texts.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)),
      )
    : arrayWith(list, list.items.map(maybeThere));
}

/** The last value of a name counts. */
function merged(objects: readonly Value[] | undefined, span: Span): Value | undefined {
  if (objects === undefined) return undefined;
  const members: Member[] = [];
  for (const object of objects) {
    if (object.kind !== "object") {
      members.push(openMember(object.span));
      continue;
    }
    for (const member of object.members) {
      const same = members.findIndex(({ key, keyHoles }) => key === member.key && keyHoles.length === 0);
      if (same >= 0) members.splice(same, 1);
      members.push(member);
    }
  }
  // What nobody knows may also come in the place of what is known.
  const opens = objects.findLastIndex(({ kind }) => kind !== "object");
  if (opens <= 0) return { kind: "object", span, members };
  const settled = new Set(objects.slice(opens + 1).flatMap((one) => (one.kind === "object" ? one.members : [])));
  return { kind: "object", span, members: members.map((member) => (settled.has(member) ? member : mayDiffer(member))) };
}

function mayDiffer(member: Member): Member {
  if (member.value === undefined || member.keyHoles.length > 0) return member;
  const { span } = member.value;
  return memberWith(member, { value: eitherOf([member.value, unknownAt(span)], span) });
}

/** A member of any name. */
export function openMember(span: Span): Member {
  const key = "${...}";
  return {
    key,
    keyHoles: [{ start: 0, end: key.length }],
    keySpan: span,
    keyMap: wholeAt(span),
    span,
    value: unknownAt(span),
  };
}

/** The first that is there; what stands for nothing is not what anybody means. */
function oneOf(values: readonly Value[], span: Span): Value | undefined {
  const options = values.map((value) => (isNothing(value) ? unknownAt(value.span) : value));
  return options.length === 0 ? undefined : eitherOf(options, span);
}

/** Empty texts are left out, also where they are one of several that may stand there. */
function compacted(list: Value | undefined): Value | undefined {
  if (list?.kind === "either") return eitherWith(list, list.options.map(compacted));
  if (list?.kind !== "array") return list;
  const items = list.items.flatMap((item): Value[] => {
    if (item.kind !== "either") return isNothing(item) ? [] : [item];
    return [{ ...item, options: item.options.map((option) => (option && isNothing(option) ? undefined : option)) }];
  });
  return arrayWith(list, items);
}

/**
 * Lists of one length, item by item; what is no list stands in each text. Of a list that is not settled, one text stands for
 * all.
 */
function formattedList([pattern, ...values]: readonly Value[], span: Span): Value | undefined {
  if (pattern?.kind === "string" && values.length > 0 && values.every((value) => MANY.has(value.kind))) {
    const one = formatted([pattern, ...values.map((value) => unknownAt(value.span))], span) ?? unknownAt(span);
    return arrayAt([{ kind: "either", span: pattern.span, options: [one, undefined] }], span);
  }
  const lists = values.flatMap((value) => (value.kind === "array" ? [value.items] : []));
  const [first] = lists;
  const isOpen = values.some(({ kind }) => kind === "unknown" || kind === "either" || kind === "object");
  if (pattern === undefined || first === undefined || isOpen) return undefined;
  if (lists.some(({ length }) => length !== first.length)) return undefined;
  const items = first.map((_, index) => {
    const own = values.map((value) => (value.kind === "array" ? value.items[index] : value));
    const known = own.filter((value) => value !== undefined);
    return known.some(({ kind }) => kind === "unknown" || kind === "either")
      ? unknownAt(span)
      : (formatted([pattern, ...known], span) ?? unknownAt(span));
  });
  return arrayAt(items, span);
}

function joined([separator, list, ...others]: readonly Value[], span: Span): Value | undefined {
  const between = filledOf(separator);
  if (between === undefined || list?.kind !== "array" || others.length > 0) return undefined;
  const building = new TextBuilding();
  for (const [index, item] of list.items.entries()) {
    const text = filledOf(item);
    if (text === undefined) return undefined;
    if (index > 0) building.add(between.text, between.holes);
    building.add(text.text, text.holes);
  }
  return textAt(building.result(), span);
}

/** The member of that name, or what stands in its place where there is none. */
function lookedUp(
  map: Value | undefined,
  name: Value | undefined,
  otherwise: Value | undefined,
  span: Span,
): Value | undefined {
  if (map?.kind === "either") {
    const options = map.options.map((one) => lookedUp(one, name, otherwise, span) ?? unknownAt(span));
    return eitherOf(options, span);
  }
  const key = filledOf(name);
  if (map?.kind !== "object" || map.members.some(({ keyHoles }) => keyHoles.length > 0)) return undefined;
  if (key === undefined || key.holes.length > 0) return anyOf(map, span);
  return memberNamed(map, key.text)?.value ?? otherwise;
}

/** Of a name that nobody settles here. What is empty is mostly left out by what decides. */
function anyOf({ members }: ObjectValue, span: Span): Value | undefined {
  if (members.length > MOST_OPTIONS) return undefined;
  const known = members.flatMap(({ value }) => (value === undefined || isEmpty(value) ? [] : [value]));
  return eitherOf([...known, unknownAt(span)], span);
}

const MOST_OPTIONS = 20;

/** Past its end, a list begins anew. */
function elementOf(list: Value | undefined, index: FilledText | undefined): Value | undefined {
  if (list?.kind !== "array" || list.items.length === 0 || !/^\d+$/.test(index?.text ?? "")) return undefined;
  if (list.items.some(({ kind }) => kind === "unknown" || kind === "either")) return undefined;
  return list.items[Number(index?.text) % list.items.length];
}

/** In the order of their names. */
function keysOf(map: Value | undefined, span: Span): Value | undefined {
  if (map?.kind !== "object" || map.members.some(({ keyHoles }) => keyHoles.length > 0)) return undefined;
  const names = map.members.map(({ key, keySpan }) => textAt({ text: key, holes: [] }, keySpan));
  return sorted(arrayAt(names, span));
}

function valuesOf(map: Value | undefined, span: Span): Value | undefined {
  if (map?.kind !== "object") return undefined;
  return arrayAt(
    map.members.map(({ keyHoles, value }) => (value === undefined || keyHoles.length > 0 ? unknownAt(span) : value)),
    span,
  );
}
