/** How the author of a JSON text writes, so that what is put in looks as if it were the author's. */
import { indentAt, isBlank, type JsonDocument, partsOf, spansLines, startsLine } from "./json-document.ts";
import { type Member, type Value } from "./value.ts";

/** How new values are written at one place. */
export interface JsonForm {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Behind a colon, and behind a comma that does not end its line. */
  readonly gap: string;
  /** Inside the braces of an object on one line. */
  readonly padding: string;
  readonly lists: LineForm;
  readonly objects: LineForm;
}

export type LineForm = "lines" | "inline";

/** What the values of a document show of its author's hand, in the order of the text. */
export interface Handwriting {
  readonly lists: readonly Sample[];
  readonly objects: readonly Sample[];
  readonly paddings: readonly { readonly at: number; readonly padding: string }[];
}

interface Sample {
  readonly at: number;
  readonly form: LineForm;
}

export function readHandwriting(document: JsonDocument): Handwriting {
  const lists: Sample[] = [];
  const objects: Sample[] = [];
  const paddings: { at: number; padding: string }[] = [];
  const visit = (value: Value, mayTakeLines: boolean): void => {
    if (value.kind !== "object" && value.kind !== "array") return;
    const parts = partsOf(value);
    const [first] = parts;
    if (first === undefined) return;
    const at = document.spanOf(value).start;
    const form = startsLine(document, document.spanOf(first).start) ? "lines" : "inline";
    // In a value on one line there is no choice.
    if (mayTakeLines && value.kind === "object") objects.push({ at, form });
    if (mayTakeLines && value.kind === "array" && value.items.every(isScalar)) lists.push({ at, form });
    if (value.kind === "object" && form === "inline")
      paddings.push({ at, padding: isBlank(document.text.charAt(at + 1)) ? " " : "" });
    for (const part of parts) visitPart(part);
  };
  const visitPart = (part: Member | Value): void => {
    const isMember = !("kind" in part);
    const value = isMember ? part.value : part;
    if (value !== undefined) visit(value, isMember && startsLine(document, document.spanOf(part).start));
  };
  visit(document.root, false);
  return { lists, objects, paddings };
}

/** For a value at the place of a part of a container, or beside it. */
export function formAt(
  document: JsonDocument,
  hand: Handwriting,
  { container, part }: { readonly container: Value; readonly part: Member | Value },
): JsonForm {
  const span = document.spanOf(part);
  const { start } = span;
  const onLines = startsLine(document, start) || spansLines(document, span);
  const gap = gapIn(document, container) ?? gapIn(document, document.root) ?? " ";
  return {
    newline: document.newline,
    unit: unitOf(document, container) ?? unitOf(document, document.root) ?? "  ",
    gap,
    padding: nearest(hand.paddings, start)?.padding ?? gap,
    lists: onLines ? (nearest(hand.lists, start)?.form ?? "lines") : "inline",
    objects: onLines ? (nearest(hand.objects, start)?.form ?? "lines") : "inline",
  };
}

function isScalar({ kind }: Value): boolean {
  return kind !== "object" && kind !== "array";
}

/** The last one before the place, or else the first behind it. */
function nearest<T extends { readonly at: number }>(samples: readonly T[], place: number): T | undefined {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return samples[low - 1] ?? samples[low];
}

function unitOf(document: JsonDocument, container: Value): string | undefined {
  if (container.kind !== "object" && container.kind !== "array") return undefined;
  const first = partsOf(container).find((part) => startsLine(document, document.spanOf(part).start));
  if (first === undefined) return undefined;
  const outer = indentAt(document, document.spanOf(container).start);
  const inner = indentAt(document, document.spanOf(first).start);
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined;
}

/** What stands behind the colons of an object, or of an object in a list. */
function gapIn(document: JsonDocument, value: Value): string | undefined {
  if (value.kind === "array") {
    const object = value.items.find(({ kind }) => kind === "object");
    return object === undefined ? undefined : gapIn(document, object);
  }
  if (value.kind !== "object") return undefined;
  const member = value.members.find((one) => one.value !== undefined && one.span.end > one.span.start);
  if (member?.value === undefined) return undefined;
  // A policy that was made around its statements has no colons of its own.
  if (member.value.span.start === value.span.start) return gapIn(document, member.value);
  return isBlank(document.text.charAt(document.spanOf(member.value).start - 1)) ? " " : "";
}
