/** Members and items put into a JSON object or list and taken out of it, with the commas, blanks and comments around. */
import { type Edit } from "../text/edit.ts";
import {
  type Container,
  indentAt,
  isBlank,
  type JsonDocument,
  lineStartOf,
  nextSign,
  partsOf,
  restOfLine,
  startsLine,
} from "./json-document.ts";
import { type JsonForm } from "./json-form.ts";
import { type Member, type Value } from "./value.ts";

type Part = Member | Value;

/** What is to become of one container. */
export interface PartChanges {
  readonly document: JsonDocument;
  readonly container: Container;
  readonly removed: ReadonlySet<Part>;
  readonly added: readonly NewPart[];
  /** How the container is written if nothing is left of what was in it. */
  readonly form: JsonForm;
}

export interface NewPart {
  /** The part it stands behind; undefined at the start. */
  readonly after: Part | undefined;
  /** `beside` is a part whose form it follows; `indent` is what its line starts with. */
  print(beside: Part | undefined, indent: string): string;
}

/** Undefined where the text between the parts is not what JSON has there, as in a line that is being typed. */
export function editsOfParts(changes: PartChanges): readonly Edit[] | undefined {
  const { container, removed } = changes;
  const parts = partsOf(container);
  const gone = [...removed].map((part) => parts.indexOf(part)).sort((a, b) => a - b);
  const groups = groupsOf(changes);
  if (gone.length === parts.length) return [refilled(changes, groups.get(-1) ?? [])];
  if (![...gone, ...groups.keys()].every((index) => isSeparated(changes, index))) return undefined;
  return [
    ...runsOf(gone).flatMap((run) => removal(changes, run)),
    ...[...groups].flatMap(([index, group]) => addition(changes, index, group)),
  ];
}

/** The new parts by the position of the part that they stand behind, -1 at the start, among those that are kept. */
function groupsOf({ container, removed, added }: PartChanges): ReadonlyMap<number, readonly NewPart[]> {
  const parts = partsOf(container);
  const placed = added
    .map((part) => ({ part, at: part.after === undefined ? -1 : parts.indexOf(part.after) }))
    .sort((a, b) => a.at - b.at);
  const groups = new Map<number, NewPart[]>();
  for (const { part, at } of placed) {
    let kept = at;
    for (let one = parts[kept]; one !== undefined && removed.has(one); one = parts[kept]) kept--;
    const group = groups.get(kept);
    if (group === undefined) groups.set(kept, [part]);
    else group.push(part);
  }
  return groups;
}

/** Positions beside each other. */
function runsOf(positions: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run?.[1] === position - 1) run[1] = position;
    else runs.push([position, position]);
  }
  return runs;
}

/** Is there a comma on both sides of a part, or a bracket at the container's end? */
function isSeparated(changes: PartChanges, index: number): boolean {
  return isSeparatedBehind(changes, index - 1) && isSeparatedBehind(changes, index);
}

function isSeparatedBehind({ document, container }: PartChanges, index: number): boolean {
  const parts = partsOf(container);
  const [part, next] = [parts[index], parts[index + 1]];
  if (part === undefined) return true;
  const at = nextSign(document, document.spanOf(part).end);
  const hasComma = document.text.charAt(at) === ",";
  const then = hasComma ? nextSign(document, at + 1) : at;
  return next === undefined
    ? then === document.spanOf(container).end - 1
    : hasComma && then === document.spanOf(next).start;
}

/** Nothing that stood in the container is left. */
function refilled({ document, container, form }: PartChanges, added: readonly NewPart[]): Edit {
  const span = document.spanOf(container);
  const [open, close] = container.kind === "object" ? ["{", "}"] : ["[", "]"];
  const [first] = partsOf(container);
  const indent = indentAt(document, span.start);
  const onLines = first === undefined ? form.objects === "lines" : startsLine(document, document.spanOf(first).start);
  const inner = onLines ? indent + form.unit : indent;
  const texts = added.map((part) => part.print(undefined, inner));
  if (texts.length === 0) return { span, newText: `${open}${close}` };
  const { newline, gap, padding } = form;
  const pad = container.kind === "object" ? padding : "";
  return {
    span,
    newText: onLines
      ? `${open}${newline}${inner}${texts.join(`,${newline}${inner}`)}${newline}${indent}${close}`
      : `${open}${pad}${texts.join(`,${gap}`)}${pad}${close}`,
  };
}

