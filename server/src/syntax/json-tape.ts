/**
 * JSON text as a list of numbers, four for each node, in the order of the text: what a tree would take twenty times the
 * room for. Reading never fails and does not recurse; half-typed text gives what could be understood, with problems.
 */
import { JsonScanner, type ScanProblem, TOKEN } from "./json-scanner.ts";

export const NODE = { object: 0, array: 1, string: 2, number: 3, true: 4, false: 5, null: 6, member: 7 } as const;
export type NodeKind = (typeof NODE)[keyof typeof NODE];

export type JsonProblemKind =
  | ScanProblem
  | "property name expected"
  | "value expected"
  | "colon expected"
  | "comma expected"
  | "close brace expected"
  | "close bracket expected"
  | "end of file expected"
  | "too deep";

export interface JsonProblem {
  readonly kind: JsonProblemKind;
  readonly start: number;
  readonly end: number;
}

/** Nodes are known by their number. A member's first child is its key; its second, if it has one, its value. */
export class JsonTape {
  /** The first of them; a text may have none, or more than are kept. */
  readonly problems: JsonProblem[] = [];
  problemCount = 0;
  length = 0;
  readonly #chunks: Int32Array[] = [];

  kindOf(node: number): NodeKind {
    return this.#field(node, 0) as NodeKind;
  }

  startOf(node: number): number {
    return this.#field(node, 1);
  }

  endOf(node: number): number {
    return this.#field(node, 2);
  }

  /** The number of the node that follows it and everything in it. */
  after(node: number): number {
    return this.#field(node, 3);
  }

  add(kind: NodeKind, start: number, end: number): number {
    const node = this.length++;
    const at = (node & IN_CHUNK) * FIELDS;
    let chunk = this.#chunks[node >>> CHUNK_BITS];
    if (chunk === undefined || at === chunk.length) chunk = this.#grown(node >>> CHUNK_BITS);
    chunk[at] = kind;
    chunk[at + 1] = start;
    chunk[at + 2] = end;
    chunk[at + 3] = node + 1;
    return node;
  }

  /** Everything added since is in the node. */
  close(node: number, end: number): void {
    const at = (node & IN_CHUNK) * FIELDS;
    const chunk = this.#chunks[node >>> CHUNK_BITS];
    if (chunk === undefined) return;
    chunk[at + 2] = end;
    chunk[at + 3] = this.length;
  }

  report(kind: JsonProblemKind, start: number, end: number): void {
    this.problemCount++;
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ kind, start, end });
  }

  /** Only the first chunk grows: most texts are short. */
  #grown(index: number): Int32Array {
    const before = this.#chunks[index];
    const room = before !== undefined ? before.length * 2 : index === 0 ? FIRST_ROOM : FIELDS << CHUNK_BITS;
    const chunk = new Int32Array(room);
    if (before !== undefined) chunk.set(before);
    this.#chunks[index] = chunk;
    return chunk;
  }

  #field(node: number, field: number): number {
    return this.#chunks[node >>> CHUNK_BITS]?.[(node & IN_CHUNK) * FIELDS + field] ?? 0;
  }
}

const FIELDS = 4;
/** Room is taken for some ten thousand nodes at a time, so that a long text never has to move. */
const CHUNK_BITS = 13;
/** In numbers; twice as much each time, up to a whole chunk. */
const FIRST_ROOM = FIELDS * 64;
const IN_CHUNK = (1 << CHUNK_BITS) - 1;

/** Nobody reads more, and every character may be one. */
const MOST_PROBLEMS = 100;

/** So many characters are read in one step: a few milliseconds. */
const STEP = 50_000;

/**
 * Reads the text up to the end of its first value. Every step may be followed by other work. A text nested deeper than
 * `deepest` has the problem "too deep" alone and no node.
 */
export function* readTape(text: string, deepest: number): Generator<undefined, JsonTape> {
  const reader = new TapeReader(text, deepest);
  let pause = STEP;
  while (reader.step()) {
    if (reader.position < pause) continue;
    pause = reader.position + STEP;
    yield;
  }
  return reader.tape;
}

interface Frame {
  readonly node: number;
  readonly kind: typeof NODE.object | typeof NODE.array;
  /** Something stands in it, so a comma must come before more. */
  needsComma: boolean;
  /** The member whose value is still missing. */
  open: number | undefined;
}

type ClosingToken = typeof TOKEN.closeBrace | typeof TOKEN.closeBracket;

/** What follows is passed over up to a comma, this bracket or the end. */
interface Passing {
  readonly closing: ClosingToken;
  /** The problem at the place where it ends. */
  readonly then: JsonProblemKind | undefined;
}

class TapeReader {
  tape = new JsonTape();
  readonly #scanner: JsonScanner;
  readonly #deepest: number;
  readonly #frames: Frame[] = [];
  #begun = false;
  #passing: Passing | undefined;

