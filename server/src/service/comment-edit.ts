/** Edits of comments that accept findings: a new one above the finding's line, and the end of one that has no effect. */
import { applyEdits, type Edit } from "../text/edit.ts";
import { type Value } from "../syntax/value.ts";
import { type Span, spanContains } from "../text/span.ts";
import { WORDS } from "./comment-suppressions.ts";
import { type PlacedFinding } from "./diagnostics.ts";
import { type PolicyDocument, readDocument } from "./document.ts";

/** What stands in the comment until somebody writes why. */
const REASON = "say why";

/** A longer file is not read once more for each kind of finding under the cursor. */
const LONGEST = 200_000;

/**
 * Undefined where the file has no comments, or where none can stand in the line above: in a policy that is a text in the
 * file, such as Terraform's heredocs, it would be a part of the policy.
 */
export function commentEdit(
  { source, policies, problems, departures }: PolicyDocument,
  { code, span, policy }: Pick<PlacedFinding, "code" | "span" | "policy">,
): Edit | undefined {
  const { text, path, languageId } = source;
  const mark = commentMarkOf(path, languageId);
  // What is said of the text itself is of no policy.
  if (mark === undefined || policy === undefined || text.length > LONGEST) return undefined;
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  if (mark === "#" && (isOfHcl(path) ? isInHeredoc(text, start) : isInBlockScalar(text, start))) return undefined;
  // A text in quotes that goes over several lines.
  const own = policies.find((one) => spanContains(one.policy.span, span));
  if (own === undefined || /["']\s*$/.test(text.slice(Math.max(0, own.policy.span.start - 20), own.policy.span.start)))
    return undefined;
  const indent = /^[ \t]*/.exec(text.slice(start, span.start))?.[0] ?? "";
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const edit = { span: { start, end: start }, newText: `${indent}${mark} ${WORDS} ${code} -- ${REASON}${end}` };
  const changed = applyEdits(text, [edit]);
  const after = readDocument({ path, languageId, text: changed, around: source.around }, undefined);
  const isSame =
    after.policies.length === policies.length &&
    after.problems.length === problems.length &&
    after.departures.length === departures.length &&
    after.policies.every(({ site }, at) => wordsOf(site.root) === wordsOf(policies[at]?.site.root));
  return isSame ? edit : undefined;
}

/**
 * In a policy that is such a text our readers take comments, although AWS does not. Source: YAML 1.2, "Block Scalar
 * Styles".
 */
function isInBlockScalar(text: string, offset: number): boolean {
  const end = text.indexOf("\n", offset);
  let indent: number | undefined;
  let isIn = false;
  for (const line of text.slice(0, end < 0 ? text.length : end).split("\n")) {
    const own = line.search(/\S/);
    isIn = indent !== undefined && (own < 0 || own > indent);
    if (own >= 0 && !isIn) indent = HEADER.test(line) ? own : undefined;
  }
  return isIn;
}

/** What begins such a text, at the end of its line. */
const HEADER = /(?:^|[\s:-])[|>][-+\d]{0,2}(?:\s+#.*)?\s*$/;

/** Source: HCL's native syntax specification, "Template Expressions". */
function isInHeredoc(text: string, offset: number): boolean {
  let marker: string | undefined;
  for (const line of text.slice(0, offset).split("\n")) {
    if (marker === undefined) marker = /<<-?([\p{L}_][\p{L}\p{N}_-]*)\s*$/u.exec(line)?.[1];
    else if (line.trim() === marker) marker = undefined;
  }
  return marker !== undefined;
}

/** Every key and text, in order. Values are not nested deeper than their readers go. */
function wordsOf(value: Value | undefined): string {
  if (value?.kind === "string") return JSON.stringify(value.text);
  if (value?.kind === "array") return `[${value.items.map(wordsOf).join()}]`;
  if (value?.kind !== "object") return value?.kind ?? "";
  return `{${value.members.map(({ key, value: own }) => `${JSON.stringify(key)}:${wordsOf(own)}`).join()}}`;
}

function commentMarkOf(path: string, languageId: string | undefined): "#" | "//" | undefined {
  if (isOfHcl(path) || /\.ya?ml$/i.test(path)) return "#";
  return /\.jsonc$/i.test(path) || languageId === "jsonc" ? "//" : undefined;
}

function isOfHcl(path: string): boolean {
  return /\.(?:tf|tofu|hcl)$/i.test(path);
}

/** Removes the comment with these words, and its line where nothing else stands in it. */
export function withoutComment(text: string, { start, end }: Span): Edit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  const before = /(?:#|\/\/|\/\*)[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  const isBlock = text.startsWith("/*", start - before);
  const close = isBlock ? text.indexOf("*/", end) : -1;
  const from = start - before;
  const to = close < 0 ? lineEnd : close + 2;
  const isAlone = text.slice(lineStart, from).trim() === "" && text.slice(to, Math.max(to, lineEnd)).trim() === "";
  const span = isAlone
    ? { start: lineStart, end: Math.min(text.length, Math.max(to, lineEnd) + 1) }
    : { start: from, end: to };
  return { span, newText: "" };
}
