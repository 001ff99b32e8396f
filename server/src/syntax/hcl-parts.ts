/** Members and items put into an object or list of HCL and taken out of it, with the commas and lines around them. */
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type HclLines } from "./hcl-lines.ts";
import { type HclObject, type HclTuple } from "./hcl-tree.ts";

/** What is to become of one list or object; parts are known by their spans. */
export interface HclPartChanges {
  readonly lines: HclLines;
  readonly container: HclTuple | HclObject;
  readonly removed: readonly Span[];
  readonly added: readonly NewHclPart[];
  readonly unit: string;
}

export interface NewHclPart {
  /** Where the part stands that it follows; undefined at the start. */
  readonly after: Span | undefined;
  /** `beside` is a part whose form it follows; `indent` is what its line starts with. */
  print(beside: Span | undefined, indent: string): string;
}

export function editsOfHclParts(changes: HclPartChanges): readonly Edit[] {
  const { container, removed } = changes;
  const parts = container.items.map(({ span }) => span);
  const isGone = (part: Span): boolean => removed.some((one) => one.start === part.start && one.end === part.end);
  const kept = parts.filter((part) => !isGone(part));
  if (kept.length === 0) return [refilled(changes, inOrder(changes, parts))];
  const edits = removalsIn(changes, parts, isGone);
  for (const [after, group] of groupsOf(changes, parts, isGone)) edits.push(...addition(changes, after, kept, group));
  return edits;
}

/** The new parts by the part that is kept and that they stand behind. */
function groupsOf(
  changes: HclPartChanges,
  parts: readonly Span[],
  isGone: (part: Span) => boolean,
): ReadonlyMap<Span | undefined, readonly NewHclPart[]> {
  const groups = new Map<Span | undefined, NewHclPart[]>();
  for (const part of inOrder(changes, parts)) {
    let index = indexOf(parts, part.after);
    for (let one = parts[index]; one !== undefined && isGone(one); one = parts[index]) index--;
    const after = parts[index];
    groups.set(after, [...(groups.get(after) ?? []), part]);
  }
  return groups;
}

function inOrder({ added }: HclPartChanges, parts: readonly Span[]): readonly NewHclPart[] {
  return added.toSorted((a, b) => indexOf(parts, a.after) - indexOf(parts, b.after));
}

function indexOf(parts: readonly Span[], part: Span | undefined): number {
  return part === undefined ? -1 : parts.findIndex(({ start, end }) => start === part.start && end === part.end);
}

/** Nothing that stood in it is left. */
function refilled({ lines, container, unit }: HclPartChanges, added: readonly NewHclPart[]): Edit {
  const { span } = container;
  const [open, close] = container.kind === "object" ? ["{", "}"] : ["[", "]"];
  const [first] = container.items;
  const indent = lines.indentAt(span.start);
  const onLines = first === undefined ? container.kind === "object" : lines.startsLine(first.span.start);
  const inner = onLines ? indent + unit : indent;
  const texts = added.map((part) => part.print(undefined, inner));
  if (texts.length === 0) return { span, newText: `${open}${close}` };
  if (!onLines) {
    const pad = container.kind === "object" ? " " : "";
    return { span, newText: `${open}${pad}${texts.join(", ")}${pad}${close}` };
  }
  const separator = container.kind === "object" ? "" : ",";
  const { newline } = lines;
  const body = texts.map((text) => `${newline}${inner}${text}`).join(separator);
  return { span, newText: `${open}${body}${separator}${newline}${indent}${close}` };
}

function removalsIn({ lines }: HclPartChanges, parts: readonly Span[], isGone: (part: Span) => boolean): Edit[] {
  const edits: Edit[] = [];
  for (let from = 0; from < parts.length; from++) {
    const first = parts[from];
    if (first === undefined || !isGone(first)) continue;
    let to = from;
    for (let next = parts[to + 1]; next !== undefined && isGone(next); next = parts[to + 1]) to++;
    const last = parts[to] ?? first;
    edits.push({
      span: removedSpan(lines, { start: first.start, end: last.end }, parts[from - 1], parts[to + 1]),
      newText: "",
    });
    from = to;
  }
  return edits;
}

/** With the comma, and with the lines that it has for itself. */
function removedSpan(lines: HclLines, run: Span, before: Span | undefined, after: Span | undefined): Span {
  const sign = lines.nextSign(run.end);
  const hasComma = lines.text.charAt(sign) === ",";
  const end = hasComma && sign <= lines.lineEnd(run.end) ? sign + 1 : run.end;
  const startsLine = lines.startsLine(run.start) && lines.lineStart(run.start) > 0;
  if (startsLine && lines.endsLine(end)) {
    const start = lines.lineStart(run.start) - 1;
    return { start: lines.text.charAt(start - 1) === "\r" ? start - 1 : start, end: lines.lineEnd(end) };
  }
  if (after !== undefined) return { start: run.start, end: after.start };
  return { start: before?.end ?? run.start, end: run.end };
}

function addition(
  { lines, container }: HclPartChanges,
  after: Span | undefined,
  kept: readonly Span[],
  group: readonly NewHclPart[],
): readonly Edit[] {
  const beside = after ?? kept[0];
  if (beside === undefined) return [];
  const onLine = lines.startsLine(beside.start);
  const indent = lines.indentAt(beside.start);
  const texts = group.map((part) => part.print(beside, indent));
  const isList = container.kind === "tuple";
  const sign = lines.nextSign(beside.end);
  const hasComma = lines.text.charAt(sign) === ",";
  const comma = isList || hasComma || !onLine ? "," : "";
  const separator = onLine ? `${comma}${lines.newline}${indent}` : ", ";
  if (after === undefined) return [insertion(beside.start, `${texts.join(separator)}${separator}`)];
  const behind = hasComma ? sign + 1 : beside.end;
  if (!onLine || !lines.hasComment(behind)) return [insertion(beside.end, `${separator}${texts.join(separator)}`)];
  // A comment stays with what it is behind.
  const lineEnd = lines.lineEnd(behind);
  const added = `${lines.newline}${indent}${texts.join(separator)}`;
  if (hasComma) return [insertion(lineEnd, `${added},`)];
  return [...(isList ? [insertion(beside.end, ",")] : []), insertion(lineEnd, added)];
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}
