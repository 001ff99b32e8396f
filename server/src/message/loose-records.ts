/**
 * Reads objects out of any text: JSON, JSON Lines, JSON in a string, Python literals, and pieces of all of these that
 * were cut off at either end. It never fails; what it cannot read it leaves out.
 */
import { type Span } from "../text/span.ts";

export type LooseValue = string | LooseRecord | readonly LooseValue[];

export interface LooseRecord {
  readonly entries: ReadonlyMap<string, LooseValue>;
  readonly span: Span;
  /** The text ends in it: lists in it may go on. */
  readonly isCut?: true;
}

/** Deeper objects are passed over. */
const DEEPEST = 60;
/** More objects than ten megabytes of events hold are passed over. */
const MOST_RECORDS = 50_000;
/** JSON in a string in a string …: as deep as log pipelines go. */
const DEEPEST_STRING = 4;

/** Every object of the text, in the order in which they start; the first is the text itself, for keys outside objects. */
export function readLooseRecords(text: string): LooseRecord[] {
  const records: LooseRecord[] = [];
  readInto(text, records, null, 0);
  return records.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

type Ending = Pick<LooseRecord, "isCut">;
const CUT: Ending = { isCut: true };

interface OpenGroup {
  readonly map: Map<string, LooseValue>;
  readonly items: LooseValue[];
  readonly isList: boolean;
  readonly start: number;
  key: string | null;
  word: string | null;
  /** The key whose string ended last: the next string may be a piece of it. */
  open: string | null;
}

interface Reading {
  readonly text: string;
  readonly records: LooseRecord[];
  /** Where a decoded string stands in the outermost text; null for that text itself. */
  readonly outer: Span | null;
  readonly depth: number;
  readonly stack: OpenGroup[];
  tooDeep: number;
}

function readInto(text: string, records: LooseRecord[], outer: Span | null, depth: number): LooseRecord {
  const root = newGroup(false, 0);
  const reading: Reading = { text, records, outer, depth, stack: [root], tooDeep: 0 };
  let at = 0;
  while (at < text.length) at = readToken(reading, at);
  const ending = reading.stack.length > 1 ? CUT : undefined;
  while (reading.stack.length > 1) closeGroup(reading, text.length, ending);
  endEntry(root);
  const record = { entries: root.map, span: outer ?? { start: 0, end: text.length }, ...ending };
  records.push(record);
  return record;
}

function newGroup(isList: boolean, start: number): OpenGroup {
  return { map: new Map(), items: [], isList, start, key: null, word: null, open: null };
}

const STRING_START = /\\*["']/y;
const BARE_WORD = /[^\s{}[\]:,"'\\]+/y;

function readToken(reading: Reading, at: number): number {
  const group = reading.stack.at(-1);
  if (group === undefined) return reading.text.length;
  const character = reading.text.charAt(at);
  switch (character) {
    case "{":
    case "[":
      if (reading.stack.length >= DEEPEST || reading.records.length >= MOST_RECORDS) reading.tooDeep++;
      else reading.stack.push(newGroup(character === "[", at));
      return at + 1;
    case "}":
    case "]":
      if (reading.tooDeep > 0) reading.tooDeep--;
      else if (reading.stack.length > 1) closeGroup(reading, at + 1, undefined);
      else endEntry(group);
      return at + 1;
    case ":":
      if (group.word !== null && group.key === null) {
        group.key = group.word;
        group.word = null;
      }
      return at + 1;
    case ",":
      endEntry(group);
      return at + 1;
    default:
      return readWord(reading, group, at);
  }
}

function readWord(reading: Reading, group: OpenGroup, at: number): number {
  STRING_START.lastIndex = at;
  const quote = STRING_START.exec(reading.text)?.[0];
  if (quote !== undefined && opensString(reading.text, at, quote)) return readString(reading, group, at, quote);
  if (quote !== undefined) return at + quote.length;
  BARE_WORD.lastIndex = at;
  const word = BARE_WORD.exec(reading.text)?.[0];
  if (word === undefined) return at + 1;
  setWord(group, word);
  return at + word.length;
}

/** An apostrophe inside a word opens nothing. */
function opensString(text: string, at: number, quote: string): boolean {
  return quote.endsWith('"') || at === 0 || /[\s{[,:(=]/.test(text.charAt(at - 1));
}

function readString(reading: Reading, group: OpenGroup, at: number, quote: string): number {
  const { text } = reading;
  const start = at + quote.length;
  const end = endOfString(text, start, quote);
  let value = text.slice(start, end);
  // A quote behind 1, 3, 7 … backslashes is inside 1, 2, 3 … other strings.
  for (let left = quote.length - 1; left > 0; left >>= 1) value = unescape(value);
  if (value.includes("\\")) value = unescape(value);
  const span = reading.outer ?? { start, end };
  if (reading.depth < DEEPEST_STRING && reading.records.length < MOST_RECORDS && /^\s*(?:\{|\[\s*[{"])/.test(value)) {
    const inner = readInto(value, reading.records, span, reading.depth + 1);
    setValue(group, wrapped(inner) ?? value);
  } else if (group.key !== null && !isKeyBelow(reading, at, end)) setText(group, value);
  else if (group.key !== null || group.open === null || IS_KEY.test(text.slice(end, end + 60))) {
    group.key = null;
    group.word = withoutBreaks(value);
  } else addPiece(group, group.open, value);
  return Math.min(text.length, end + quote.length);
}

/** Words of a person end in a colon, and below them begins a record whose front was cut off: `the event says:`. */
function isKeyBelow({ text, stack }: Reading, at: number, end: number): boolean {
  return (
    stack.length === 1 &&
    /:\s*\n\s*$/.test(text.slice(Math.max(0, at - 40), at)) &&
    IS_KEY.test(text.slice(end, end + 60))
  );
}

/** What follows is a key, although its comma is missing. */
const IS_KEY = /^\\*["']\s{0,40}:/;

function setText(group: OpenGroup, value: string): void {
  const { key, isList } = group;
  const isNew = !isList && key !== null && !group.map.has(key);
  setValue(group, value);
  group.open = isNew ? key : null;
}

/** Python puts strings together that stand one behind the other. */
function addPiece(group: OpenGroup, key: string, piece: string): void {
  const before = group.map.get(key);
  if (typeof before === "string") group.map.set(key, before + piece);
}

/** A string that holds one object stands for that object. */
function wrapped(root: LooseRecord): LooseValue | undefined {
  return root.entries.get("");
}

function endOfString(text: string, start: number, quote: string): number {
  const mark = quote.charAt(quote.length - 1);
  const level = quote.length - 1;
  for (let at = text.indexOf(mark, start); at >= 0; at = text.indexOf(mark, at + 1)) {
    let slashes = 0;
    while (at - slashes > start && text[at - slashes - 1] === "\\") slashes++;
    if (level === 0 ? slashes % 2 === 0 : slashes <= level) return at - Math.min(slashes, level);
  }
  return text.length;
}

const CODE = /^[0-9a-fA-F]{4}$/;
const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
]);

function unescape(text: string): string {
  let plain = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at >= 0 && at + 1 < text.length; at = text.indexOf("\\", from)) {
    plain += text.slice(from, at);
    const character = text.charAt(at + 1);
    const code = character === "u" ? text.slice(at + 2, at + 6) : "";
    const isCode = CODE.test(code);
    plain += isCode ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPED.get(character) ?? character);
    from = at + (isCode ? 6 : 2);
  }
  return plain + text.slice(from);
}

function setWord(group: OpenGroup, word: string): void {
  group.open = null;
  if (group.key === null) group.word = word;
  else setValue(group, word);
}

/** With the value the entry is complete, comma or not. */
function setValue(group: OpenGroup, value: LooseValue): void {
  if (group.isList) group.items.push(value);
  else {
    const key = group.key ?? "";
    if (!group.map.has(key)) group.map.set(key, value);
    group.key = null;
    group.word = null;
    group.open = null;
  }
}

function endEntry(group: OpenGroup): void {
  if (group.isList && group.word !== null) group.items.push(group.word);
  group.open = null;
  group.key = null;
  group.word = null;
}

function closeGroup(reading: Reading, end: number, ending: Ending | undefined): void {
  const group = reading.stack.pop();
  const parent = reading.stack.at(-1);
  if (group === undefined || parent === undefined) return;
  endEntry(group);
  if (group.isList) {
    setValue(parent, group.items);
    return;
  }
  const record = { entries: group.map, span: reading.outer ?? { start: group.start, end }, ...ending };
  reading.records.push(record);
  setValue(parent, record);
}

/** The value under a path of keys; keys are compared in any case, because tools change it. */
export function valueAt(record: LooseRecord, ...path: readonly string[]): LooseValue | undefined {
  let value: LooseValue | undefined = record;
  for (const key of path) {
    if (value === undefined || !isLooseRecord(value)) return undefined;
    value = value.entries.get(key) ?? inAnyCase(value, key);
  }
  return value;
}

export function textAt(record: LooseRecord, ...path: readonly string[]): string | null {
  return textOf(valueAt(record, ...path));
}

/** Null for what a tool writes in the place of a text that is not there, or hidden. */
export function textOf(found: LooseValue | undefined): string | null {
  const value = typeof found === "string" ? withoutBreaks(found) : found;
  return typeof value === "string" && !/^(?:|null|None|-|HIDDEN_DUE_TO_SECURITY_REASONS)$/.test(value) ? value : null;
}

/** A string of JSON has no line breaks of its own: where there is one, a terminal put it in. */
function withoutBreaks(text: string): string {
  return text.replace(/ ?[\n\v] ?/g, "");
}

export function recordsAt(record: LooseRecord, ...path: readonly string[]): LooseRecord[] {
  const value = valueAt(record, ...path);
  if (value === undefined || typeof value === "string") return [];
  return isLooseRecord(value) ? [value] : value.filter((item) => isLooseRecord(item));
}

export function isLooseRecord(value: LooseValue): value is LooseRecord {
  return typeof value === "object" && !Array.isArray(value);
}

function inAnyCase(record: LooseRecord, key: string): LooseValue | undefined {
  const wanted = key.toLowerCase();
  for (const [name, value] of record.entries) if (name.toLowerCase() === wanted) return value;
  return undefined;
}
