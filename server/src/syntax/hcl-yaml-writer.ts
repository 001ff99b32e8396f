/** Writes changes into YAML that stands in a template of HCL, and leaves its interpolations what they are. */
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type Change, type NewValue, type Writer } from "./change.ts";
import { type FilledPart, type TemplateText } from "./hcl-text.ts";
import { type Member, type Value } from "./value.ts";
import { yamlWriter } from "./yaml-writer.ts";

/** What a value or member of the file was read as, before it was moved there. */
export type OriginOf = <One extends Value | Member>(moved: One) => One | undefined;

/** `source` is the text that the template stands in. */
export function yamlTextWriter(read: TemplateText, source: string, originOf: OriginOf): Writer {
  const { text, filled, map } = read;
  // A template that is decided on by lines cannot be taken for one text.
  const isOneText = filled.every(({ start, end }) => start < end && !text.slice(start, end).includes("\n"));
  const marked = isOneText && filled.length <= MOST_MARKS ? withMarks(text, filled) : undefined;
  let writer: Writer | undefined;
  return {
    edits(changes) {
      if (marked === undefined) return undefined;
      const own = changes.map((change) => changeInText(change, originOf));
      if (!own.every((change) => change !== undefined)) return undefined;
      writer ??= yamlWriter(marked);
      const edits = writer.edits(own);
      if (edits?.every((edit) => keepsMarks(edit, marked)) !== true) return undefined;
      return edits.map((edit) => ({
        span: placeOf(edit.span, marked, map),
        newText: encoded(edit.newText, read, source),
      }));
    },
  };
}

/** Characters for private use stand for interpolations: the first says which, as many of the last follow as it is long. */
const FIRST_MARK = 0xe000;
const MOST_MARKS = 0x18ff;
const FILLER = "\uf8ff";
const MARK = /([\ue000-\uf8fe])\uf8ff*/g;

function withMarks(text: string, filled: readonly FilledPart[]): string {
  let marked = "";
  let at = 0;
  for (const [index, { start, end }] of filled.entries()) {
    marked += text.slice(at, start) + String.fromCharCode(FIRST_MARK + index) + FILLER.repeat(end - start - 1);
    at = end;
  }
  return marked + text.slice(at);
}

/** An interpolation is moved as it is, or taken out with what it stands in; its value is written nowhere. */
function keepsMarks({ span, newText }: Edit, marked: string): boolean {
  const isCut = [span.start, span.end].some((at) => marked.charAt(at) === FILLER);
  const before = marksIn(marked.slice(span.start, span.end));
  const after = marksIn(newText);
  return !isCut && (newText.trim() === "" || [...before].every((mark) => after.has(mark)));
}

function marksIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(MARK)].map(([, mark = ""]) => mark));
}

function encoded(text: string, { filled, map }: TemplateText, source: string): string {
  let written = "";
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    const part = filled[(found[1] ?? "").charCodeAt(0) - FIRST_MARK];
    if (part === undefined) continue;
    written += (map.encode(text.slice(at, found.index)) ?? "") + source.slice(part.span.start, part.span.end);
    at = found.index + found[0].length;
  }
  return written + (map.encode(text.slice(at)) ?? "");
}

/** Whole lines go with the indentation that the template leaves out of the next one. */
function placeOf({ start, end }: Span, text: string, map: TemplateText["map"]): Span {
  const isLines = start < end && text.charAt(end - 1) === "\n" && (start === 0 || text.charAt(start - 1) === "\n");
  const span = map.outerSpan(start, end);
  return isLines ? { start: span.start, end: map.outerSpan(end, end).start } : span;
}

/** Undefined where the file's values are not known in the text. */
function changeInText(change: Change, originOf: OriginOf): Change | undefined {
  switch (change.change) {
    case "text": {
      const value = originOf(change.value);
      return value && { ...change, value };
    }
    case "replace": {
      const [value, by] = [originOf(change.value), newInText(change.by, originOf)];
      return value !== undefined && by !== undefined ? { ...change, value, by } : undefined;
    }
    case "rename": {
      const member = originOf(change.member);
      return member && { ...change, member };
    }
    case "add-member":
    case "add-item":
      return addedInText(change, originOf);
    case "remove-member": {
      const [from, part] = [originOf(change.from), originOf(change.part)];
      return from && part && { ...change, from, part };
    }
    case "remove-item": {
      const [from, part] = [originOf(change.from), originOf(change.part)];
      return from && part && { ...change, from, part };
    }
  }
}

function addedInText(
  change: Extract<Change, { readonly change: "add-member" | "add-item" }>,
  originOf: OriginOf,
): Change | undefined {
  const value = newInText(change.value, originOf);
  if (value === undefined) return undefined;
  if (change.change === "add-member") {
    const [to, after] = [originOf(change.to), change.after && originOf(change.after)];
    return to && (change.after === undefined || after) ? { ...change, to, after, value } : undefined;
  }
  const [to, after] = [originOf(change.to), change.after && originOf(change.after)];
  return to && (change.after === undefined || after) ? { ...change, to, after, value } : undefined;
}

function newInText(value: NewValue, originOf: OriginOf): NewValue | undefined {
  if (typeof value === "string") return value;
  if ("copyOf" in value) {
    const copyOf = value.more === undefined ? originOf(value.copyOf) : undefined;
    return copyOf && { copyOf };
  }
  if ("members" in value) {
    const members = value.members.map(([key, held]) => [key, newInText(held, originOf)] as const);
    const known = members.flatMap(([key, held]) => (held === undefined ? [] : [[key, held] as const]));
    return known.length === members.length ? { members: known } : undefined;
  }
  const items = value.map((item) => newInText(item, originOf)).filter((item) => item !== undefined);
  return items.length === value.length ? items : undefined;
}
