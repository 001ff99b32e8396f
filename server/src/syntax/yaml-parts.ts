/** Pairs and items put into a YAML mapping or list and taken out of it, with the lines or commas around them. */
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type PlacedCollection, type YamlIndex } from "./yaml-index.ts";
import { columnOf, type YamlItem, type YamlPair } from "./yaml-nodes.ts";

type Part = YamlPair | YamlItem;

export interface YamlPartChanges {
  readonly index: YamlIndex;
  readonly placed: PlacedCollection;
  /** Undefined for a part that is not the collection's own. */
  readonly removed: readonly (Part | undefined)[];
  readonly added: readonly NewYamlPart[];
}

export interface NewYamlPart {
  /** The part it stands behind; undefined at the start. */
  readonly after: Part | undefined;
  /** `beside` is a part whose form it follows; `indent` is what its line starts with. */
  print(beside: Part | undefined, indent: string): string;
}

/** Undefined where the parts do not stand as they usually do. */
export function editsOfYamlParts(changes: YamlPartChanges): readonly Edit[] | undefined {
  const { placed, removed, index } = changes;
  const parts: readonly Part[] = placed.node.kind === "mapping" ? placed.node.pairs : placed.node.items;
  if (removed.includes(undefined)) return undefined;
  const kept = parts.filter((part) => !removed.includes(part));
  const isBlock = placed.node.form === "block";
  if (isBlock && !parts.every((part) => startsPart(index.text, part.span.start))) return undefined;
  if (kept.length === 0) return [refilled(changes, parts)];
  const runs = runsOf(parts, removed);
  const removals = runs.map(([from, to]) => {
    const run: Run = { parts, from, to };
    return isBlock ? lineRemoval(index.text, run) : flowRemoval(run);
  });
  const additions = [...groupsOf(changes, parts)].map(([after, group]) =>
    isBlock ? lineAddition(index, after, kept, group) : flowAddition(index.text, after, kept, group),
  );
  return [...removals, ...additions].map(({ start, end, newText }) => ({ span: { start, end }, newText }));
}

interface FlatEdit extends Span {
  readonly newText: string;
}

/** Nothing but blanks and the dashes of lists are before it on its line. */
function startsPart(text: string, start: number): boolean {
  return /^(?:[ ]*(?:-[ ]+)*)$/.test(text.slice(start - columnOf(text, start), start));
}

function startsLine(text: string, start: number): boolean {
  return text.slice(start - columnOf(text, start), start).trim() === "";
}

/** Nothing that stood in it is left. */
function refilled({ placed, added, index }: YamlPartChanges, parts: readonly Part[]): Edit {
  const { node, isInFlow, part } = placed;
  const { text, newline } = index;
  const { span } = node;
  const inOrder = added.toSorted((a, b) => positionOf(parts, a.after) - positionOf(parts, b.after));
  const [open, close] = node.kind === "mapping" ? ["{", "}"] : ["[", "]"];
  if (inOrder.length === 0) {
    const isBelow = part !== undefined && "key" in part && !isInFlow && node.form === "block" && node.tag === undefined;
    if (isBelow) return { span: { start: part.afterColon ?? span.start, end: span.end }, newText: ` ${open}${close}` };
    return { span, newText: `${open}${close}` };
  }
  const indent = " ".repeat(columnOf(text, span.start));
  const texts = inOrder.map((one) => one.print(undefined, indent));
  if (node.form === "block") return { span, newText: texts.join(newline + indent) };
  const pad = node.kind === "mapping" ? " " : "";
  return { span, newText: `${open}${pad}${texts.join(", ")}${pad}${close}` };
}

function positionOf(parts: readonly Part[], part: Part | undefined): number {
  return part === undefined ? -1 : parts.indexOf(part);
}

