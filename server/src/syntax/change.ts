/**
 * What is to be changed in a value tree, said in its values: how that is written is for the writer of the syntax. So one
 * fix serves every host, and text is escaped in one place.
 */
import { type Edit } from "../text/edit.ts";
import { type Span, spanContains } from "../text/span.ts";
import { type ArrayValue, type Member, type ObjectValue, type StringValue, type Value } from "./value.ts";

/** A value to be written. */
export type NewValue = string | readonly NewValue[] | NewObject | CopyOfValue;

export interface NewObject {
  readonly members: readonly (readonly [key: string, value: NewValue])[];
}

/** What stands in the document already, with the changes that are made inside it. */
export interface CopyOfValue {
  readonly copyOf: Value;
  /** The text that is put behind the one that it comes to, where that can be said (`StringValue.extended`). */
  readonly more?: string;
}

/** Change of which members or items a container has. */
export type ChangeOfParts = Extract<Change, { readonly change: `${"add" | "remove"}-${string}` }>;

export type Change =
  /** Other characters in the place of those from `start` to `end` of the decoded text. */
  | {
      readonly change: "text";
      readonly value: StringValue;
      readonly start: number;
      readonly end: number;
      readonly by: string;
    }
  | { readonly change: "replace"; readonly value: Value; readonly by: NewValue }
  | { readonly change: "rename"; readonly member: Member; readonly to: string }
  /** Behind a member, or before all if `after` is undefined. */
  | {
      readonly change: "add-member";
      readonly to: ObjectValue;
      readonly after: Member | undefined;
      readonly key: string;
      readonly value: NewValue;
    }
  /** Behind an item, or before all if `after` is undefined. */
  | {
      readonly change: "add-item";
      readonly to: ArrayValue;
      readonly after: Value | undefined;
      readonly value: NewValue;
    }
  | { readonly change: "remove-member"; readonly from: ObjectValue; readonly part: Member }
  | { readonly change: "remove-item"; readonly from: ArrayValue; readonly part: Value };

/** What is known of where a document is deployed. */
export interface Deployment {
  readonly account: string;
  /** The Region, where a name that is made in it tells that. */
  readonly region: string | undefined;
  /** The texts of variables, by `variable` of holes. */
  readonly variables: ReadonlyMap<string, string>;
  /** What nobody is known to give comes to what it is by default; these to what all calls of their module give. */
  readonly byDefault?: ReadonlyMap<string, string>;
}

/** Writes changes of one document. */
export interface Writer {
  /**
   * Edits of the file, in its order, that do not touch each other. Changes of what another change replaces or takes out
   * come to nothing. Undefined where the syntax cannot write one of the changes at its place. `deployment`: where that is
   * known, what is made there can be referred to.
   */
  edits(changes: readonly Change[], deployment?: Deployment): readonly Edit[] | undefined;
  /** The document itself cannot be changed: what is added to it is written as another one beside it. */
  readonly writesBeside?: true;
  /** Of a document that a name stands for: the names of those that allow an action of the same. */
  readonly wider?: (action: string) => readonly WiderDocument[];
}

/** A document that a name stands for, in the place of another one or beside it. */
export interface WiderDocument {
  readonly from: string;
  readonly to: string;
  /** That it allows and the other one does not. */
  readonly actions: readonly string[];
  readonly isBeside: boolean;
  readonly changes: readonly Change[];
}

/** An object to be written; members that are undefined are left out. */
export function newObject(members: Readonly<Record<string, NewValue | undefined>>): NewObject {
  return { members: Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])) };
}

/** A value of another document to be written here; undefined for one that holds what a new value cannot be. */
export function newValueOf(value: Value): NewValue | undefined {
  switch (value.kind) {
    case "string":
      return value.holes.length === 0 ? value.text : undefined;
    case "boolean":
      return String(value.value);
    case "array": {
      const items = value.items.map(newValueOf);
      return items.some((one) => one === undefined) ? undefined : items.filter((one) => one !== undefined);
    }
    case "object": {
      const members = value.members.map(({ key, value: inner }) => [key, inner && newValueOf(inner)] as const);
      if (members.some(([, one]) => one === undefined)) return undefined;
      return newObject(Object.fromEntries(members));
    }
    case "number":
    case "null":
    case "unknown":
    case "either":
      return undefined;
  }
}

