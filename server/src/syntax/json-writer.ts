/** Writes changes into a JSON text: escaped, and laid out as the text around them. */
import { applyEdits, type Edit, joinEdits } from "../text/edit.ts";
import { isTemplateMap, standsElsewhere, type TemplateMap } from "../text/encoding.ts";
import { shiftedBy, type SpanMap } from "../text/span-map.ts";
import { type Span, spanContains } from "../text/span.ts";
import {
  type Change,
  type ChangeOfParts,
  containerOf,
  isInside,
  isOfParts,
  standingChanges,
  type Writer,
} from "./change.ts";
import { type Container, indentAt, jsonDocument, type JsonDocument, partsOf, spansLines } from "./json-document.ts";
import { formAt, type Handwriting, type JsonForm, readHandwriting } from "./json-form.ts";
import { editsOfParts, type NewPart } from "./json-parts.ts";
import { type Print, printJson, printMember } from "./json-print.ts";
import { encodeJsonString } from "./json-string.ts";
import { type Member, type Value } from "./value.ts";

/**
 * `root` is the tree that was read from `text`. Given `within`, the text was itself decoded from a larger one: the tree's
 * spans are of the larger one, and the edits of `text`.
 */
export function jsonWriter(text: string, root: Value, within: SpanMap = shiftedBy(0)): Writer {
  let desk: Desk | undefined;
  return {
    edits(changes) {
      desk ??= openDesk(text, root, within);
      const copies = { areWritten: true };
      const edits = editsOf(changes, desk, copyWith(changes, desk, copies));
      return copies.areWritten ? edits : undefined;
    },
  };
}

interface Desk {
  readonly document: JsonDocument;
  readonly hand: Handwriting;
}

type Copy = Print["copy"];

function openDesk(text: string, root: Value, within: SpanMap): Desk {
  const document = jsonDocument(text, root, within);
  return { document, hand: readHandwriting(document) };
}

