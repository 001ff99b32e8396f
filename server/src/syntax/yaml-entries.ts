/**
 * A large block mapping read entry by entry. The lines show where each begins, and an entry that is complete by itself
 * is the same wherever it stands: after an edit all others are known again by their text.
 */
import { type Span } from "../text/span.ts";
import { bracketTooDeep } from "./yaml-flow-lines.ts";
import { type YamlItem, type YamlMapping, type YamlNode, type YamlNodes, type YamlPair } from "./yaml-nodes.ts";

/** A key with everything below it, as it stands in a text of its own. */
export type ReadEntry = Pick<YamlNodes, "problems"> & {
  /** Undefined for what is no part of a mapping. Lines that look unlike a key may bring others after the first. */
  readonly pairs: readonly YamlPair[] | undefined;
};

/** The entries of the version of a file that was read last, and of the one that is being read. */
export class KnownEntries {
  #before = new Map<string, ReadEntry>();
  #now = new Map<string, ReadEntry>();

  get(text: string): ReadEntry | undefined {
    const entry = this.#now.get(text) ?? this.#before.get(text);
    if (entry !== undefined) this.#now.set(text, entry);
    return entry;
  }

  add(text: string, entry: ReadEntry): void {
    this.#now.set(text, entry);
  }

  /** A version is read to its end: what no longer stands in it is forgotten. */
  endVersion(): void {
    this.#before = this.#now;
    this.#now = new Map();
  }
}

export type EntryReader = (text: string) => Generator<undefined, YamlNodes>;

/** The roots of a text; the span of what is broken; undefined for a text that cannot be taken apart. */
export function* rootsByEntries(
  text: string,
  known: KnownEntries,
  read: EntryReader,
): Generator<undefined, readonly YamlMapping[] | Span | undefined> {
  const documents = documentsIn(text);
  if (documents === undefined) return undefined;
  const reading = new EntriesReading(text, known, read);
  const roots: YamlMapping[] = [];
  for (const document of documents) {
    const root = yield* reading.mapping(document, 0);
    if (root === undefined) return reading.broken;
    roots.push(root);
  }
  return roots;
}

/** A longer one that has a mapping below its key is taken apart itself. */
const LONGEST_ENTRY = 1_000;
/** A longer one that cannot be taken apart is not read by itself where it is most of the text. */
const LONGEST_PART = 100_000;
/** Deeper than the resources of a template in a file of the Serverless Framework. */
const MOST_LEVELS = 4;

interface Level extends Span {
  readonly indent: number;
}

class EntriesReading {
  broken: Span | undefined;
  readonly #text: string;
  readonly #known: KnownEntries;
  readonly #read: EntryReader;

  constructor(text: string, known: KnownEntries, read: EntryReader) {
    this.#text = text;
    this.#known = known;
    this.#read = read;
  }

