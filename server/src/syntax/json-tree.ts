/**
 * The values of a tape, made where they are looked at: most of a large file never is. A value knows its number on the
 * tape and little else, so that a tree takes a few times the room of its text and not fifty times.
 */
import { composeEncodings, type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";
import { decodeJsonString, type DecodedText } from "./json-string.ts";
import { type JsonTape, NODE } from "./json-tape.ts";
import {
  type ArrayValue,
  type BooleanValue,
  type Hole,
  type HoleReading,
  type Member,
  type NullValue,
  type NumberValue,
  type ObjectValue,
  type StringValue,
  type Value,
} from "./value.ts";

/** What all values of one text share. */
export interface TapedText extends HoleReading {
  readonly tape: JsonTape;
  readonly text: string;
  /** The place of the text in the one that the spans of its values are of. */
  readonly within: Encoding | undefined;
}

/** The tape's first value; undefined for a text without any. */
export function rootOf(source: TapedText): Value | undefined {
  return source.tape.length === 0 ? undefined : valueAt(source, 0);
}

/** Reads the names of an object's members, a step for each thousand, so that looking for one of them is quick. */
export function* readNames(object: ObjectValue): Generator<undefined> {
  if (object instanceof TapedObject) yield* object.readNames();
}

/** The items of a list, made one after the other where they are not there yet, and not kept. */
export function itemsOf(array: ArrayValue): Iterable<Value> {
  return array instanceof TapedArray ? array.eachItem() : array.items;
}

function valueAt(source: TapedText, node: number): Value {
  switch (source.tape.kindOf(node)) {
    case NODE.object:
      return new TapedObject(source, node);
    case NODE.array:
      return new TapedArray(source, node);
    case NODE.number:
      return new TapedNumber(source, node);
    case NODE.true:
    case NODE.false:
      return new TapedBoolean(source, node);
    case NODE.null:
      return new TapedNull(source, node);
    case NODE.string:
    case NODE.member:
      return new TapedString(source, node);
  }
}

function spanOf({ tape, within }: TapedText, node: number): Span {
  const [start, end] = [tape.startOf(node), tape.endOf(node)];
  return within === undefined ? { start, end } : within.outerSpan(start, end);
}

function decoded({ tape, text, within }: TapedText, node: number): DecodedText {
  const own = decodeJsonString(text, tape.startOf(node), tape.endOf(node));
  return within === undefined ? own : { text: own.text, map: composeEncodings(own.map, within) };
}

abstract class Taped {
  protected readonly source: TapedText;
  protected readonly node: number;

  constructor(source: TapedText, node: number) {
    this.source = source;
    this.node = node;
  }

  get span(): Span {
    return spanOf(this.source, this.node);
  }
}

class TapedObject extends Taped implements ObjectValue {
  #members: readonly Member[] | undefined;

  get kind(): "object" {
    return "object";
  }

  get members(): readonly Member[] {
    return (this.#members ??= childrenOf(this.source, this.node, (node) => new TapedMember(this.source, node)));
  }

  *readNames(): Generator<undefined> {
    if (this.#members !== undefined) return;
    const members: Member[] = [];
    for (const node of nodesIn(this.source, this.node)) {
      const member = new TapedMember(this.source, node);
      member.readName();
      if (members.push(member) % NAMES_IN_STEP === 0) yield;
    }
    this.#members = members;
  }
}

const NAMES_IN_STEP = 1_000;

class TapedArray extends Taped implements ArrayValue {
  #items: readonly Value[] | undefined;

  get kind(): "array" {
    return "array";
  }

  get items(): readonly Value[] {
    return (this.#items ??= childrenOf(this.source, this.node, (node) => valueAt(this.source, node)));
  }

  *eachItem(): Generator<Value> {
    if (this.#items !== undefined) yield* this.#items;
    else for (const node of nodesIn(this.source, this.node)) yield valueAt(this.source, node);
  }
}

function childrenOf<Child>({ tape }: TapedText, node: number, childAt: (node: number) => Child): readonly Child[] {
  const children: Child[] = [];
  const end = tape.after(node);
  for (let child = node + 1; child < end; child = tape.after(child)) children.push(childAt(child));
  return children;
}

/** The same one after the other. */
function* nodesIn({ tape }: TapedText, node: number): Generator<number> {
  const end = tape.after(node);
  for (let child = node + 1; child < end; child = tape.after(child)) yield child;
}

/** On the tape its name follows it, and then its value. */
class TapedMember extends Taped implements Member {
  #key: string | undefined;
  #keyHoles: readonly Hole[] | undefined;
  #value: Value | undefined;

  readName(): void {
    this.#key = this.key;
  }

  get key(): string {
    return (this.#key ??= decoded(this.source, this.node + 1).text);
  }

  get keyHoles(): readonly Hole[] {
    return (this.#keyHoles ??= this.source.holesInName(this.key));
  }

  get keySpan(): Span {
    return spanOf(this.source, this.node + 1);
  }

  get keyMap(): Encoding {
    return decoded(this.source, this.node + 1).map;
  }

  get value(): Value | undefined {
    const place = this.node + 2;
    if (place >= this.source.tape.after(this.node)) return undefined;
    return (this.#value ??= valueAt(this.source, place));
  }
}

class TapedString extends Taped implements StringValue {
  #holes: readonly Hole[] | undefined;
  /** Each part of a long text asks where it stands. */
  #map: Encoding | undefined;

  get kind(): "string" {
    return "string";
  }

  get text(): string {
    return decoded(this.source, this.node).text;
  }

  get holes(): readonly Hole[] {
    return (this.#holes ??= this.source.holesIn(this.text));
  }

  get map(): Encoding {
    return (this.#map ??= decoded(this.source, this.node).map);
  }

  /** What another tool fills in stands there as it is written. */
  get extended(): StringValue["extended"] {
    const { text, holes } = this;
    return holes.length === 0 ? undefined : (more) => ({ text: text + more });
  }
}

class TapedNumber extends Taped implements NumberValue {
  get kind(): "number" {
    return "number";
  }

  get text(): string {
    return this.source.text.slice(this.source.tape.startOf(this.node), this.source.tape.endOf(this.node));
  }
}

class TapedBoolean extends Taped implements BooleanValue {
  get kind(): "boolean" {
    return "boolean";
  }

  get value(): boolean {
    return this.source.tape.kindOf(this.node) === NODE.true;
  }
}

class TapedNull extends Taped implements NullValue {
  get kind(): "null" {
    return "null";
  }
}
