/** Where a JSON file that is one policy is not what AWS takes, although it can be read. */
import {
  extrasOf,
  inDoubleQuotes,
  type JsonExtra,
  type Rewritten,
  withJsonSpaces,
  withJsonWords,
  withoutHashComments,
} from "../syntax/json-extras.ts";
import { type Value } from "../syntax/value.ts";
import { type Departure, type SourceText } from "./host.ts";
import { type Span } from "../text/span.ts";

/** In JSON with comments, and in our own language, comments are for people: a tool takes them out. */
function isPlainJson({ path, languageId }: SourceText): boolean {
  return languageId === undefined ? !path.toLowerCase().endsWith(".jsonc") : languageId === "json";
}

/** A text that can be read after a small change, which leaves every offset as it is. */
export interface Readable {
  readonly text: string;
  readonly departures: readonly Departure[];
}

/** Undefined where the text needs no such change, or another. */
export function madeReadable(text: string): Readable | undefined {
  const [before, behind] = inFence(textBefore(text), textBehind(text));
  const blanked = blank(blank(text, before?.span), behind && { start: behind.span.start, end: text.length });
  const quoted = inDoubleQuotes(blanked);
  const spaced = withJsonSpaces(quoted?.text ?? blanked);
  const commented = withoutHashComments(spaced?.text ?? quoted?.text ?? blanked);
  const worded = withJsonWords(commented?.text ?? spaced?.text ?? quoted?.text ?? blanked);
  const departures = [
    ...(before ? [before] : []),
    ...(behind && behind.isOfFence !== true ? [behind] : []),
    ...(quoted ? [ofQuotes(quoted)] : []),
    ...(spaced ? [ofEach("spaces", spaced)] : []),
    ...listed("comments", commented?.comments ?? []),
    ...(worded ? [ofEach("words", worded)] : []),
  ];
  const readable = worded ?? commented ?? spaced ?? quoted;
  return departures.length === 0 ? undefined : { text: readable?.text ?? blanked, departures };
}

function ofQuotes({ edits }: Rewritten): Departure {
  const span = { start: edits[0]?.span.start ?? 0, end: edits[1]?.span.end ?? 0 };
  return { kind: "quotes", span, count: edits.length / 2, repair: edits };
}

function ofEach(kind: "spaces" | "words", { edits }: Rewritten): Departure {
  const span = edits[0]?.span ?? { start: 0, end: 0 };
  return { kind, span, count: edits.length, repair: edits };
}

/** Words of a page or a program that were copied with it; a bracket may begin the document. */
function textBefore(text: string): Departure | undefined {
  const end = text.indexOf("{");
  const before = text.slice(0, Math.max(0, end));
  if (before.trim() === "" || before.length > LONGEST_BEFORE || /["[/]/.test(before)) return undefined;
  return departureBefore(end);
}

const LONGEST_BEFORE = 200;

function blank(text: string, span: Span | undefined): string {
  if (span === undefined) return text;
  return text.slice(0, span.start) + " ".repeat(span.end - span.start) + text.slice(span.end);
}

/** Marks of Markdown around the policy are one mistake, and go together. */
function inFence(
  before: Departure | undefined,
  behind: Behind | undefined,
): readonly [before: Departure | undefined, behind: Behind | undefined] {
  const isFence = before !== undefined && behind !== undefined && /^`{3,}$/.test(behind.text);
  if (!isFence) return [before, behind];
  const end = { span: behind.span, newText: "" };
  return [
    { ...before, repair: [...before.repair, end] },
    { ...behind, isOfFence: true },
  ];
}

interface Behind extends Departure {
  readonly text: string;
  readonly isOfFence?: true;
}

/** Words about the policy, or the next one. A bracket or a comma belongs to the document, which has one too many before it. */
function textBehind(text: string): Behind | undefined {
  const end = endOfObject(text, text.indexOf("{"));
  const behind = text.slice(end);
  if (end === undefined || /^\s*(?:$|[\]},])/.test(behind)) return undefined;
  if (behind.split("\n").every((line) => /^\s*(?:$|#|\/\/|\/\*)/.test(line))) return undefined;
  const start = end + behind.search(/\S/);
  const trimmed = behind.trim();
  const [line = ""] = trimmed.split("\n", 1);
  const span = { start, end: start + line.trimEnd().length };
  // Nobody shall lose a second policy by a fix.
  const repair = /^[;`.]{1,3}$/.test(trimmed) ? [{ span, newText: "" }] : [];
  return { kind: "text-behind", span, count: 1, repair, text: trimmed };
}

/** Behind the brace that closes the one at `start`; undefined where none does. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = start; at >= 0 && at < text.length; at++) {
    const sign = text[at] ?? "";
    if (isText && sign === "\\") at++;
    else if (sign === '"') isText = !isText;
    else if (!isText && "{[".includes(sign)) depth++;
    else if (!isText && "]}".includes(sign) && --depth === 0) return at + 1;
  }
  return undefined;
}

/** In a text that Terraform gives to its provider. */
export function asGivenToProvider(departure: Departure, text: string): Departure {
  const { kind, span } = departure;
  const isBlank = kind === "text-before" && text.slice(span.start, span.end).trim() === "";
  return isBlank ? { ...departure, kind: "blank-before" } : departure;
}

function departureBefore(end: number): Departure {
  const span = { start: 0, end };
  return { kind: "text-before", span, count: 1, repair: [{ span, newText: "" }] };
}

/** `text` is the file's as it was read, and `root` its value, which is one policy. */
export function departuresOf(
  source: SourceText,
  { text, root }: { readonly text: string; readonly root: Value },
): readonly Departure[] {
  const { start } = root.span;
  const blank = start > 0 && source.text.slice(0, start).trim() === "" ? [departureBefore(start)] : [];
  if (root.kind === "string") return root.text.startsWith("{") ? [...blank, encodedTwice(root.span, root.text)] : blank;
  return isPlainJson(source) ? [...blank, ...departuresInText(text)] : blank;
}

/** Comments, and commas too many. */
export function departuresInText(text: string): readonly Departure[] {
  const extras = extrasOf(text);
  return [...listed("comments", extras.comments), ...listed("trailing-commas", extras.trailingCommas)];
}

/** White space before the brace of a text that Terraform gives to its provider; a list of one, or of none. */
export function blankBefore(text: string): readonly Departure[] {
  const start = text.search(/\S/);
  return start > 0 ? [{ ...departureBefore(start), kind: "blank-before" }] : [];
}

function encodedTwice(span: Departure["span"], policy: string): Departure {
  return {
    kind: "encoded-twice",
    span: { start: span.start, end: span.start + 1 },
    count: 1,
    repair: [{ span, newText: policy }],
  };
}

function listed(kind: Departure["kind"], extras: readonly JsonExtra[]): readonly Departure[] {
  const [first] = extras;
  if (first === undefined) return [];
  return [{ kind, span: first.span, count: extras.length, repair: extras.map(({ removal }) => removal) }];
}