/** The change with what it writes anew in other words. */
export function mapNewValue(change: Change, map: (text: string) => NewValue): Change {
  switch (change.change) {
    case "add-member":
    case "add-item":
      return { ...change, value: mapped(change.value, map) };
    case "replace":
      return { ...change, by: mapped(change.by, map) };
    case "text":
    case "rename":
    case "remove-member":
    case "remove-item":
      return change;
  }
}

function mapped(value: NewValue, map: (text: string) => NewValue): NewValue {
  if (typeof value === "string") return map(value);
  if ("copyOf" in value) return value;
  if ("members" in value) return { members: value.members.map(([key, one]) => [key, mapped(one, map)] as const) };
  return value.map((one) => mapped(one, map));
}

/** Of what a function makes with more behind it: what is written. */
export function asWritten(value: NewValue): NewValue {
  if (typeof value === "string" || !("copyOf" in value) || value.more === undefined) return value;
  const said = value.copyOf.kind === "string" ? value.copyOf.extended?.(value.more) : undefined;
  if (said === undefined || "more" in said) return value;
  return said.name === undefined ? said.text : newObject({ [said.name]: said.text });
}

/** The container whose members or items it changes. */
export function containerOf(change: ChangeOfParts): ObjectValue | ArrayValue {
  return change.change === "add-member" || change.change === "add-item" ? change.to : change.from;
}

export function isOfParts(change: Change): change is ChangeOfParts {
  return change.change.startsWith("add-") || change.change.startsWith("remove-");
}

/** Is it a change of the value or of something inside it, other than one that puts another value in its place? */
export function isInside(change: Change, value: Value): boolean {
  return spanContains(value.span, placeOfChange(change)) && !(change.change === "replace" && change.value === value);
}

/** Does the first take away what the second changes? */
export function undoes(one: Change, other: Change): boolean {
  if (one === other) return false;
  switch (one.change) {
    case "replace":
      return isInside(other, one.value);
    case "remove-member":
    case "remove-item":
      return spanContains(one.part.span, placeOfChange(other));
    default:
      return false;
  }
}

/**
 * Those that no other of them takes away. Thousands of entries may be taken out at once, so what takes something away is
 * sought by its place.
 */
export function standingChanges(changes: readonly Change[]): readonly Change[] {
  const takers = changes.flatMap((change) => takenBy(change) ?? []).sort((a, b) => a.span.start - b.span.start);
  const reaches = reachesOf(takers);
  return changes.filter((change) => {
    const place = placeOfChange(change);
    const before = countUpTo(takers, place.start);
    const own = change.change === "replace" ? change.value : change;
    const farthest = reaches[before - 1]?.find(({ by }) => by !== own);
    return farthest === undefined || farthest.span.end < place.end;
  });
}

/** What a change takes away, and by what it is known: two that replace one value do not take each other away. */
interface Taker {
  readonly span: Span;
  readonly by: Change | Value;
}

function takenBy(change: Change): Taker | undefined {
  if (change.change === "replace") return { span: change.value.span, by: change.value };
  if (change.change === "remove-member" || change.change === "remove-item")
    return { span: change.part.span, by: change };
  return undefined;
}

/** Of so many of the first, the one that reaches farthest, and of the others the one that does. */
function reachesOf(takers: readonly Taker[]): readonly (readonly Taker[])[] {
  let farthest: readonly Taker[] = [];
  return takers.map((taker) => {
    const others = farthest.filter(({ by }) => by !== taker.by);
    const same = farthest.find(({ by }) => by === taker.by);
    const own = same !== undefined && same.span.end >= taker.span.end ? same : taker;
    return (farthest = [...others, own].sort((a, b) => b.span.end - a.span.end).slice(0, 2));
  });
}

/** How many begin no later than `start`. */
function countUpTo(takers: readonly Taker[], start: number): number {
  let [least, most] = [0, takers.length];
  while (least < most) {
    const middle = (least + most) >> 1;
    if ((takers[middle]?.span.start ?? Infinity) <= start) least = middle + 1;
    else most = middle;
  }
  return least;
}

export function placeOfChange(change: Change): Span {
  if (isOfParts(change)) return containerOf(change).span;
  return change.change === "rename" ? change.member.keySpan : change.value.span;
}