/** Positions of the first and the last of parts beside each other. */
function runsOf(parts: readonly Part[], removed: YamlPartChanges["removed"]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const [position, part] of parts.entries()) {
    if (!removed.includes(part)) continue;
    const run = runs.at(-1);
    if (run?.[1] === position - 1) run[1] = position;
    else runs.push([position, position]);
  }
  return runs;
}

/** The new parts by the part that is kept and that they stand behind. */
function groupsOf(
  { added, removed }: YamlPartChanges,
  parts: readonly Part[],
): ReadonlyMap<Part | undefined, readonly NewYamlPart[]> {
  const groups = new Map<Part | undefined, NewYamlPart[]>();
  for (const part of added.toSorted((a, b) => positionOf(parts, a.after) - positionOf(parts, b.after))) {
    let position = positionOf(parts, part.after);
    for (let one = parts[position]; one !== undefined && removed.includes(one); one = parts[position]) position--;
    const after = parts[position];
    groups.set(after, [...(groups.get(after) ?? []), part]);
  }
  return groups;
}

interface Run {
  readonly parts: readonly Part[];
  readonly from: number;
  readonly to: number;
}

/**
 * With its lines. Of a part behind a dash the next one takes the place; of the last ones the line break before is taken, so
 * that something can be added behind them.
 */
function lineRemoval(text: string, { parts, from, to }: Run): FlatEdit {
  const start = parts[from]?.span.start ?? 0;
  const end = parts[to]?.span.end ?? start;
  const next = parts[to + 1];
  if (!startsLine(text, start)) return { start, end: next?.span.start ?? end, newText: "" };
  const lineStart = start - columnOf(text, start);
  const behind = lineEnd(text, end);
  const isLast = next === undefined && from > 0;
  if (behind < text.length && !isLast) return { start: lineStart, end: text.indexOf("\n", behind) + 1, newText: "" };
  return { start: lineEndBefore(text, lineStart), end: behind, newText: "" };
}

/** Before the line break, and before its carriage return. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end < 0) return text.length;
  return end > offset && text.charAt(end - 1) === "\r" ? end - 1 : end;
}

function lineEndBefore(text: string, lineStart: number): number {
  const end = Math.max(0, lineStart - 1);
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}

function lineAddition(
  { text, newline }: YamlIndex,
  after: Part | undefined,
  kept: readonly Part[],
  group: readonly NewYamlPart[],
): FlatEdit {
  const beside = after ?? kept[0];
  const place = beside?.span ?? { start: 0, end: 0 };
  const indent = " ".repeat(columnOf(text, place.start));
  const texts = group.map((part) => part.print(beside, indent));
  const separator = newline + indent;
  if (after === undefined) {
    return { start: place.start, end: place.start, newText: texts.map((one) => one + separator).join("") };
  }
  const at = lineEnd(text, place.end);
  return { start: at, end: at, newText: texts.map((one) => separator + one).join("") };
}

function flowRemoval({ parts, from, to }: Run): FlatEdit {
  const first = parts[from]?.span ?? { start: 0, end: 0 };
  const last = parts[to]?.span ?? first;
  const [before, after] = [parts[from - 1], parts[to + 1]];
  if (after !== undefined) return { start: first.start, end: after.span.start, newText: "" };
  return { start: before?.span.end ?? first.start, end: last.end, newText: "" };
}

function flowAddition(
  text: string,
  after: Part | undefined,
  kept: readonly Part[],
  group: readonly NewYamlPart[],
): FlatEdit {
  const beside = after ?? kept[0];
  const place = beside?.span ?? { start: 0, end: 0 };
  const isOnLine = startsLine(text, place.start);
  const indent = " ".repeat(columnOf(text, place.start));
  const separator = isOnLine ? `,\n${indent}` : ", ";
  const texts = group.map((part) => part.print(beside, indent));
  if (after === undefined) {
    return { start: place.start, end: place.start, newText: texts.map((one) => one + separator).join("") };
  }
  return { start: place.end, end: place.end, newText: texts.map((one) => separator + one).join("") };
}
