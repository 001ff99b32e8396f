/** Writes changes into the objects, lists and texts of an HCL file. */
import { applyEdits, type Edit, joinEdits } from "../text/edit.ts";
import { isTemplateMap } from "../text/encoding.ts";
import { isSameSpan, type Span } from "../text/span.ts";
import {
  type Change,
  type ChangeOfParts,
  type Deployment,
  isInside,
  isOfParts,
  type NewValue,
  standingChanges,
  type Writer,
} from "./change.ts";
import { HclLines } from "./hcl-lines.ts";
import { type HclNodes, hclNodes } from "./hcl-nodes.ts";
import { editsOfHclParts, type NewHclPart } from "./hcl-parts.ts";
import { ASSIGNED, memberFormBeside } from "./hcl-members.ts";
import { type ExpressionOf, type HclCopy, type HclPrint, keyIn, printHcl, printKey, printText } from "./hcl-print.ts";
import { type HclBody, type HclObject, type HclTuple } from "./hcl-tree.ts";
import { type Member, type StringValue, type Value } from "./value.ts";

/** What is at hand for writing into one file. */
export interface HclDesk {
  readonly text: string;
  readonly lines: HclLines;
  readonly nodes: HclNodes;
  readonly expressionOf: ExpressionOf | undefined;
  readonly deployment?: Deployment | undefined;
}

export function hclDesk(text: string, body: HclBody, expressionOf?: ExpressionOf): HclDesk {
  return { text, lines: new HclLines(text), nodes: hclNodes(body), expressionOf };
}

/** For values that were read from the objects and lists of `body`, which was read from `text`. */
export function hclWriter(text: string, body: HclBody, expressionOf?: ExpressionOf): Writer {
  let desk: HclDesk | undefined;
  return {
    edits(changes, deployment) {
      desk ??= hclDesk(text, body, expressionOf);
      return hclEdits(changes, { ...desk, deployment });
    },
  };
}

/** Undefined where one of the changes cannot be written at its place. */
export function hclEdits(changes: readonly Change[], desk: HclDesk): readonly Edit[] | undefined {
  const copies = { areWritten: true };
  const edits = editsOf(changes, desk, (value) => copyOf(value, changes, desk, copies));
  return copies.areWritten ? edits : undefined;
}

type Copy = HclPrint["copy"];

