/** New values as JSON text. */
import { asWritten, type CopyOfValue, type NewObject, type NewValue } from "./change.ts";
import { type JsonForm, type LineForm } from "./json-form.ts";

export interface Print {
  readonly form: JsonForm;
  /** The value as it stands in the document after the changes that are made inside it. */
  readonly copy: (value: CopyOfValue["copyOf"]) => JsonCopy;
}

export interface JsonCopy {
  readonly text: string;
  /** What the line starts with on which the value stands. */
  readonly indent: string;
}

/**
 * The first line is not indented, because it follows what stands before it; `indent` is what its line starts with. `own`
 * is the form of the value itself, where its neighbours say it.
 */
export function printJson(given: NewValue, indent: string, print: Print, own?: LineForm): string {
  const value = asWritten(given);
  if (typeof value === "string") return JSON.stringify(value);
  if ("copyOf" in value) return withMore(reindented(print.copy(value.copyOf), indent, print.form), value.more ?? "");
  if (isObject(value)) {
    return bracketed("{}", own ?? print.form.objects, indent, print, (inner, within) =>
      value.members.map(([key, one]) => printMember(key, one, inner, within)),
    );
  }
  const form = own ?? listForm(value, print);
  const ofItems = value.every(isScalar) ? undefined : form;
  return bracketed("[]", form, indent, print, (inner, within) =>
    value.map((item) => printJson(item, inner, within, ofItems)),
  );
}

/** A text with more behind it, before its last quote. */
function withMore(text: string, more: string): string {
  return more === "" || !text.endsWith('"') ? text : text.slice(0, -1) + JSON.stringify(more).slice(1);
}

/** A value that is in no document yet: each part on a line of its own, indented by two spaces. */
export function printNewDocument(value: NewObject): string {
  return printJson(value, "", { form: ON_ITS_OWN, copy: () => ({ text: "null", indent: "" }) });
}

const ON_ITS_OWN: JsonForm = { newline: "\n", unit: "  ", gap: " ", padding: " ", lists: "inline", objects: "lines" };

export function printMember(key: string, value: NewValue, indent: string, print: Print): string {
  return `${JSON.stringify(key)}:${print.form.gap}${printJson(value, indent, print)}`;
}

function bracketed(
  [open = "", close = ""]: string,
  form: LineForm,
  indent: string,
  print: Print,
  partsAt: (indent: string, print: Print) => readonly string[],
): string {
  const { newline, unit, gap, padding } = print.form;
  if (form === "lines") {
    const inner = indent + unit;
    const parts = partsAt(inner, print);
    if (parts.length === 0) return open + close;
    return `${open}${newline}${inner}${parts.join(`,${newline}${inner}`)}${newline}${indent}${close}`;
  }
  // What is inside a value on one line has one line too.
  const parts = partsAt(indent, { ...print, form: { ...print.form, lists: "inline", objects: "inline" } });
  const pad = open === "{" && parts.length > 0 ? padding : "";
  return `${open}${pad}${parts.join(`,${gap}`)}${pad}${close}`;
}

/** A list of what takes lines takes lines itself. */
function listForm(items: readonly NewValue[], print: Print): LineForm {
  if (items.every(isScalar)) return print.form.lists;
  const copies = items.flatMap((item) => (isCopy(item) && !isScalar(item) ? [print.copy(item.copyOf).text] : []));
  if (copies.length === 0) return print.form.objects;
  return copies.some((text) => text.includes("\n")) ? "lines" : "inline";
}

/** Lines that start with the old indentation start with the new one. */
function reindented({ text, indent: old }: JsonCopy, indent: string, { newline }: JsonForm): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...others] = text.split(/\r?\n/);
  const moved = others.map((line) => (line.startsWith(old) ? indent + line.slice(old.length) : line));
  return [first, ...moved].join(newline);
}

function isScalar(value: NewValue): boolean {
  if (isCopy(value)) return value.more === undefined && value.copyOf.kind !== "object" && value.copyOf.kind !== "array";
  return typeof value === "string";
}

function isCopy(value: NewValue): value is CopyOfValue {
  return typeof value === "object" && "copyOf" in value;
}

function isObject(value: readonly NewValue[] | NewObject): value is NewObject {
  return "members" in value;
}
