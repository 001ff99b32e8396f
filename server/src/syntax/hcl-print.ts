/** New values as HCL text. */
import { type Deployment, type NewObject, type NewValue } from "./change.ts";
import { encodeHclText } from "./hcl-template.ts";
import { ASSIGNED, type HclMemberForm } from "./hcl-members.ts";
import { type Value } from "./value.ts";

export interface HclPrint {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Whether what is put in may take lines. */
  readonly form: "lines" | "inline";
  /** The value as it stands in the file after the changes that are made inside it. */
  readonly copy: (value: Value) => HclCopy;
  /** Of objects; `Effect = "Allow"` where nothing is said. */
  readonly members?: HclMemberForm | undefined;
  /** How the file refers to what a text names; undefined for a text that stands for itself. */
  readonly expressionOf?: ((text: string) => string | undefined) | undefined;
}

export type ExpressionOf = (text: string, from: ReferringPlace) => string | undefined;

export interface ReferringPlace {
  readonly deployment: Deployment | undefined;
  /** Of the block that refers; undefined for a new one. */
  readonly at: number | undefined;
}

export interface HclCopy {
  readonly text: string;
  /** What the line starts with on which it stands. */
  readonly indent: string;
}

/** The first line is not indented; `indent` is what the line starts with on which it stands. */
export function printHcl(value: NewValue, indent: string, print: HclPrint): string {
  if (typeof value === "string") return print.expressionOf?.(value) ?? printText(value);
  if ("copyOf" in value) {
    const text = reindented(print.copy(value.copyOf), indent, print);
    return value.more === undefined ? text : withMore(text, value.more);
  }
  if ("members" in value) {
    if (value.members.length === 0) return "{}";
    return printMembers(value, indent, print);
  }
  if (value.length === 0) return "[]";
  const isShort = value.every((item) => isScalar(item)) || print.form === "inline";
  const inner = indent + print.unit;
  const parts = value.map((item) => printHcl(item, isShort ? indent : inner, isShort ? inline(print) : print));
  return isShort ? `[${parts.join(", ")}]` : bracketed("[]", parts, ",", indent, print);
}

function printMembers({ members }: NewObject, indent: string, print: HclPrint): string {
  const form = print.members ?? ASSIGNED;
  if (print.form === "lines") {
    const inner = indent + print.unit;
    const assigned = members.map(([key, one]) => [keyIn(form, key), printHcl(one, inner, print)] as const);
    const lines =
      form.colon === undefined ? aligned(assigned) : assigned.map(([key, one]) => `${key}${form.colon}${one}`);
    return bracketed("{}", lines, form.separator, indent, print);
  }
  const parts = members.map(
    ([key, one]) => `${keyIn(form, key)}${form.colon ?? " = "}${printHcl(one, indent, inline(print))}`,
  );
  return `{ ${parts.join(", ")} }`;
}

export function keyIn({ areQuoted }: HclMemberForm, key: string): string {
  return areQuoted ? printText(key) : printKey(key);
}

/** With their signs below each other as long as no value takes lines, as `terraform fmt` does. */
export function aligned(assigned: readonly (readonly [name: string, value: string])[]): readonly string[] {
  let width = 0;
  return assigned.map(([name, value], index) => {
    if (index === 0 || takesLines(assigned[index - 1])) width = widthFrom(index, assigned);
    return `${takesLines(assigned[index]) ? name : name.padEnd(width)} = ${value}`;
  });
}

function takesLines(one: readonly [string, string] | undefined): boolean {
  return one?.[1].includes("\n") === true;
}

function widthFrom(index: number, assigned: readonly (readonly [string, string])[]): number {
  let width = 0;
  for (const one of assigned.slice(index)) {
    if (takesLines(one)) break;
    width = Math.max(width, one[0].length);
  }
  return width;
}

export function printText(text: string): string {
  return `"${encodeHclText(text, "quoted", "")}"`;
}

const WORDS = new Set(["true", "false", "null", "for"]);

/** A bare name where HCL reads one as such. */
export function printKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) && !WORDS.has(key) ? key : printText(key);
}

/** A reference, a text of nothing but one, or the beginning of a text up to one, with more text behind what it stands for. */
function withMore(text: string, more: string): string {
  const isClosed = text.endsWith('"');
  if (text.startsWith('"')) return `${isClosed ? text.slice(0, -1) : text}${encodeHclText(more, "quoted", "")}"`;
  return more === "" ? text : `"\${${text}}${encodeHclText(more, "quoted", "")}"`;
}

function inline(print: HclPrint): HclPrint {
  return { ...print, form: "inline" };
}

function isScalar(value: NewValue): boolean {
  if (typeof value === "string") return true;
  return "copyOf" in value && value.copyOf.kind !== "object" && value.copyOf.kind !== "array";
}

function bracketed(
  [open = "", close = ""]: string,
  parts: readonly string[],
  separator: string,
  indent: string,
  { newline, unit }: HclPrint,
): string {
  const lines = parts.map((part) => `${newline}${indent}${unit}${part}`);
  return `${open}${lines.join(separator)}${newline}${indent}${close}`;
}

/** Lines that start with the old indentation start with the new one; those of a heredoc stay as they are. */
function reindented({ text, indent: old }: HclCopy, indent: string, { newline }: HclPrint): string {
  if (!text.includes("\n") || text.includes("<<")) return text;
  const [first = "", ...others] = text.split(/\r?\n/);
  const moved = others.map((line) => (line.startsWith(old) ? indent + line.slice(old.length) : line));
  return [first, ...moved].join(newline);
}
