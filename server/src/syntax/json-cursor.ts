/**
 * Where a cursor stands in half-typed JSON: the keys that lead to it and the string under it. Only the text before the
 * cursor is read, and the few characters after it, so nothing that is broken further on matters.
 */

export interface JsonCursor {
  /** The keys from the outermost object to the cursor; items of lists count by their index. */
  readonly path: readonly (string | number)[];
  /** Does a key stand here, or a value? */
  readonly at: "key" | "value";
  /** What was written before the cursor in each object around it, the outermost first. */
  readonly objects: readonly WrittenObject[];
  /** The text of the string from its start to the cursor; undefined if the cursor stands in no string. */
  readonly typed: string | undefined;
  /** The offsets of the string's content, or of the cursor alone. */
  readonly start: number;
  readonly end: number;
  /** The string has its closing quote, which stands at `end`. */
  readonly closed: boolean;
  /** A colon follows, so a key needs none. */
  readonly hasColon: boolean;
}

export interface WrittenObject {
  readonly keys: readonly string[];
  /** The strings that stand under a key, on their own or in a list. */
  readonly strings: ReadonlyMap<string, readonly string[]>;
}

interface Frame {
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
  let at = start;
  while (at < offset) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at, offset);
      if (end === undefined) return inString(text, at + 1, offset, frames);
      takeString(frames, text.slice(at + 1, end - 1));
      at = end;
    } else if (character === "/") {
      const end = endOfComment(text, at, offset);
      if (end === undefined) return undefined;
      at = end;
    } else {
      if (!takeSign(frames, character)) return undefined;
      at++;
    }
  }
  const frame = frames.at(-1);
  if (frame === undefined || frame.expects === "comma" || frame.expects === "colon") return undefined;
  return cursor(frames, text, { typed: undefined, start: offset, end: offset, closed: false });
}

/** False where the policy has ended, or the text is none that this can follow. */
function takeSign(frames: Frame[], character: string): boolean {
  const frame = frames.at(-1);
  switch (character) {
    case "{":
    case "[":
      if (frames.length >= DEEPEST) return false;
      frames.push({
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

function inString(text: string, start: number, offset: number, frames: readonly Frame[]): JsonCursor | undefined {
  const frame = frames.at(-1);
  if (frame === undefined || frame.expects === "colon") return undefined;
  if (frame.kind === "array" && frame.expects === "comma") return undefined;
  const end = endOfWord(text, offset);
  const closed = text.charAt(end) === '"';
  return cursor(frames, text, { typed: text.slice(start, offset), start, end: closed ? end : offset, closed });
}

function cursor(
  frames: readonly Frame[],
  text: string,
  string: Pick<JsonCursor, "typed" | "start" | "end" | "closed">,
): JsonCursor {
  const inner = frames.at(-1);
  const at = inner?.kind === "object" && inner.expects !== "value" ? "key" : "value";
  const path = frames.flatMap((frame): (string | number)[] => {
    if (frame.kind === "array") return [frame.index];
    const key = frame === inner && at === "key" ? undefined : frame.keys.at(-1);
    return key === undefined ? [] : [key];
  });
  const next = string.end + (string.closed ? 1 : 0);
  const after = /^\s*:/.test(text.slice(next, next + MOST_BLANKS));
  const objects = frames.filter(({ kind }) => kind === "object");
  return { ...string, path, at, objects, hasColon: after };
}

const MOST_BLANKS = 40;

/** After the closing quote; undefined if the string is still open at `limit`. A line's end ends a string, too. */
function endOfString(text: string, quote: number, limit: number): number | undefined {
  for (let at = quote + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === '"' || character === "\n") return at + 1;
  }
  return undefined;
}

/** Where the word under the cursor ends: at its quote, or before anything that no name holds. */
function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !/["\s,[\]\\]/.test(text.charAt(at))) at++;
  return at;
}

function endOfComment(text: string, slash: number, limit: number): number | undefined {
  const sign = text.charAt(slash + 1);
  const end = sign === "/" ? text.indexOf("\n", slash) : sign === "*" ? text.indexOf("*/", slash + 2) + 1 : slash;
  return end > 0 && end < limit ? end + 1 : undefined;
}
