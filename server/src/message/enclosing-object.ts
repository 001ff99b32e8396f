/** Finds the object or the element that a place of the text stands in: what one of them tells is told of one error. */
import { type Span } from "../text/span.ts";
import { type Mention } from "./wrappers.ts";

/** By the offset at which a mention starts, the innermost pair of braces or of tags around it. */
export type EnclosingObjects = ReadonlyMap<number, Span>;

/** Braces, and the elements in which services answer with an error. */
const EDGE = /[{}]|<\/?(?:Error(?:Response)?|Response)(?=[\s>])/g;

const CLOSING: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["<Error", "</Error"],
  ["<ErrorResponse", "</ErrorResponse"],
  ["<Response", "</Response"],
]);
/** No error stands deeper. */
const DEEPEST = 100;

interface OpenObject {
  readonly start: number;
  readonly closing: string;
  readonly inside: number[];
}

/** The mentions stand in the order of the text. What has no end or no start encloses nothing. */
export function findEnclosingObjects(readable: string, mentions: readonly Mention[]): EnclosingObjects {
  const objects = new Map<number, Span>();
  if (mentions.length === 0) return objects;
  const open: OpenObject[] = [];
  let next = 0;
  for (const { index, 0: edge } of readable.matchAll(EDGE)) {
    for (let mention = mentions[next]; mention !== undefined && mention.start < index; mention = mentions[++next]) {
      open.at(-1)?.inside.push(mention.start);
    }
    const top = open.at(-1);
    const closing = CLOSING.get(edge);
    if (closing !== undefined) {
      if (open.length < DEEPEST) open.push({ start: index, closing, inside: [] });
    } else if (top?.closing === edge) {
      for (const start of top.inside) objects.set(start, { start: top.start, end: index + 1 });
      open.pop();
    }
  }
  return objects;
}

/**
 * Of two errors, whose is a mention between them? True: the second one's, whose object it shares. False: the first one's,
 * because the object ends before the second one begins. Null: the objects do not tell.
 */
export function isOfSecond(object: Span | undefined, endOfFirst: number, startOfSecond: number): boolean | null {
  if (object === undefined) return null;
  if (object.end <= startOfSecond) return false;
  return object.start >= endOfFirst ? true : null;
}
