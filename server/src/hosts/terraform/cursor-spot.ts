/** A place in HCL where a text or a name is typed, and how another is written there. */
import { encodeHclText } from "../../syntax/hcl-template.ts";
import { printKey, printText } from "../../syntax/hcl-print.ts";
import { textOfTemplate } from "../../syntax/hcl-text.ts";
import { type HclExpression, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type Span, spanHolds } from "../../text/span.ts";
import { type Draft, type DraftPart, type DraftText, isDraftText, plainText, partsOfText } from "../../syntax/draft.ts";
import { hclDraft, hclMember } from "../../syntax/hcl-draft.ts";
import { type DraftForm } from "../../syntax/json-draft.ts";
import { type Insertion, type PolicyCursor, type WrittenAtCursor } from "../policy-cursor.ts";

export interface Spot {
  readonly typed: string;
  /** What of the text stands behind the cursor. */
  readonly rest: string;
  /** Behind a name: what assigns its value is there. */
  readonly hasValue: boolean;
  write(text: string): SpotText | undefined;
  /** Where variables begin with another sign than in a policy, which takes as many characters. */
  readonly variableSign?: "&";
  /** Where more than a text can stand: a name with its value, or a value of any form. */
  writeMember?(key: DraftText, value: Draft): Insertion;
  writeValue?(value: Draft): Insertion | undefined;
  /** Where an expression can stand, or a text with one in it. */
  writeReference?(expression: string, behind: string): Insertion;
}

export interface SpotText {
  readonly span: Span;
  readonly newText: string;
  /** Where in it the author goes on; undefined for its end. */
  readonly caret: number | undefined;
}

/** How what is offered is written at a spot, and where the spot is. */
export function typingAt(
  spot: Spot,
  at: PolicyCursor["at"],
  source: string,
  offset: number,
): Pick<PolicyCursor, "at" | "inList" | "hasValue" | "typed" | "rest" | "write"> {
  return {
    at,
    inList: at === "value" && isInList(spot, source, offset),
    hasValue: at === "key" && spot.hasValue,
    typed: spot.variableSign === undefined ? spot.typed : spot.typed.replaceAll("&{", "${"),
    rest: spot.rest,
    write: (what) => insertionAt(spot, what, offset),
  };
}

