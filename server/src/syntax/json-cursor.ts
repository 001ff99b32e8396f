/**
 * Where a cursor stands in half-typed JSON: the keys that lead to it and the word under it, with or without its quotes.
 * Only the text before the cursor is read, and the few characters after it, so nothing that is broken further on matters.
 */
import { endOfString, endOfWord, isBareSign } from "./json-words.ts";

export interface JsonCursor {
  /** The keys from the outermost object to the cursor; items of lists count by their index. */
  readonly path: readonly (string | number)[];
  /** Does a key stand here, or a value? */
  readonly at: "key" | "value";
  /** What was written before the cursor in each object around it, the outermost first. */
  readonly objects: readonly WrittenObject[];
  /** The text of the word from its start to the cursor; empty where nothing is typed. */
  readonly typed: string;
  /** The offsets of the word's content, or of the cursor alone. */
  readonly start: number;
  readonly end: number;
  /** Which quotes the word has: the closing one stands at `end`. */
  readonly quotes: "none" | "opening" | "both";
  /** A colon follows, so a key needs none. */
  readonly hasColon: boolean;
  /** Where a comma is missing before what is written here, and whether one is missing behind it. */
  readonly commaBefore: number | undefined;
  readonly commaBehind: boolean;
  /** Where the innermost object or list around the cursor begins. */
  readonly container: number;
  /** It is right behind a value: the comma is a part of what comes next. */
  readonly behindValue: boolean;
}

export interface WrittenObject {
  readonly keys: readonly string[];
  /** The strings that stand under a key, on their own or in a list. */
  readonly strings: ReadonlyMap<string, readonly string[]>;
}

interface Frame {
  readonly start: number;
  readonly kind: "object" | "array";
  readonly keys: string[];
  readonly strings: Map<string, string[]>;
  index: number;
  expects: "key" | "colon" | "value" | "comma";
}

/** Deeper than any policy; text beyond it is not read. */
const DEEPEST = 60;

/**
 * `start` is where the policy's opening brace stands. Undefined if the cursor is not inside the policy, in a comment, or
 * where neither key nor value can begin.
 */
export function jsonCursorAt(text: string, start: number, offset: number): JsonCursor | undefined {
  const frames: Frame[] = [];
  // Where the last thing before the cursor ends that is no blank.
  let written = start;
  let at = start;
  while (at < offset) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at, offset);
      if (end === undefined) return inWord(text, { frames, written, offset, start: at + 1, isQuoted: true });
      takeString(frames, text.slice(at + 1, end - 1));
      at = written = end;
    } else if (character === "/") {
      const end = endOfComment(text, at, offset);
      if (end === undefined) return undefined;
      at = end;
    } else if (isBareSign(character)) {
      const end = endOfBareWord(text, at, offset, frames);
      if (end >= offset) return inWord(text, { frames, written, offset, start: at, isQuoted: false });
      takeSign(frames, character, at);
      at = written = end;
    } else {
      if (!takeSign(frames, character, at)) return undefined;
      at++;
      if (/\S/.test(character)) written = at;
    }
  }
  return inBlank(text, { frames, written, offset });
}

interface Reached {
  readonly frames: readonly Frame[];
  readonly written: number;
  readonly offset: number;
}

/** On a new line a comma may be what is still missing; right behind a value it is what comes next. */
function inBlank(text: string, reached: Reached): JsonCursor | undefined {
  const { frames, written, offset } = reached;
  const frame = frames.at(-1);
  if (frame === undefined || frame.expects === "colon") return undefined;
  const isOnLine = frame.expects === "comma" && !text.slice(written, offset).includes("\n");
  if (isOnLine && written < offset) return undefined;
  const found = cursor(text, reached, { typed: "", start: offset, end: offset, quotes: "none" });
  return isOnLine ? { ...found, behindValue: true, commaBefore: undefined } : found;
}

/** False where the policy has ended, or the text is none that this can follow. */
function takeSign(frames: Frame[], character: string, start: number): boolean {
  const frame = frames.at(-1);
  switch (character) {
    case "{":
    case "[":
      if (frames.length >= DEEPEST) return false;
      frames.push({
        start,
        kind: character === "{" ? "object" : "array",
        keys: [],
        strings: new Map(),
        index: 0,
        expects: character === "{" ? "key" : "value",
      });
      return true;
    case "}":
    case "]": {
      frames.pop();
      const outer = frames.at(-1);
      if (outer !== undefined) outer.expects = "comma";
      return outer !== undefined;
    }
    case ":":
      if (frame?.expects === "colon") frame.expects = "value";
      return true;
    case ",":
      if (frame !== undefined) {
        frame.index++;
        frame.expects = frame.kind === "object" ? "key" : "value";
      }
      return true;
    case "\\":
      return false;
    default:
      if (frame?.expects === "value" && /\S/.test(character)) frame.expects = "comma";
      return true;
  }
}