function addition(changes: PartChanges, index: number, group: readonly NewPart[]): readonly Edit[] {
  const { document, container, removed, form } = changes;
  const beside = index < 0 ? partsOf(container).find((part) => !removed.has(part)) : partsOf(container)[index];
  if (beside === undefined) return [];
  const { start, end } = document.spanOf(beside);
  const ownLine = startsLine(document, start);
  const indent = indentAt(document, ownLine || index < 0 ? start : end);
  const separator = ownLine ? document.newline + indent : form.gap;
  const text = group.map((part) => part.print(beside, indent)).join(`,${separator}`);
  if (index < 0) return [insertion(start, `${text},${separator}`)];
  // A comment stays with what it is behind, unless what is there is on its way out.
  const comment = ownLine && removed.size === 0 ? commentBehind(document, end) : undefined;
  if (comment === undefined) return [insertion(end, `,${separator}${text}`)];
  return comment.isBehindComma
    ? [insertion(comment.end, `${separator}${text},`)]
    : [insertion(end, ","), insertion(comment.end, separator + text)];
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}

/** The comment with which the line of a part ends. */
function commentBehind(
  document: JsonDocument,
  end: number,
): { readonly end: number; readonly isBehindComma: boolean } | undefined {
  const sign = nextSign(document, end);
  const line = restOfLine(document, end);
  const isBehindComma = document.text.charAt(line.end) === "," && sign === line.end;
  const rest = isBehindComma ? restOfLine(document, sign + 1) : line;
  const text = document.text.slice(isBehindComma ? sign + 1 : end, rest.end);
  return rest.isLast && text.trim() !== "" ? { end: rest.end, isBehindComma } : undefined;
}

/** Takes the parts of a run out, each with its comma and with what its lines say of it. */
function removal(changes: PartChanges, [from, to]: readonly [number, number]): readonly Edit[] {
  const { document, container } = changes;
  const parts = partsOf(container);
  const spanAt = (index: number): { start: number; end: number } | undefined => {
    const part = parts[index];
    return part === undefined ? undefined : document.spanOf(part);
  };
  const [before, first, last, after] = [spanAt(from - 1), spanAt(from), spanAt(to), spanAt(to + 1)];
  if (first === undefined || last === undefined) return [];
  const run = { start: first.start, end: last.end };
  if (after !== undefined) return [removalBefore(document, run, after.start)];
  return before === undefined ? [] : removalAtEnd(document, before.end, run);
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Another part stands behind. */
function removalBefore(document: JsonDocument, run: Run, next: number): Edit {
  const comma = nextSign(document, run.end);
  if (document.text.slice(run.end, next).replace(",", "").trim() === "")
    return { span: { start: run.start, end: next }, newText: "" };
  const rest = restOfLine(document, comma + 1);
  if (!rest.isLast) return { span: { start: run.start, end: rest.end }, newText: "" };
  return startsLine(document, run.start)
    ? { span: { start: lineEndBefore(document, run.start), end: rest.end }, newText: "" }
    : { span: { start: run.start, end: rest.end }, newText: "" };
}

/** What is kept ends at `before`; its comma is not needed unless there was one behind the last part too. */
function removalAtEnd(document: JsonDocument, before: number, run: Run): readonly Edit[] {
  const sign = nextSign(document, run.end);
  const hasComma = document.text.charAt(sign) === ",";
  const own = startsLine(document, run.start);
  const start = own ? lineEndBefore(document, run.start) : blanksBefore(document, run.start);
  const end = own ? restOfLine(document, hasComma ? sign + 1 : run.end).end : hasComma ? sign + 1 : run.end;
  const comma = nextSign(document, before);
  return [
    ...(hasComma ? [] : [{ span: { start: comma, end: comma + 1 }, newText: "" }]),
    { span: { start: Math.max(start, comma + 1), end }, newText: "" },
  ];
}

/** The end of the line before, without its line break. */
function lineEndBefore(document: JsonDocument, offset: number): number {
  const start = lineStartOf(document, offset) - 1;
  return document.text.charAt(start - 1) === "\r" ? start - 1 : start;
}

function blanksBefore({ text }: JsonDocument, offset: number): number {
  let at = offset;
  while (isBlank(text.charAt(at - 1))) at--;
  return at;
}
