/** How a file is laid out around a place, so that what is put in looks as if its author had written it. */
import { type Span } from "../../text/span.ts";

export type JsonText = string | readonly string[] | { readonly [key: string]: JsonText };

export interface Layout {
  readonly newline: string;
  /** One step of indentation. */
  readonly unit: string;
  /** Behind a colon. */
  readonly gap: string;
}

/** Read off an object of the file: its first member's indentation against its own. */
export function layoutOf(text: string, object: Span, firstMember: Span | undefined): Layout {
  const outer = indentAt(text, object.start);
  const inner = firstMember === undefined ? "" : indentAt(text, firstMember.start);
  return {
    newline: text.includes("\r\n") ? "\r\n" : "\n",
    unit: inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : "  ",
    gap: /":\s/.test(text.slice(object.start, object.end)) || text.length < 3 ? " " : "",
  };
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  let end = start;
  while (end < offset && (text.charAt(end) === " " || text.charAt(end) === "\t")) end++;
  return text.slice(start, end);
}

/** Is there nothing before the offset on its line? */
export function startsLine(text: string, offset: number): boolean {
  const indent = indentAt(text, offset);
  const start = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  return start > 0 && start + indent.length === offset;
}

/** Is there nothing but a comma behind the offset on its line? */
export function endsLine(text: string, offset: number): boolean {
  let at = offset;
  while (at < text.length && " \t,".includes(text.charAt(at))) at++;
  return at === text.length || text.charAt(at) === "\n" || text.charAt(at) === "\r";
}

/** JSON over several lines; the first is not indented, because it follows what stands before it. */
export function printLines(value: JsonText, indent: string, layout: Layout): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value))
    return bracketed(
      "[",
      value.map((one) => JSON.stringify(one)),
      "]",
      indent,
      layout,
    );
  const members = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${printLines(one, indent + layout.unit, layout)}`,
  );
  return bracketed("{", members, "}", indent, layout);
}

/** JSON on one line. */
export function printInline(value: JsonText, layout: Layout): string {
  const comma = layout.gap === "" ? "," : ", ";
  if (typeof value === "string") return JSON.stringify(value);
  if (isList(value)) return `[${value.map((one) => JSON.stringify(one)).join(comma)}]`;
  const pad = layout.gap;
  const members = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}:${layout.gap}${printInline(one, layout)}`,
  );
  return `{${pad}${members.join(comma)}${pad}}`;
}

function bracketed(open: string, parts: readonly string[], close: string, indent: string, layout: Layout): string {
  const { newline, unit } = layout;
  const inner = parts.map((part) => indent + unit + part).join(`,${newline}`);
  return `${open}${newline}${inner}${newline}${indent}${close}`;
}

function isList(value: JsonText): value is readonly string[] {
  return Array.isArray(value);
}