function editsOf(changes: readonly Change[], desk: HclDesk, copy: Copy): readonly Edit[] | undefined {
  const standing = standingChanges(changes);
  const edits: Edit[] = [];
  const ofParts = new Map<HclTuple | HclObject, ChangeOfParts[]>();
  for (const standingChange of standing) {
    const change = behindCertain(standingChange, desk.nodes);
    if (isOfParts(change)) {
      const container = containerIn(change, desk.nodes);
      if (container === undefined) return undefined;
      ofParts.set(container, [...(ofParts.get(container) ?? []), change]);
      continue;
    }
    const edit = editOf(change, desk, copy);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  for (const [container, own] of ofParts) edits.push(...editsOfContainer(container, own, desk, copy));
  return joinEdits(edits);
}

/**
 * Of a call that puts lists together, not behind what only one branch of a condition has, or what stands in no list: behind
 * the last item that is there for certain.
 */
function behindCertain(change: Change, nodes: HclNodes): Change {
  if (change.change !== "add-item" || change.after === undefined) return change;
  const { to, after } = change;
  const written = nodes.tupleAt(to.span)?.items.at(-1);
  // What a name in the list stands for stands elsewhere.
  if (written !== undefined && after === to.items.at(-1))
    return { ...change, after: { kind: "unknown", span: written.span } };
  const isThere = (item: Value): boolean => {
    const list = nodes.tupleWith(item.span);
    if (list === undefined || nodes.isMadeEachTime(list.span, to.span)) return false;
    return isSameSpan(list.span, to.span) || !mayBeMissing(item);
  };
  const behind = isThere(after) ? undefined : to.items.findLast(isThere);
  return behind === undefined ? change : { ...change, after: behind };
}

function mayBeMissing(item: Value): boolean {
  return item.kind === "either" && item.options.includes(undefined);
}

/** The list or object that is written where the change is made: of a call that puts lists together, the one with the neighbor. */
function containerIn(change: ChangeOfParts, nodes: HclNodes): HclTuple | HclObject | undefined {
  switch (change.change) {
    case "add-member": {
      const { to, after } = change;
      return after === undefined ? nodes.objectAt(to.span) : nodes.objectWith(after.span);
    }
    case "add-item": {
      const { to, after } = change;
      const list = after === undefined ? nodes.tupleAt(to.span) : nodes.tupleWith(after.span);
      return list !== undefined && nodes.isMadeEachTime(list.span, to.span) ? undefined : list;
    }
    case "remove-member":
      return nodes.objectWith(change.part.span);
    case "remove-item":
      return nodes.tupleWith(change.part.span);
  }
}

function editOf(change: Exclude<Change, ChangeOfParts>, desk: HclDesk, copy: Copy): Edit | undefined {
  switch (change.change) {
    case "text":
      return editOfHclText(change, desk);
    case "rename":
      return editOfName(change.member, change.to, desk);
    case "replace":
      return editOfValue(change.value, change.by, desk, copy);
  }
}

function editOfValue({ span }: Value, by: NewValue, desk: HclDesk, copy: Copy): Edit | undefined {
  if (!desk.nodes.isExpression(span)) return undefined;
  const { lines } = desk;
  const print = printing(desk, span, copy);
  return { span, newText: printHcl(by, lines.indentAt(span.start), print) };
}

/** Values take lines where their neighbors have some. */
export function printing({ lines, expressionOf, deployment }: HclDesk, beside: Span, copy: Copy): HclPrint {
  const isInLines = lines.startsLine(beside.start) || lines.lineEnd(beside.start) < beside.end;
  const before = lines.text.slice(lines.lineStart(beside.start), beside.start).trim();
  const startsMember = /[=:]$/.test(before);
  return {
    newline: lines.newline,
    unit: "  ",
    form: isInLines || startsMember ? "lines" : "inline",
    copy,
    members: memberFormBeside(lines.text, beside),
    expressionOf: expressionOf && ((text) => expressionOf(text, { deployment, at: beside.start })),
  };
}

function editOfName({ keySpan, keyMap, key }: Member, to: string, desk: HclDesk): Edit | undefined {
  if (isTemplateMap(keyMap)) return { span: keyMap.outerSpan(0, key.length), newText: keyMap.encode(to) ?? "" };
  return desk.nodes.isExpression(keySpan) ? { span: keySpan, newText: printKey(to) } : undefined;
}

/** Whole characters are replaced, and no sign is left to make an interpolation of what is beside it. */
export function editOfHclText(
  { value, start, end, by }: Extract<Change, { readonly change: "text" }>,
  desk: { readonly nodes: Pick<HclNodes, "isExpression"> },
): Edit | undefined {
  const { text, map, span } = value;
  if (!isTemplateMap(map)) {
    const isWhole = start === 0 && end === text.length && desk.nodes.isExpression(span);
    return isWhole ? { span, newText: printText(by) } : undefined;
  }
  const [from, to] = widened(value, start, end, by);
  const newText = text.slice(from, start) + by + text.slice(end, to);
  const lastSign = newText === "" ? text.charAt(from - 1) : newText.at(-1);
  if (map.cuts(from, to) || (lastSign !== undefined && isSign(lastSign) && map.beginsAt(to))) return undefined;
  const encoded = map.encode(newText);
  if (encoded === undefined) return undefined;
  return {
    span: from === to ? pointAt(map.outerSpan(from, to), value, from) : map.outerSpan(from, to),
    newText: encoded,
  };
}

/** Behind the last character a text ends where its quotes do. */
function pointAt(span: Span, { text, map }: StringValue, at: number): Span {
  if (at < text.length || at === 0) return { start: span.start, end: span.start };
  const { end } = map.outerSpan(at - 1, at);
  return { start: end, end };
}

/** With the characters beside it that would make an escape or an interpolation of what is put in. */
function widened({ text, map }: StringValue, start: number, end: number, by: string): readonly [number, number] {
  let [from, to] = [start, end];
  if (isInsidePair(text, from) || isInsideEscape(text, from)) from--;
  if (isInsidePair(text, to) || isInsideEscape(text, to)) to++;
  const first = (by + text.slice(to)).charAt(0);
  if (first === "{" && isSign(text.charAt(from - 1))) from--;
  while (from > 0 && text.charAt(from - 1) === "\\" && isOneCharacter(map.outerSpan(from - 1, from))) from--;
  const last = (text.slice(0, from) + text.slice(from, start) + by).at(-1);
  if (last !== undefined && isSign(last) && text.charAt(to) === "{") to++;
  return [from, to];
}

function isSign(character: string): boolean {
  return character === "$" || character === "%";
}

function isOneCharacter({ start, end }: Span): boolean {
  return end - start === 1;
}

/** `${` is written as one escape. */
function isInsideEscape(text: string, at: number): boolean {
  return isSign(text.charAt(at - 1)) && text.charAt(at) === "{";
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}

function editsOfContainer(
  container: HclTuple | HclObject,
  changes: readonly ChangeOfParts[],
  desk: HclDesk,
  copy: Copy,
): readonly Edit[] {
  const removed: Span[] = [];
  const added: NewHclPart[] = [];
  const print = (beside: Span | undefined): HclPrint => printing(desk, beside ?? container.span, copy);
  for (const change of changes) {
    switch (change.change) {
      case "remove-member":
      case "remove-item":
        removed.push(change.part.span);
        break;
      case "add-member": {
        const { after, key, value } = change;
        added.push({
          after: after?.span,
          print: (beside, indent) => assignedBeside(beside, key, desk) + printHcl(value, indent, print(beside)),
        });
        break;
      }
      case "add-item": {
        const { after, value } = change;
        added.push({ after: after?.span, print: (beside, indent) => printHcl(value, indent, print(beside)) });
      }
    }
  }
  return editsOfHclParts({ lines: desk.lines, container, removed, added, unit: "  " });
}

/** Up to its value, as the member beside it. */
function assignedBeside(beside: Span | undefined, key: string, desk: HclDesk): string {
  const form = beside === undefined ? ASSIGNED : memberFormBeside(desk.text, beside);
  return form.colon === undefined ? `${paddedKey(key, beside, desk)} = ` : `${keyIn(form, key)}${form.colon}`;
}

/** As wide as the name beside it, as `terraform fmt` does. */
export function paddedKey(
  key: string,
  beside: Span | undefined,
  { text, lines }: Pick<HclDesk, "text" | "lines">,
): string {
  const written = printKey(key);
  if (beside === undefined || !lines.startsLine(beside.start)) return written;
  const name = /^[\w"-]+[ ]*(?==)/.exec(text.slice(beside.start, lines.lineEnd(beside.start)))?.[0] ?? "";
  return written.padEnd(Math.max(0, name.length - 1));
}

/** What is copied takes the changes along that are made inside it. */
function copyOf(value: Value, changes: readonly Change[], desk: HclDesk, copies: { areWritten: boolean }): HclCopy {
  const { span } = value;
  const { start, end } = span;
  const asItStands: Copy = (one) => ({
    text: desk.text.slice(one.span.start, one.span.end),
    indent: desk.lines.indentAt(one.span.start),
  });
  // What a text begins with is no expression by itself.
  const isBeginning = value.kind === "string" && value.extended !== undefined;
  if (!isBeginning && !desk.nodes.isExpression(span)) copies.areWritten = false;
  const inside = changes.filter((change) => isInside(change, value));
  const edits = inside.length === 0 ? [] : editsOf(inside, desk, asItStands);
  if (edits === undefined) copies.areWritten = false;
  const moved = (edits ?? []).map((edit) => ({
    span: { start: edit.span.start - start, end: edit.span.end - start },
    newText: edit.newText,
  }));
  return { ...asItStands(value), text: applyEdits(desk.text.slice(start, end), moved) };
}
