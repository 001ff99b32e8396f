/** The place in a policy that a cursor in YAML has. */
import { type DraftPart, type DraftText, isDraftText, partsOfText, plainText } from "../syntax/draft.ts";
import { NOTHING_WRITTEN, type WrittenMapping, type YamlCursor, yamlCursorAt } from "../syntax/yaml-cursor.ts";
import { blockDraft, draftBehindName, draftMember, flowDraft, flowMember, quotedParts } from "../syntax/yaml-draft.ts";
import { columnOf } from "../syntax/yaml-nodes.ts";
import { isPlainText } from "../syntax/yaml-print.ts";
import { type Insertion, type PolicyCursor, type WrittenAtCursor } from "./policy-cursor.ts";

/**
 * `start` is where the policy begins, as a mapping, or as the list of its statements. Undefined where neither name nor
 * value can begin.
 */
export function cursorInYaml(text: string, start: number, offset: number): PolicyCursor | undefined {
  return behindDash(text, start, offset) ?? inTag(text, start, offset) ?? policyCursorAt(text, start, offset);
}

/** In the tag of a function that is half typed, and nothing behind it: it goes with what is written in its place. */
function inTag(text: string, start: number, offset: number): PolicyCursor | undefined {
  const before = text.slice(Math.max(start, offset - LONGEST_TAG), offset);
  const typed = /(?<=[:\-[,]\s+|\[)![A-Za-z]*$/.exec(before)?.[0];
  if (typed === undefined || !/^[ \t]*(?:\r?\n|$|[\],#])/.test(text.slice(offset, offset + MOST_BLANKS)))
    return undefined;
  const at = offset - typed.length;
  const cursor = policyCursorAt(text.slice(0, at) + text.slice(offset), start, at);
  if (cursor?.at !== "value" || cursor.typed !== "") return undefined;
  const write = (what: WrittenAtCursor): Insertion | undefined => {
    const written = cursor.write(what);
    if (written === undefined) return undefined;
    return { ...written, span: { start: written.span.start, end: written.span.end + typed.length } };
  };
  return { ...cursor, write };
}

const LONGEST_TAG = 40;

/**
 * Below the first element of a statement, in the column of its dash: there editors put whoever presses Enter. What is
 * written there is indented as the element is.
 */
function behindDash(text: string, start: number, offset: number): PolicyCursor | undefined {
  const before = text.slice(Math.max(start - MOST_BLANKS, offset - LONGEST_LINES, 0), offset);
  const found = /(?:^|\n)( *)(- +)\w+:(?:[ \t\r][^\n]*)?\n\1(\w*)$/.exec(before);
  const [, , { length: missing } = "", { length: typed } = ""] = found ?? [];
  if (found === null) return undefined;
  const at = offset - typed;
  const pad = " ".repeat(missing);
  const cursor = policyCursorAt(text.slice(0, at) + pad + text.slice(at), start, offset + missing);
  if (cursor?.at !== "key" || cursor.path.join() !== "Statement") return undefined;
  const write = (what: WrittenAtCursor): Insertion | undefined => {
    const written = cursor.write(what);
    if (written?.span.start !== at + missing) return undefined;
    return { ...written, span: { start: at, end: written.span.end - missing }, parts: [pad, ...written.parts] };
  };
  return { ...cursor, write };
}

const LONGEST_LINES = 2_000;

function policyCursorAt(text: string, start: number, offset: number): PolicyCursor | undefined {
  const cursor = cursorAt(text, start, offset);
  if (cursor === undefined) return undefined;
  const { mappings, path, word } = cursor;
  const tag = tagBefore(text, cursor);
  const isList = typeof path[0] === "number";
  const around = isList ? [NOTHING_WRITTEN, ...mappings] : mappings;
  const own = around.filter((mapping) => !isFunction(mapping));
  const steps = isList ? ["Statement", ...path] : path;
  const names = namesIn(steps);
  const [, statement] = steps;
  const inList = typeof steps.at(-1) === "number";
  // The items of this list are mappings, so what is typed in one is a name.
  const beginsStatement = inList && cursor.at === "value" && names.length === 1 && cursor.form === "block";
  return {
    path: names,
    statement: typeof statement === "number" ? statement : 0,
    at: beginsStatement ? "key" : cursor.at,
    inList: inList && !beginsStatement,
    hasValue: cursor.at === "key" && cursor.hasColon,
    typed: word.typed,
    rest: word.rest,
    inSub: steps.findLast((step) => typeof step === "string") === "Fn::Sub" || isTagged(text, cursor),
    object: beginsStatement ? NOTHING_WRITTEN : (own.at(-1) ?? NOTHING_WRITTEN),
    inStatement: own[1] ?? NOTHING_WRITTEN,
    shownReference: tag === "Sub" ? (expression, behind) => `\${${expression}}${behind}` : functionOf,
    write: (what) => insertionAt(text, offset, { ...cursor, tag }, what),
  };
}

/** `!Sub 'text'`, also with the text as the first item of a list. */
function isTagged(text: string, { word }: YamlCursor): boolean {
  const start = word.start - (word.style === "plain" ? 0 : 1);
  return /!Sub\s+(?:-\s+|\[\s*)?$/.test(text.slice(Math.max(0, start - MOST_BLANKS), start));
}

/** A colon right behind a name ends it, but for the names of condition keys, which have colons in them. */
function cursorAt(text: string, start: number, offset: number): YamlCursor | undefined {
  const cursor = yamlCursorAt(text, start, offset, "in-word");
  if (cursor === undefined || cursor.word.style !== "plain" || !/^[A-Za-z]+:$/.test(cursor.word.typed)) return cursor;
  const names = namesIn(cursor.path);
  const isName = cursor.at === "key" || names.at(-1) === "Statement" || names.length === 0;
  return !isName || names.at(-2) === "Condition" ? cursor : yamlCursorAt(text, start, offset, "behind-name");
}

function namesIn(path: readonly (string | number)[]): readonly string[] {
  return path.filter((step) => typeof step === "string").filter((name) => !name.startsWith("Fn::"));
}

/** `{"Fn::If": ["Condition", …, …]}` stands for what is in its list. */
function isFunction({ keys }: WrittenMapping): boolean {
  return keys.length === 1 && keys[0]?.startsWith("Fn::") === true;
}

/** With the name of the function whose tag stands before the word. */
interface TaggedCursor extends YamlCursor {
  readonly tag: string | undefined;
}

function insertionAt(text: string, offset: number, cursor: TaggedCursor, what: WrittenAtCursor): Insertion | undefined {
  const { word, form, hasColon, at, tag } = cursor;
  if (what.write === "reference") return referenceAt(text, cursor, what);
  // What these name is made in the template.
  if (tag === "GetAtt" || tag === "Ref") return undefined;
  if (what.write === "part") return partOf(text, offset, cursor, what);
  const indent = " ".repeat(columnOf(text, word.start) - cursor.outdent);
  const layout = cursor.layout();
  if (what.write === "member") {
    if (hasColon) return inWord(text, cursor, wordParts(cursor, what.key, indent));
    const parts =
      form === "flow" ? flowMember(what.key, what.value, layout) : draftMember(what.key, what.value, indent, layout);
    return inWord(text, cursor, parts);
  }
  const { value } = what;
  if (isDraftText(value)) return inWord(text, cursor, wordParts(cursor, value, indent));
  if (form === "flow") return inWord(text, cursor, flowDraft(value, layout));
  if (cursor.afterColon === undefined || at === "key") return inWord(text, cursor, blockDraft(value, indent, layout));
  const nameIndent = " ".repeat(columnOf(text, startOfLine(text, word.start)));
  const { span, lead, ...rest } = inWord(text, cursor, draftBehindName(value, nameIndent, layout), "behind-colon");
  return { ...rest, span: { start: cursor.afterColon, end: span.end }, lead: lead + span.start - cursor.afterColon };
}

/** `Reports.Arn` is an attribute, `Topic` what `Ref` gives. With something behind it, it is part of a text. */
function functionOf(expression: string, behind: string): string {
  if (behind !== "") return `!Sub \${${expression}}${behind}`;
  return expression.includes(".") ? `!GetAtt ${expression}` : `!Ref ${expression}`;
}

function tagBefore(text: string, { word }: YamlCursor): string | undefined {
  const start = word.start - (word.style === "plain" ? 0 : 1);
  return /!(\w+)[ \t]+$/.exec(text.slice(Math.max(0, start - MOST_BLANKS), start))?.[1];
}

/** In the place of the word with its quotes; behind the tag of a function, what that takes. */
function referenceAt(
  text: string,
  cursor: TaggedCursor,
  { expression, behind }: Extract<WrittenAtCursor, { readonly write: "reference" }>,
): Insertion | undefined {
  const { tag } = cursor;
  const whole = functionOf(expression, behind);
  const [own = "", name = ""] = /^!(\w+) /.exec(whole) ?? [];
  if (tag === "Sub") return inWord(text, cursor, wordParts(cursor, `\${${expression}}${behind}`, ""));
  if (tag !== undefined) return tag === name ? inWord(text, cursor, [whole.slice(own.length)]) : undefined;
  return inWord(text, cursor, [behind === "" ? whole : `!Sub "${whole.slice(own.length)}"`]);
}

/** Where what stands on the line begins, behind the dashes of lists. */
function startOfLine(text: string, offset: number): number {
  let at = offset - columnOf(text, offset);
  while (at < offset && (text.charAt(at) === " " || (text.charAt(at) === "-" && text.charAt(at + 1) === " "))) at++;
  return at;
}

function wordParts(cursor: YamlCursor, text: DraftText, indent: string): readonly DraftPart[] {
  const { word, form } = cursor;
  if (word.style !== "plain") return quotedParts(partsOfText(text), word.style);
  const layout = cursor.layout();
  return form === "flow" ? flowDraft(text, layout) : blockDraft(text, indent, layout);
}

/** In the place of the word with its quotes. */
function inWord(
  text: string,
  { word, form, afterColon, outdent }: YamlCursor,
  parts: readonly DraftPart[],
  place: "behind-colon" | "anywhere" = "anywhere",
): Insertion {
  const quote = word.style === "plain" ? 0 : 1;
  const span = { start: word.start - quote - outdent, end: word.end + (word.isClosed ? quote : 0) };
  const needsBlank = place === "anywhere" && afterColon === span.start;
  const behind = form === "flow" ? (/^\s*(\S?)/.exec(text.slice(span.end, span.end + MOST_BLANKS))?.[1] ?? "") : "";
  const needsComma = /[\w"'{[]/.test(behind);
  return {
    span,
    parts: [...(needsBlank ? [" "] : []), ...parts, ...(needsComma ? [","] : [])],
    lead: quote + outdent,
    also: [],
  };
}

const MOST_BLANKS = 400;

/** Undefined where the text would need quotes that it does not have. */
function partOf(
  text: string,
  offset: number,
  { word, form }: YamlCursor,
  { from, behind, text: draft }: Extract<WrittenAtCursor, { readonly write: "part" }>,
): Insertion | undefined {
  const parts = partsOfText(draft);
  const span = { start: word.start + from, end: offset + behind };
  const whole = text.slice(word.start, span.start) + plainText(parts) + text.slice(span.end, word.end);
  if (word.style === "plain" && !isPlainText(whole, form === "flow")) return undefined;
  if (/["'\\\n]/.test(plainText(parts))) return undefined;
  return { span, parts, lead: 0, also: [] };
}