  constructor(text: string, deepest: number) {
    this.#scanner = new JsonScanner(text, (kind, start, end) => {
      this.tape.report(kind, start, end);
    });
    this.#deepest = deepest;
  }

  get position(): number {
    return this.#scanner.end;
  }

  /** False when all is read. */
  step(): boolean {
    if (!this.#begun) return this.#begin();
    if (this.#passing !== undefined) {
      this.#pass(this.#passing);
      return true;
    }
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      if (this.#scanner.token !== TOKEN.end) this.#report("end of file expected");
      return false;
    }
    if (this.#frames.length > this.#deepest) {
      const start = this.tape.startOf(frame.node);
      this.tape = new JsonTape();
      this.tape.report("too deep", start, start + 1);
      return false;
    }
    this.#stepIn(frame);
    return true;
  }

  #begin(): boolean {
    this.#begun = true;
    if (this.#scanner.next() === TOKEN.end) return false;
    if (this.#value()) return true;
    this.#report("value expected");
    return false;
  }

  #stepIn(frame: Frame): void {
    const scanner = this.#scanner;
    const closing = frame.kind === NODE.object ? TOKEN.closeBrace : TOKEN.closeBracket;
    if (scanner.token === closing || scanner.token === TOKEN.end) {
      this.#closeFrame(frame, closing);
      return;
    }
    if (scanner.token === TOKEN.comma) {
      if (!frame.needsComma) this.#report("value expected");
      this.#closeMember(frame, scanner.start);
      if (scanner.next() === closing) {
        this.#closeFrame(frame, closing);
        return;
      }
    } else if (frame.needsComma) this.#report("comma expected");
    frame.needsComma = true;
    if (frame.kind === NODE.object) this.#member(frame);
    else if (!this.#value()) this.#expect("value expected", TOKEN.closeBracket);
  }

  #member(frame: Frame): void {
    const scanner = this.#scanner;
    if (scanner.token !== TOKEN.string) {
      this.#expect("property name expected", TOKEN.closeBrace, "value expected");
      return;
    }
    frame.open = this.tape.add(NODE.member, scanner.start, scanner.end);
    this.tape.add(NODE.string, scanner.start, scanner.end);
    if (scanner.next() !== TOKEN.colon) {
      this.#expect("colon expected", TOKEN.closeBrace);
      return;
    }
    scanner.next();
    if (!this.#value()) this.#expect("value expected", TOKEN.closeBrace);
  }

  /** Takes the value that begins with the token; false if none does. */
  #value(): boolean {
    const { token, start, end } = this.#scanner;
    const kind = KINDS[token];
    if (kind === undefined) return false;
    const node = this.tape.add(kind, start, end);
    if (kind === NODE.object || kind === NODE.array) {
      this.#frames.push({ node, kind, needsComma: false, open: undefined });
    } else {
      const frame = this.#frames.at(-1);
      if (frame !== undefined) this.#closeMember(frame, end);
    }
    this.#scanner.next();
    return true;
  }

  #closeFrame(frame: Frame, closing: ClosingToken): void {
    const { token, end } = this.#scanner;
    this.#closeMember(frame, end);
    this.tape.close(frame.node, end);
    this.#frames.pop();
    const outer = this.#frames.at(-1);
    if (outer !== undefined) this.#closeMember(outer, end);
    if (token === closing) this.#scanner.next();
    else this.#report(closing === TOKEN.closeBrace ? "close brace expected" : "close bracket expected");
  }

  #closeMember(frame: Frame, end: number): void {
    if (frame.open !== undefined) this.tape.close(frame.open, end);
    frame.open = undefined;
  }

  /** Reports, and goes on where a comma, the closing bracket or the end stands. */
  #expect(kind: JsonProblemKind, closing: ClosingToken, then?: JsonProblemKind): void {
    this.#report(kind);
    this.#passing = { closing, then };
  }

  #pass({ closing, then }: Passing): void {
    const scanner = this.#scanner;
    const { token } = scanner;
    if (token !== TOKEN.end && token !== closing && token !== TOKEN.comma) {
      scanner.next();
      return;
    }
    this.#passing = undefined;
    if (then !== undefined) this.#report(then);
  }

  #report(kind: JsonProblemKind): void {
    this.tape.report(kind, this.#scanner.start, this.#scanner.end);
  }
}

/** What a value that begins with a token is. */
const KINDS: Readonly<Partial<Record<number, NodeKind>>> = {
  [TOKEN.openBrace]: NODE.object,
  [TOKEN.openBracket]: NODE.array,
  [TOKEN.string]: NODE.string,
  [TOKEN.number]: NODE.number,
  [TOKEN.true]: NODE.true,
  [TOKEN.false]: NODE.false,
  [TOKEN.null]: NODE.null,
};