  *mapping(level: Level, depth: number): Generator<undefined, YamlMapping | undefined> {
    const pairs: YamlPair[] = [];
    for (const entry of entriesIn(this.#text, level)) {
      const own = yield* this.#entry({ ...entry, indent: level.indent }, depth);
      if (own === undefined) return undefined;
      for (const pair of own) pairs.push(pair);
      yield;
    }
    const span = { start: pairs[0]?.span.start ?? level.start, end: pairs.at(-1)?.span.end ?? level.start };
    return { kind: "mapping", form: "block", span, pairs, tag: undefined, anchor: undefined };
  }

  *#entry(entry: Level, depth: number): Generator<undefined, readonly YamlPair[] | undefined> {
    const { start, end, indent } = entry;
    const inner = depth < MOST_LEVELS && end - start > LONGEST_ENTRY ? mappingBelow(this.#text, entry) : undefined;
    if (inner !== undefined) {
      const value = yield* this.mapping(inner, depth + 1);
      return value && [pairWith(this.#text, start + indent, value)];
    }
    const written = this.#text.slice(start, end);
    // What is most of a large text is read once, with the rest; of what goes too deep the rest is all that can be read.
    const { length } = written.trimEnd();
    const isMost = length > LONGEST_PART && length > this.#text.length / 2;
    if (isMost && bracketTooDeep(written) === undefined) return undefined;
    const read = this.#known.get(written) ?? (yield* this.#readAnew(written, indent));
    const [problem] = read.problems;
    if (problem !== undefined) this.broken ??= { start: start + problem.start, end: start + problem.end };
    return problem === undefined ? read.pairs?.map((pair) => new MovedPair(pair, start)) : undefined;
  }

  *#readAnew(written: string, indent: number): Generator<undefined, ReadEntry> {
    const { roots, problems, isTooDeep } = yield* this.#read(written);
    const [root, ...others] = roots;
    const isMapping =
      root?.kind === "mapping" && root.form === "block" && root.span.start === indent && others.length === 0;
    const pairs = isMapping && root.anchor === undefined && root.tag === undefined && !isTooDeep;
    const entry = { problems, pairs: pairs ? root.pairs : undefined };
    this.#known.add(written, entry);
    return entry;
  }
}

const KEY = String.raw`(?:[\w$][\w$./-]*(?:::?[\w$./-]+)*|<<|"[^"\\\r\n]*"|'[^'\r\n]*')`;
const ENTRY = new RegExp(String.raw`${KEY}[ \t]*:(?=[ \t\r\n]|$)`, "y");
const KEY_ALONE = new RegExp(String.raw`(${KEY})[ \t]*:(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?\n)`, "y");
const WITHOUT_CONTENT = /[ \t]*(?:#[^\n]*|\r)?(?:\n|$)/y;

function matches(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** One after the other, each from the start of its line. */
function* entriesIn(text: string, { start, end, indent }: Level): Generator<Span> {
  let from = start;
  for (let line = nextLine(text, start); line < end; line = nextLine(text, line)) {
    if (indentAt(text, line) !== indent || matches(ENTRY, text, line + indent) === undefined) continue;
    yield { start: from, end: line };
    from = line;
  }
  yield { start: from, end };
}

/** Where the mapping begins that is all there is behind the key of an entry. */
function mappingBelow(text: string, { start, end, indent }: Level): Level | undefined {
  if (matches(KEY_ALONE, text, start + indent) === undefined) return undefined;
  const first = firstContent(text, nextLine(text, start), end);
  const inner = indentAt(text, first);
  if (first >= end || inner <= indent || matches(ENTRY, text, first + inner) === undefined) return undefined;
  const level = { start: first, end, indent: inner };
  return holdsAll(text, level) ? level : undefined;
}

/** No line with content is indented less. */
function holdsAll(text: string, { start, end, indent }: Level): boolean {
  for (let line = start; line < end; line = nextLine(text, line)) {
    if (indentAt(text, line) < indent && matches(WITHOUT_CONTENT, text, line) === undefined) return false;
  }
  return true;
}

/** The mappings of the documents of a file, in which nothing but a bare marker is between them. */
function documentsIn(text: string): readonly Level[] | undefined {
  const documents: Level[] = [];
  if (/^(?:---(?![ \t]*(?:#.*)?\r?$)|\.\.\.|%|\ufeff)/m.test(text)) return undefined;
  for (let at = 0; at < text.length;) {
    const marker = text.indexOf("\n---", at);
    const end = marker < 0 ? text.length : marker + 1;
    const from = text.startsWith("---", at) ? nextLine(text, at) : at;
    const start = firstContent(text, from, end);
    if (start < end) {
      if (matches(ENTRY, text, start) === undefined) return undefined;
      documents.push({ start, end, indent: 0 });
    }
    at = end;
  }
  return documents;
}

/** The start of the first line that is neither empty nor a comment. */
function firstContent(text: string, from: number, end: number): number {
  let line = from;
  while (line < end && matches(WITHOUT_CONTENT, text, line) !== undefined) line = nextLine(text, line);
  return Math.min(line, end);
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

function indentAt(text: string, line: number): number {
  let at = line;
  while (text.charAt(at) === " ") at++;
  return at - line;
}

/** `start` is where the key stands. */
function pairWith(text: string, start: number, value: YamlMapping): YamlPair {
  const [written = "", name = ""] = matches(KEY_ALONE, text, start) ?? [];
  const span = { start, end: start + name.length };
  const style = name.startsWith('"') ? "double" : name.startsWith("'") ? "single" : "plain";
  const own = { tag: undefined, anchor: undefined, header: "", parentIndent: 0, textStart: start };
  return {
    span: { start, end: value.span.end },
    key: { kind: "scalar", style, span, ...own },
    afterColon: start + written.length,
    bareTag: undefined,
    value,
  };
}

/** A pair as it stands further down in a text; what is below it is made where it is looked at. */
class MovedPair implements YamlPair {
  readonly #pair: YamlPair;
  readonly #by: number;
  #key: YamlNode | undefined;
  #value: YamlNode | undefined;

  constructor(pair: YamlPair, by: number) {
    this.#pair = pair;
    this.#by = by;
  }

  get span(): Span {
    return moved(this.#pair.span, this.#by);
  }

  get key(): YamlNode {
    return (this.#key ??= movedNode(this.#pair.key, this.#by));
  }

  get afterColon(): number | undefined {
    const { afterColon } = this.#pair;
    return afterColon === undefined ? undefined : afterColon + this.#by;
  }

  get bareTag(): YamlPair["bareTag"] {
    return movedTag(this.#pair.bareTag, this.#by);
  }

  get value(): YamlNode | undefined {
    const { value } = this.#pair;
    return (this.#value ??= value && movedNode(value, this.#by));
  }
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function movedTag(tag: YamlNode["tag"], by: number): YamlNode["tag"] {
  return tag && { name: tag.name, span: moved(tag.span, by) };
}

function movedNode(node: YamlNode, by: number): YamlNode {
  const span = moved(node.span, by);
  const tag = movedTag(node.tag, by);
  switch (node.kind) {
    case "scalar":
      return { ...node, span, tag, textStart: node.textStart + by };
    case "alias":
      return { ...node, span, tag };
    case "mapping":
      return { ...node, span, tag, pairs: node.pairs.map((pair) => new MovedPair(pair, by)) };
    case "list":
      return { ...node, span, tag, items: node.items.map((item) => movedItem(item, by)) };
  }
}

function movedItem({ span, node }: YamlItem, by: number): YamlItem {
  return { span: moved(span, by), node: node && movedNode(node, by) };
}
