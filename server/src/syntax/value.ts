/**
 * The tree every host's syntax is read into. Spans are offsets into the file, also for values that were decoded
 * from a string inside it. What the reader cannot settle is `unknown`, or a hole inside a string.
 */
import { type Encoding } from "../text/encoding.ts";
import { type Span } from "../text/span.ts";

/** Characters of a string's decoded text that stand for text we cannot see, such as an interpolation. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  /** It is the partition, account or Region in which the policy is deployed. */
  readonly stands?: DeploymentFact;
  /** It is part of a name in which neither a colon nor a slash can be. */
  readonly isName?: true;
  /** The variable whose value it is: every hole that has the same is the same text. */
  readonly variable?: string;
}

/** What is known of a stretch that nobody can see. */
export type HoleFacts = Pick<Hole, "stands" | "isName" | "variable">;

export type DeploymentFact = "partition" | "account" | "region";

/** How the reader of a syntax is told of them. */
export interface HoleReading {
  /** Which characters of a decoded string stand for text that the file does not settle. */
  readonly holesIn: (text: string) => readonly Hole[];
  /** The same of a member's name. */
  readonly holesInName: (name: string) => readonly Hole[];
}

const NO_HOLES: readonly Hole[] = [];

/** For a file that no tool fills in before it is used. */
export const WITHOUT_HOLES: HoleReading = { holesIn: () => NO_HOLES, holesInName: () => NO_HOLES };

export interface StringValue {
  readonly kind: "string";
  readonly span: Span;
  /** Decoded: escapes undone, quotes left out. */
  readonly text: string;
  readonly holes: readonly Hole[];
  /** From offsets in `text` to offsets in the file, and how another text is written in its place. */
  readonly map: Encoding;
  /** Of what a function makes: how the same text with more behind it is said, as an object of one member. */
  readonly extended?: (more: string) => readonly [name: string, text: string];
}

export interface NumberValue {
  readonly kind: "number";
  readonly span: Span;
  /** As written. */
  readonly text: string;
}

export interface BooleanValue {
  readonly kind: "boolean";
  readonly span: Span;
  readonly value: boolean;
}

export interface NullValue {
  readonly kind: "null";
  readonly span: Span;
}

export interface ArrayValue {
  readonly kind: "array";
  readonly span: Span;
  readonly items: readonly Value[];
  /** What makes the policy writes a list of one item as that item. */
  readonly isShortened?: true;
}

export interface Member {
  readonly key: string;
  /** Characters of `key` that stand for text we cannot see. */
  readonly keyHoles: readonly Hole[];
  readonly keySpan: Span;
  readonly keyMap: Encoding;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** Absent while the value is still being typed. */
  readonly value: Value | undefined;
}

export interface ObjectValue {
  readonly kind: "object";
  readonly span: Span;
  /** In the order written; a key may occur more than once. */
  readonly members: readonly Member[];
}

/** A value that the file does not settle: a reference, a function call, a template variable. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly span: Span;
}

/** One of several values, each of them read: which one, something outside the file decides. */
export interface EitherValue {
  readonly kind: "either";
  readonly span: Span;
  /** Undefined is the option that nothing stands here. */
  readonly options: readonly (Value | undefined)[];
}

export type Value =
  StringValue | NumberValue | BooleanValue | NullValue | ArrayValue | ObjectValue | UnknownValue | EitherValue;

/** Something the reader could not make sense of. The message is one sentence for the reader of the file. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

export interface SyntaxTree {
  readonly root: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** The last member of that name, as JSON readers commonly take it; none whose name the file does not settle. */
export function memberNamed(object: ObjectValue, key: string): Member | undefined {
  return object.members.findLast((member) => member.key === key && member.keyHoles.length === 0);
}

/** A value that may stand at a place. */
export interface StandingValue {
  readonly value: Value;
  /** It stands there whatever is decided outside the file. */
  readonly certain: boolean;
}

/** All values that may stand in the place of one: itself, or the options that it has, and theirs. */
export function standingIn(value: Value, certain = true): readonly StandingValue[] {
  if (value.kind !== "either") return [{ value, certain }];
  return value.options.flatMap((option) => (option === undefined ? [] : standingIn(option, false)));
}

/** May nothing stand there? */
export function mayBeAbsent(value: Value): boolean {
  return value.kind === "either" && value.options.some((option) => option === undefined || mayBeAbsent(option));
}

/** The text of a member that is a plain string without holes. */
export function textOfMember(object: ObjectValue, key: string): string | undefined {
  const value = memberNamed(object, key)?.value;
  return value?.kind === "string" && value.holes.length === 0 ? value.text : undefined;
}

/** The span in the file of a stretch of a string's decoded text. */
export function spanWithin(value: StringValue, start: number, end: number): Span {
  return value.map.outerSpan(start, end);
}
