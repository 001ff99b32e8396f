/**
 * The tree every host's syntax is read into. Spans are offsets into the file, also for values that were decoded
 * from a string inside it. What the reader cannot settle is `unknown`, or a hole inside a string.
 */
import { type Encoding } from "../text/encoding.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";

/** Characters of a string's decoded text that stand for text we cannot see, such as an interpolation. */
export interface Hole {
  readonly start: number;
  readonly end: number;
  /** It is the partition, account or Region in which the policy is deployed. */
  readonly stands?: DeploymentFact;
  /** It is part of a name in which neither a colon nor a slash can be. */
  readonly isName?: true;
  /** It is part of what a resource is called, and that is neither `*` nor an ARN nor an account. */
  readonly isOwnName?: true;
  /** The logical id of what it is the name of, which CloudFormation makes up of that. */
  readonly madeOf?: string;
  /** The variable whose value it is: every hole that has the same is the same text. */
  readonly variable?: string;
  /** Its text where nobody gives another one: the default of a parameter. */
  readonly usual?: string;
  /** Which part of what is referred to: every hole that has the same is the same text. */
  readonly reference?: string;
}

/** What is known of a stretch that nobody can see. */
export type HoleFacts = Pick<Hole, "stands" | "isName" | "isOwnName" | "variable" | "madeOf" | "usual" | "reference">;

export type DeploymentFact = "partition" | "account" | "region";

/**
 * The variable of the six characters with which AWS ends the ARN of a secret: two secrets whose names are the same have the
 * same. Source: "What's in a Secrets Manager secret?".
 */
export const SECRET_SUFFIX = "secret suffix";

/** What the variable of an ID begins with that AWS makes up; behind it stands of what it is the ID. */
export const MADE_UP_ID = "ID of ";

/** The same of a key that is one in several Regions, whose ID says so, and of one that is not. */
export const ID_OF_KEY = {
  inOneRegion: "ID of a single-Region key: ",
  inSeveral: "ID of a multi-Region key: ",
} as const;

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

// What is made when it is looked at stands in classes, as accessors: so the compiler knows that `{ ...value }` leaves it out.
// `stringWith` and its like take it along.

declare abstract class StringValueParts {
  get span(): Span;
  /** Decoded: escapes undone, quotes left out. */
  get text(): string;
  get holes(): readonly Hole[];
  /** From offsets in `text` to offsets in the file, and how another text is written in its place. */
  get map(): Encoding;
}

/** An object of one member, the text itself, or what is written with more behind it. */
export type ExtendedText = { readonly name?: string; readonly text: string } | { readonly more: string };

export interface StringValue extends StringValueParts {
  readonly kind: "string";
  /** Of what a function makes or a reference stands for: how the same text with more behind it is said. */
  readonly extended?: ((more: string) => ExtendedText) | undefined;
  /** The reference that it begins with, which can be said with something else behind it. */
  readonly begins?: StringValue;
}

declare abstract class NumberValueParts {
  get span(): Span;
  /** As written. */
  get text(): string;
}

export interface NumberValue extends NumberValueParts {
  readonly kind: "number";
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

declare abstract class ArrayValueParts {
  get span(): Span;
  get items(): readonly Value[];
}

export interface ArrayValue extends ArrayValueParts {
  readonly kind: "array";
  /** What makes the policy writes a list of one item as that item. */
  readonly isShortened?: true;
}

declare abstract class MemberParts {
  /** Characters of `key` that stand for text we cannot see. */
  get keyHoles(): readonly Hole[];
  get keySpan(): Span;
  get keyMap(): Encoding;
  /** From the key to the end of the value. */
  get span(): Span;
  /** Absent while the value is still being typed. */
  get value(): Value | undefined;
}

export interface Member extends MemberParts {
  readonly key: string;
  /** Where the name stands that stands for its value, which is written elsewhere in the file. */
  readonly nameOfValue?: Span;
}

declare abstract class ObjectValueParts {
  get span(): Span;
  /** In the order written; a key may occur more than once. */
  get members(): readonly Member[];
}

export interface ObjectValue extends ObjectValueParts {
  readonly kind: "object";
  /** The word that it begins with, where it is written as a block of Terraform. */
  readonly head?: Span;
}

/** A value that the file does not settle: a reference, a function call, a template variable. */
export interface UnknownValue {
  readonly kind: "unknown";
  readonly span: Span;
  /** Where it is one text, if anything: that text, of which nothing is known. */
  readonly said?: StringValue;
}

/** One of several values, each of them read: which one, something outside the file decides. */
export interface EitherValue {
  readonly kind: "either";
  readonly span: Span;
  /** Undefined is the option that nothing stands here. */
  readonly options: readonly (Value | undefined)[];
  /** Of each option, where the file tells: it stands here exactly if all of these hold. */
  readonly when?: readonly (OptionTerms | undefined)[];
}

export type OptionTerms = readonly OptionTerm[];

/** A variable, as holes have it (`keyOfHole`), has the text; with `isOther`, it has another one. */
export interface OptionTerm {
  readonly variable: string;
  readonly text: string;
  readonly isOther?: true;
}

export type Value =
  StringValue | NumberValue | BooleanValue | NullValue | ArrayValue | ObjectValue | UnknownValue | EitherValue;

/** Something the reader could not make sense of. The message is one sentence for the reader of the file. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
  /** It stands in a string of the file, of which the editor's own support for the file says nothing. */
  readonly isNested?: true;
  /** A sign that is missing, or brackets that are too many, where that is clear. */
  readonly repair?: { readonly sign: "comma" | "bracket" | "brackets-behind" | "quote" | "escape" } & Edit;
}

export interface SyntaxTree {
  readonly root: Value | undefined;
  readonly problems: readonly SyntaxProblem[];
}

export function arrayWith({ kind, span, isShortened }: ArrayValue, items: readonly Value[]): ArrayValue {
  return { kind, span, items, ...(isShortened && { isShortened }) };
}

export function objectWith({ kind, span }: ObjectValue, members: readonly Member[]): ObjectValue {
  return { kind, span, members };
}

export function memberWith(member: Member, changes: Partial<Member>): Member {
  const { key, keyHoles, keySpan, keyMap, span, value } = member;
  return { key, keyHoles, keySpan, keyMap, span, value, ...changes };
}

export function eitherWith({ kind, span, when }: EitherValue, options: EitherValue["options"]): EitherValue {
  return { kind, span, options, ...(when && { when }) };
}

export function stringWith(string: StringValue, changes: Partial<StringValue>): StringValue {
  const { kind, span, text, holes, map, extended, begins } = string;
  return { kind, span, text, holes, map, ...(extended && { extended }), ...(begins && { begins }), ...changes };
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
