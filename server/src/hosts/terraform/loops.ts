/**
 * What the names of a loop stand for: `each`, the iterator of a `dynamic` block and the names of a `for`. A loop that goes
 * through what the module settles has a known item each time; its names then stand for one of them. Sources: "The
 * for_each Meta-Argument", "dynamic Blocks" and "For Expressions" of the "Terraform configuration language".
 */
import { type Member, type OptionTerms, type Value } from "../../syntax/value.ts";
import { once } from "../../domains/once.ts";
import { wholeAt } from "../../text/encoding.ts";
import { type Span } from "../../text/span.ts";
import { eitherOf, filledOf, placedAt, termsOf, textAt, unknownAt } from "../placed-values.ts";

export interface LoopItem {
  readonly key: Value | undefined;
  readonly value: Value;
}

export interface LoopItems {
  readonly items: readonly LoopItem[];
  /** There may be others. */
  readonly open: boolean;
}

/** Of many items the loop is as if nothing were known of them. */
export const MOST_ITEMS = 200;

/** `keys`: of a set, whose items are their own keys. */
export function loopItems(collection: Value | undefined, keys: "of-set" | "unknown"): LoopItems {
  const found = allItems(collection, keys);
  return found.items.length > MOST_ITEMS ? { items: [], open: true } : found;
}

function allItems(collection: Value | undefined, keys: "of-set" | "unknown"): LoopItems {
  switch (collection?.kind) {
    case "array": {
      const known = collection.items.flatMap((item) => standing(item));
      return {
        items: known.map((value) => ({ key: keys === "of-set" ? value : undefined, value })),
        open: collection.items.some((item) => item.kind === "unknown" || item.kind === "either"),
      };
    }
    case "object":
      return {
        items: collection.members.flatMap(({ key, keyHoles, keySpan, value }) =>
          value === undefined || keyHoles.length > 0
            ? []
            : standing(value).map((one) => ({ key: textAt({ text: key, holes: [] }, keySpan), value: one })),
        ),
        open: collection.members.some(({ keyHoles, value }) => keyHoles.length > 0 || value?.kind === "either"),
      };
    case "either": {
      const options = collection.options.map((option) => allItems(option, keys));
      return { items: options.flatMap(({ items }) => items), open: true };
    }
    default:
      return { items: [], open: true };
  }
}

/** Loops up to here may be as many as there are. */
const SHORT_LOOP = 20;
const MOST_LONG_TIMES = 5_000;

/** How many times in all the longer ones may go round. */
export interface LongLoops {
  left: number;
}

/** Where names are looked up for others: nothing is known of what longer loops make. */
export const NO_LONG_LOOPS: LongLoops = Object.freeze({ left: 0 });

/** For one reading of a file, or of what its module says of policies: thousands of blocks may go through one long list. */
export function longLoopsOfReading(): LongLoops {
  return { left: MOST_LONG_TIMES };
}

export function mayGoThrough(times: number, longLoops: LongLoops): boolean {
  if (times <= SHORT_LOOP) return true;
  if (times > MOST_ITEMS || times > longLoops.left) return false;
  longLoops.left -= times;
  return true;
}

/** What may stand in the place of an item. */
function standing(item: Value): readonly Value[] {
  if (item.kind === "either") return item.options.flatMap((option) => (option === undefined ? [] : standing(option)));
  return item.kind === "unknown" || item.kind === "null" ? [] : [item];
}

/** A loop around an expression, with what its names stand for. */
export interface Loop {
  readonly bound: readonly string[];
  /** All that each of them may be; undefined where nothing is known of it. */
  readonly names: ReadonlyMap<string, Value | undefined>;
  /** What they are together, time by time. */
  readonly times: readonly ReadonlyMap<string, Value>[];
  /** What decides which of them it is, where the keys tell. */
  readonly terms?: readonly (OptionTerms | undefined)[] | undefined;
  readonly open: boolean;
  /** Where what it goes through is written, or referred to. */
  readonly collection: Span;
}

/** The names of a loop of which nothing is known. */
export function openLoop(names: readonly string[], collection: Span): Loop {
  return { bound: names, names: new Map(names.map((name) => [name, undefined])), times: [], open: true, collection };
}

/**
 * `each` and the iterators of `dynamic` blocks: an object of a key and a value. Looked up when the name is used. `key`: as
 * terms of options name the key.
 */
export function iteratorLoop(name: string, found: () => LoopItems, collection: Span, key?: string): Loop {
  const loop = once(() => {
    const { items, open } = found();
    const terms = key === undefined ? undefined : items.map((item) => termsOfKey(key, item));
    return loopOf(
      { items: items.map((item) => new Map([[name, iteratorOf(item, collection)]])), open, terms },
      [name],
      collection,
    );
  });
  return {
    bound: [name],
    collection,
    get names() {
      return loop().names;
    },
    get times() {
      return loop().times;
    },
    get terms() {
      return loop().terms;
    },
    get open() {
      return loop().open;
    },
  };
}

/** `for value in` or `for key, value in`. */
export function namedLoop(names: readonly string[], found: LoopItems, collection: Span): Loop {
  const value = names.at(-1) ?? "";
  const key = names.length > 1 ? names[0] : undefined;
  const items = found.items.map((item) => {
    const time = new Map([[value, item.value]]);
    if (key !== undefined) time.set(key, item.key ?? unknownAt(collection));
    return time;
  });
  return loopOf({ ...found, items }, names, collection);
}

function termsOfKey(variable: string, { key }: LoopItem): OptionTerms | undefined {
  const text = key && filledOf(key);
  return text && termsOf(variable, text);
}

function loopOf(
  { items, open, terms }: Pick<Loop, "open" | "terms"> & { readonly items: Loop["times"] },
  names: readonly string[],
  collection: Span,
): Loop {
  if (items.length === 0) return openLoop(names, collection);
  const all = (name: string): Value => {
    const values = items.flatMap((time) => time.get(name) ?? []);
    return eitherOf(open ? [...values, unknownAt(collection)] : values, collection, terms);
  };
  return {
    bound: names,
    names: new Map(names.map((name) => [name, all(name)])),
    times: items,
    terms,
    open,
    collection,
  };
}

/** The same loop at one of its times. */
export function atTime({ collection }: Pick<Loop, "collection">, time: ReadonlyMap<string, Value>): Loop {
  return { bound: [...time.keys()], names: time, times: [time], open: false, collection };
}

function iteratorOf({ key, value }: LoopItem, span: Span): Value {
  const member = (name: string, of: Value): Member => ({
    key: name,
    keyHoles: [],
    keySpan: span,
    keyMap: wholeAt(span),
    span,
    value: of,
  });
  return { kind: "object", span, members: [member("key", key ?? unknownAt(span)), member("value", value)] };
}

/** A value of the loop where its name is used: what stands in another file stands where it is referred to. */
export function usedAt(value: Value, { collection }: Pick<Loop, "collection">, span: Span): Value {
  if (value.kind === "either") {
    const options = value.options.map((option) => option && usedAt(option, { collection }, span));
    return { ...value, span, options };
  }
  return value.span.start === collection.start && value.span.end === collection.end ? placedAt(value, span) : value;
}