function editsOf(changes: readonly Change[], desk: Desk, copy: Copy): readonly Edit[] | undefined {
  const standing = standingChanges(changes);
  const edits: Edit[] = [];
  const ofParts = new Map<Container, ChangeOfParts[]>();
  for (const change of standing) {
    if (isOfParts(change)) {
      const container = containerOf(change);
      const known = ofParts.get(container);
      if (known === undefined) ofParts.set(container, [change]);
      else known.push(change);
      continue;
    }
    const edit = editOf(change, desk, copy);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  for (const [container, own] of ofParts) {
    const made = editsOfContainer(container, own, desk, copy);
    if (made === undefined) return undefined;
    edits.push(...made);
  }
  return joinEdits(edits);
}

function editOf(change: Exclude<Change, ChangeOfParts>, desk: Desk, copy: Copy): Edit | undefined {
  const { document } = desk;
  switch (change.change) {
    case "text":
      return editOfText(document, change);
    case "rename": {
      const { keyMap, key } = change.member;
      if (standsElsewhere(keyMap)) return undefined;
      return { span: document.inward(keyMap.outerSpan(0, key.length)), newText: encodeJsonString(change.to) };
    }
    case "replace": {
      if (change.value.span.isPart) return undefined;
      const span = document.spanOf(change.value);
      const form = formOf(desk, change.value);
      return { span, newText: printJson(change.by, indentAt(document, span.start), { form, copy }) };
    }
  }
}

/** Whole characters are replaced, and with them a backslash that would otherwise escape what is put in behind it. */
function editOfText(document: JsonDocument, change: Extract<Change, { readonly change: "text" }>): Edit | undefined {
  const { text, map } = change.value;
  if (isTemplateMap(map)) return editOfTemplate(document, change, map);
  if (standsElsewhere(map)) return undefined;
  const place = (start: number, end: number): Span => document.inward(map.outerSpan(start, end));
  let start = isInsidePair(text, change.start) ? change.start - 1 : change.start;
  const end = isInsidePair(text, change.end) ? change.end + 1 : change.end;
  while (start > 0 && text.charAt(start - 1) === "\\" && lengthOf(place(start - 1, start)) === 1) start--;
  const newText = text.slice(start, change.start) + change.by + text.slice(change.end, end);
  return { span: place(start, end), newText: encodeJsonString(newText) };
}

/** A text that a function makes: undefined where one of its parts would be cut in two. */
function editOfTemplate(
  document: JsonDocument,
  { value, start, end, by }: Extract<Change, { readonly change: "text" }>,
  map: TemplateMap,
): Edit | undefined {
  if (map.cuts(start, end) || by.endsWith("$") || (by === "" && value.text.charAt(start - 1) === "$")) return undefined;
  const newText = map.encode(by);
  const span = map.outerSpan(start, end);
  // In a document within a string it would have to be encoded twice.
  if (newText === undefined || document.inward(span).start !== span.start) return undefined;
  if (start < end) return { span, newText };
  const place = start > 0 ? map.outerSpan(start - 1, start).end : span.start;
  return { span: { start: place, end: place }, newText };
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function editsOfContainer(
  container: Container,
  changes: readonly ChangeOfParts[],
  desk: Desk,
  copy: Copy,
): readonly Edit[] | undefined {
  const { document, hand } = desk;
  if (!isWritten(container, document)) return undefined;
  const removed = new Set<Member | Value>();
  const added: NewPart[] = [];
  const outer = formOf(desk, container);
  for (const change of changes) {
    if (change.change === "remove-member" || change.change === "remove-item") {
      if (change.part.span.isPart) return undefined;
      removed.add(change.part);
    } else {
      added.push({
        after: change.after,
        print(beside, indent) {
          const form = beside === undefined ? outer : formAt(document, hand, { container, part: beside });
          return change.change === "add-member"
            ? printMember(change.key, change.value, indent, { form, copy })
            : printJson(change.value, indent, { form, copy }, formLike(document, beside));
        },
      });
    }
  }
  return editsOfParts({ document, container, removed, added, form: outer });
}

/** Not of a list that a function makes, which stands where the function does. */
function isWritten({ kind, span }: Container, document: JsonDocument): boolean {
  if (span.isPart) return false;
  return document.text.charAt(document.inward(span).start) === (kind === "array" ? "[" : "{");
}

/** An item goes over several lines as its neighbour does. */
function formLike(document: JsonDocument, beside: Member | Value | undefined): "lines" | "inline" | undefined {
  if (beside === undefined || !("kind" in beside) || !isContainer(beside)) return undefined;
  return spansLines(document, document.spanOf(beside)) ? "lines" : "inline";
}

/** How a value is written that stands where `value` does. */
function formOf({ document, hand }: Desk, value: Value): JsonForm {
  const place = placeOf(document.root, value) ?? { container: document.root, part: document.root };
  return formAt(document, hand, place);
}

interface Place {
  readonly container: Value;
  readonly part: Member | Value;
}

/** The innermost container around a value, and the part of it that holds the value. */
function placeOf(root: Value, value: Value): Place | undefined {
  let place: Place | undefined;
  let container = root;
  while (container !== value && isContainer(container)) {
    const part: Member | Value | undefined = partsOf(container).find((one) => spanContains(one.span, value.span));
    const next: Value | undefined = part === undefined || "kind" in part ? part : part.value;
    if (part === undefined || next === undefined) break;
    place = { container, part };
    container = next;
  }
  return place;
}

function isContainer(value: Value): value is Container {
  return value.kind === "object" || value.kind === "array";
}

/** What is copied takes the changes along that are made inside it. */
function copyWith(changes: readonly Change[], desk: Desk, copies: { areWritten: boolean }): Copy {
  const { document } = desk;
  const asItStands: Copy = (value) => {
    const { start, end } = document.spanOf(value);
    return { text: document.text.slice(start, end), indent: indentAt(document, start) };
  };
  return (value) => {
    const copied = asItStands(value);
    const inside = changes.filter((change) => isInside(change, value));
    if (inside.length === 0) return copied;
    const edits = editsOf(inside, desk, asItStands);
    if (edits === undefined) copies.areWritten = false;
    const { start } = document.spanOf(value);
    const moved = (edits ?? []).map(({ span, newText }) => ({
      span: { start: span.start - start, end: span.end - start },
      newText,
    }));
    return { ...copied, text: applyEdits(copied.text, moved) };
  };
}