function takeString(frames: readonly Frame[], content: string): void {
  const frame = frames.at(-1);
  if (frame === undefined) return;
  // A string after a value without the comma between them is a key: the comma is what is still missing.
  if (frame.kind === "object" && (frame.expects === "key" || frame.expects === "comma")) {
    frame.keys.push(content);
    frame.expects = "colon";
    return;
  }
  frame.expects = "comma";
  const owner = frame.kind === "object" ? frame : frames.at(-2);
  const key = owner?.keys.at(-1);
  if (owner === undefined || key === undefined) return;
  const strings = owner.strings.get(key);
  if (strings === undefined) owner.strings.set(key, [content]);
  else strings.push(content);
}

interface ReachedWord extends Reached {
  /** Of the word's content. */
  readonly start: number;
  readonly isQuoted: boolean;
}

function inWord(text: string, word: ReachedWord): JsonCursor | undefined {
  const { frames, offset, start, isQuoted } = word;
  const frame = frames.at(-1);
  if (frame === undefined || frame.expects === "colon") return undefined;
  const end = isQuoted ? endOfWord(text, offset) : endOfBareWord(text, start, offset, frames);
  const closed = isQuoted && text.charAt(end) === '"';
  const typed = text.slice(start, offset);
  const quotes = closed ? "both" : isQuoted ? "opening" : "none";
  return cursor(text, word, { typed, start, end: closed || !isQuoted ? end : offset, quotes });
}

/** A key ends at its colon, unless it goes on behind it, as `aws:userid` does; in a value a colon is a sign like others. */
function endOfBareWord(text: string, start: number, offset: number, frames: readonly Frame[]): number {
  const frame = frames.at(-1);
  const isKey = frame?.kind === "object" && frame.expects !== "value";
  const goesOn = (at: number): boolean => {
    const sign = text.charAt(at);
    if (isBareSign(sign)) return true;
    if (sign === "/") return !isKey || text.slice(start, at).includes(":");
    return sign === ":" && (!isKey || isInName(text, start, at, offset));
  };
  let at = start;
  while (at < text.length && goesOn(at)) at++;
  return at;
}

/** Is a colon without its quotes around it one of the name's own? Names of elements are no prefixes. */
function isInName(text: string, start: number, colon: number, offset: number): boolean {
  if (isBareSign(text.charAt(colon + 1))) return true;
  return (
    offset === colon + 1 &&
    /^[a-z0-9.-]+$/.test(text.slice(start, colon)) &&
    !/^[\s]*["[{]/.test(text.slice(offset, offset + 20))
  );
}

function cursor(
  text: string,
  { frames, written }: Reached,
  word: Pick<JsonCursor, "typed" | "start" | "end" | "quotes">,
): JsonCursor {
  const inner = frames.at(-1);
  const at = inner?.kind === "object" && inner.expects !== "value" ? "key" : "value";
  const path = frames.flatMap((frame): (string | number)[] => {
    if (frame.kind === "array") return [frame.index];
    const key = frame === inner && at === "key" ? undefined : frame.keys.at(-1);
    return key === undefined ? [] : [key];
  });
  const next = word.end + (word.quotes === "both" ? 1 : 0);
  const behind = /^\s*(\S?)/.exec(text.slice(next, next + MOST_BLANKS))?.[1] ?? "";
  return {
    ...word,
    path,
    at,
    objects: frames.filter(({ kind }) => kind === "object"),
    hasColon: behind === ":",
    commaBefore: inner?.expects === "comma" ? written : undefined,
    commaBehind: /["{[\w]/.test(behind),
    container: inner?.start ?? 0,
    behindValue: false,
  };
}

const MOST_BLANKS = 400;

function endOfComment(text: string, slash: number, limit: number): number | undefined {
  const sign = text.charAt(slash + 1);
  const end = sign === "/" ? text.indexOf("\n", slash) : sign === "*" ? text.indexOf("*/", slash + 2) + 1 : slash;
  return end > 0 && end < limit ? end + 1 : undefined;
}