function insertionAt(spot: Spot, what: WrittenAtCursor, offset: number): Insertion | undefined {
  if (what.write === "member") {
    return spot.writeMember?.(what.key, what.value) ?? toInsertion(spot.write(plainText(partsOfText(what.key))));
  }
  if (what.write === "reference") return spot.writeReference?.(what.expression, what.behind);
  if (what.write === "value") return spot.writeValue?.(what.value) ?? textAt(spot, what.value);
  const parts = partsOfText(what.text);
  // A text with escapes is longer than what it says.
  const replaced = spot.typed.slice(what.from) + spot.rest.slice(0, what.behind);
  if (/[\\"\n]|\$\{/.test(replaced + plainText(parts))) return undefined;
  const span = { start: offset - spot.typed.length + what.from, end: offset + what.behind };
  return { span, parts, lead: 0, also: [] };
}

function textAt(spot: Spot, value: Draft): Insertion | undefined {
  if (!isDraftText(value)) return undefined;
  const written = spot.write(plainText(partsOfText(value)));
  return toInsertion(written && isWhole(value) ? { ...written, caret: undefined } : written);
}

/** A text in which nothing is left to fill in. */
function isWhole(value: DraftText): boolean {
  return partsOfText(value).every((part) => typeof part === "string");
}

function toInsertion(written: SpotText | undefined): Insertion | undefined {
  if (written === undefined) return undefined;
  const { span, newText, caret = newText.length } = written;
  const parts = [newText.slice(0, caret), { stop: "" }, newText.slice(caret)].filter((part) => part !== "");
  return { span, parts: caret === newText.length ? [newText] : parts, lead: 0, also: [] };
}

function isInList({ typed }: Spot, source: string, offset: number): boolean {
  const before = source.slice(Math.max(0, offset - typed.length - LONGEST_GAP), offset - typed.length);
  return /[[,]\s*"?$/.test(before);
}

/** In the text of a template, but not in an interpolation. */
export function spotInText(template: HclTemplate, source: string, offset: number): Spot | undefined {
  const { inner, closed, parts, form, indent } = template;
  if (!spanHolds(inner, offset)) return undefined;
  if (parts.some(({ kind, span }) => kind !== "text" && span.start < offset && offset < span.end)) return undefined;
  const { text, map } = textOfTemplate(template, source, () => undefined);
  const end = closed ? inner.end : offset;
  const quote = closed || form === "heredoc" ? "" : '"';
  // In the place of a text with nothing else in it, quotes and all.
  const isAlone = form === "quoted" && parts.every(({ kind }) => kind === "text");
  const whole = { start: template.span.start, end: closed ? template.span.end : offset };
  const writeReference = (expression: string, behind: string): Insertion => ({
    span: whole,
    parts: [referenceText(expression, behind)],
    lead: inner.start - whole.start,
    also: [],
  });
  return {
    ...(isAlone ? { writeReference } : {}),
    writeValue(value) {
      if (!isDraftText(value)) return undefined;
      const encoded = partsOfText(value).map((part): DraftPart =>
        typeof part === "string" ? encodeHclText(part, form, indent) : { stop: encodeHclText(part.stop, form, indent) },
      );
      const newText = quote === "" ? encoded : [...encoded, quote];
      return { span: { start: inner.start, end }, parts: newText, lead: 0, also: [] };
    },
    typed: text.slice(0, map.innerOffset(offset)),
    rest: text.slice(map.innerOffset(offset), map.innerOffset(end)),
    hasValue: false,
    write(written) {
      const newText = encodeHclText(written, form, indent);
      const caret = quote === "" ? undefined : newText.length;
      return { span: { start: inner.start, end }, newText: newText + quote, caret };
    },
  };
}

function referenceText(expression: string, behind: string): string {
  return behind === "" ? expression : `"\${${expression}}${behind}"`;
}

/** Where a value may begin, or a reference that is half typed ends. */
export function newValueSpot(source: string, offset: number, start = offset): Spot {
  return newItem(source, offset, start);
}

/** Where a name is typed that may become a reference; undefined where another expression ends, and within a name. */
export function startOfReference({ kind, span }: HclExpression, source: string, offset: number): number | undefined {
  const isTyped = kind === "reference" && span.end === offset && /^[\w.-]+$/.test(source.slice(span.start, offset));
  return isTyped ? span.start : undefined;
}

/** In a list whose last entry, which ends at `end`, has no comma behind it yet. */
export function newItemBehind(source: string, end: number, offset: number): Spot {
  const item = newItem(source, offset);
  const write = (written: Insertion): Insertion => ({
    ...written,
    also: [{ span: { start: end, end }, newText: "," }],
  });
  return {
    ...item,
    writeValue: (value) => write(item.writeValue(value)),
    writeReference: (expression, behind) => write(item.writeReference(expression, behind)),
  };
}

interface NewItem extends Spot {
  write(text: string): SpotText & { readonly caret: number };
  writeValue(value: Draft): Insertion;
  writeReference(expression: string, behind: string): Insertion;
}

function newItem(source: string, offset: number, start = offset): NewItem {
  const span = { start, end: offset };
  return {
    typed: source.slice(start, offset),
    rest: "",
    hasValue: false,
    write(text) {
      const newText = printText(text);
      return { span, newText, caret: newText.length - 1 };
    },
    writeValue: (value) => ({ span, parts: hclDraft(value, formAt(source, start)), lead: 0, also: [] }),
    writeReference: (expression, behind) => ({
      span,
      parts: [referenceText(expression, behind)],
      lead: 0,
      also: [],
    }),
  };
}

/** Where a list may begin, and Terraform takes nothing else. */
export function newListSpot(source: string, offset: number, start = offset): Spot {
  const item = newItem(source, offset, start);
  const write = (written: Insertion): Insertion => ({ ...written, parts: ["[", ...written.parts, "]"] });
  return {
    ...item,
    write(text) {
      const { span, newText, caret } = item.write(text);
      return { span, newText: `[${newText}]`, caret: caret + 1 };
    },
    writeValue: (value) => write(item.writeValue(value)),
    writeReference: (expression, behind) => write(item.writeReference(expression, behind)),
  };
}

/** A name that is typed, or none yet; `hasSign`: what assigns its value stands behind it. */
export function nameSpot(source: string, span: Span, offset: number, hasSign: boolean): Spot {
  const spot: Spot = {
    typed: source.slice(span.start, offset),
    rest: source.slice(offset, Math.max(offset, span.end)),
    hasValue: hasSign,
    write: (text) => ({ span, newText: printKey(text), caret: undefined }),
  };
  if (hasSign) return spot;
  const writeMember = (key: DraftText, value: Draft): Insertion => ({
    span,
    parts: hclMember(key, value, formAt(source, span.start)),
    lead: 0,
    also: [],
  });
  return { ...spot, writeMember };
}

/** On one line within an object that is begun on it. */
export function formAt(source: string, offset: number): DraftForm {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  return {
    objects: line.lastIndexOf("{") > line.lastIndexOf("}") ? "inline" : "lines",
    newline: source.includes("\r\n") ? "\r\n" : "\n",
    unit: "  ",
    indent: indentAt(source, offset),
  };
}

/** What stands between the members of the object around. */
export function separatorAt(source: string, offset: number): string {
  const { objects, newline, indent } = formAt(source, offset);
  return objects === "inline" ? ", " : newline + indent;
}

/** What the line of an offset starts with. */
export function indentAt(source: string, offset: number): string {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** Between the brackets of a list, behind one or a comma. */
export function opensItem(source: string, offset: number): boolean {
  return /[[,]\s*$/.test(source.slice(Math.max(0, offset - LONGEST_GAP), offset));
}

const LONGEST_GAP = 500;

/** The plain texts of a value, alone or in a list. */
export function textsIn(value: HclExpression | undefined, source: string): readonly string[] {
  if (value?.kind === "tuple") return value.items.flatMap((item) => textsIn(item, source));
  if (value?.kind !== "template") return [];
  const { text, holes } = textOfTemplate(value, source, () => undefined);
  return holes.length > 0 ? [] : [text];
}
