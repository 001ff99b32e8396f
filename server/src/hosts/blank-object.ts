/** Where a policy is still to be written: in an empty file, on the lines of an empty heredoc, between empty braces. */
import { type Draft, type DraftPart } from "../syntax/draft.ts";
import { type DraftForm, jsonDraft } from "../syntax/json-draft.ts";
import { type Edit } from "../text/edit.ts";
import { type Span } from "../text/span.ts";
import { type Insertion } from "./policy-cursor.ts";

/**
 * How an object is written at the offset, where `within` holds nothing, a word, or braces with nothing in them. Undefined
 * where it holds more. An editor replaces no more than one line: between braces on lines of their own only members are written.
 */
export function blankJson(text: string, within: Span, offset: number): ((object: Draft) => Insertion) | undefined {
  const inner = text.slice(within.start, within.end);
  const written = inner.trim();
  const start = written === "" ? offset : within.start + inner.length - inner.trimStart().length;
  const span = { start, end: start + written.length };
  if (offset < span.start || offset > span.end) return undefined;
  if (/^(?:\{[ \t]*\}|\w*)$/.test(written)) {
    const lead = written.startsWith("{") ? offset - span.start : 0;
    const isFile = within.start === 0;
    const indent = isFile ? "" : lineStart(text, start);
    // AWS takes no policy with anything before its brace.
    const also = removed({ start: within.start, end: start - indent.length });
    return (object) => ({ span, parts: jsonDraft(object, formOf(text, "  ", indent)), lead, also });
  }
  return membersBetween(text, span, offset, jsonDraft);
}

function removed(span: Span): readonly Edit[] {
  return span.end > span.start ? [{ span, newText: "" }] : [];
}

/** Between the braces that the span is of, if nothing else is there and the offset stands on an empty line. */
export function membersBetween(
  text: string,
  { start, end }: Span,
  offset: number,
  print: (object: Draft, form: DraftForm) => readonly DraftPart[],
): ((object: Draft) => Insertion) | undefined {
  if (!/^\{\s*\}$/.test(text.slice(start, end))) return undefined;
  const outer = lineStart(text, start);
  const own = lineStart(text, offset);
  const lineFrom = offset - own.length;
  const isLine =
    lineFrom > start && text.charAt(lineFrom - 1) === "\n" && /^[ \t]*\r?\n/.test(restOfLine(text, offset));
  if (!isLine) return undefined;
  const isDeeper = own.length > outer.length && own.startsWith(outer);
  const unit = isDeeper ? own.slice(outer.length) : "  ";
  return (object) => {
    const [, ...members] = print(object, formOf(text, unit, outer));
    const missing = isDeeper ? "" : (outer + unit).slice(own.length);
    return { span: { start: offset, end: offset }, parts: [missing, ...members.slice(0, -1)], lead: 0, also: [] };
  };
}

function formOf(text: string, unit: string, indent: string): DraftForm {
  return { objects: "lines", newline: text.includes("\r\n") ? "\r\n" : "\n", unit, indent };
}

/** The blanks that the line begins with, as far as the offset. */
function lineStart(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0] ?? "";
}

function restOfLine(text: string, offset: number): string {
  const end = text.indexOf("\n", offset);
  return text.slice(offset, end < 0 ? text.length : end + 1);
}
