/** Reads the resource of a sentence, and where it ends: before the reason, a full stop, a bracket or a quote. */
import { type CompactText } from "./compact-text.ts";
import { looksLikeOneValue, readValue, valueBetween } from "./message-value.ts";
import { findReasonClause, type ReasonClause } from "./reason-clause.ts";

export interface ResourceAndReason {
  readonly resource: string | null;
  /** The text has a place for the resource, and nothing in it that can be read: a mask, or it ends there. */
  readonly isHidden: boolean;
  /** The text ends inside the quotes of the resource: what is there is the beginning of it. */
  readonly isCutOff: boolean;
  readonly clause: ReasonClause | null;
  readonly end: number;
}

/** What follows the action: a resource up to the reason, a resource without a reason, or nothing that belongs to it. */
export function readResourceAndReason(
  readable: string,
  compact: CompactText,
  range: { after: number; until: number; actionEnd: number },
): ResourceAndReason {
  const { after, until } = range;
  const label = withoutNextWord(
    readable,
    compact,
    after,
    resourceLabel(compact.text.slice(after, Math.min(until, after + 90))),
  );
  const from = after + (label?.length ?? 0);
  const clause = findReasonClause(readable, compact, from, until);
  const near = clause !== null && compact.fromReadable(clause.start) - from <= FARTHEST_REASON ? clause : null;
  if (label === null || !label.hasValue) {
    const labelEnd = label === null ? range.actionEnd : compact.toReadable(from - 1) + 1;
    return { resource: null, isHidden: false, isCutOff: false, clause: near, end: near?.end ?? labelEnd };
  }
  const start = compact.toReadable(from - 1) + 1;
  // The sign behind the string was taken for the label's colon.
  const behind = compact.toReadable(from - (/[:;]/.test(compact.text.charAt(from - 1)) ? 2 : 1)) + 1;
  if (ENDS_STRING.test(readable.slice(behind, behind + 6)))
    return { resource: null, isHidden: true, isCutOff: false, clause: null, end: behind };
  if (ENDS_BLOCK.test(readable.slice(start, start + 30)))
    return { resource: null, isHidden: true, isCutOff: false, clause: near, end: near?.end ?? behind };
  if (clause !== null) {
    const repeated = lastLabel(compact, from, compact.fromReadable(clause.start));
    const valueStart = repeated === null ? start : repeated;
    if (looksLikeOneValue(readable.slice(valueStart, clause.start))) {
      const raw = withoutOpenBold(readable, range.actionEnd, readable.slice(valueStart, clause.start));
      const resource = withoutKind(valueBetween(raw, 0, raw.length));
      return { resource, isHidden: resource === null, isCutOff: false, clause, end: clause.end };
    }
  }
  const found = readBareResource(readable, compact, start, until);
  const gap = clause === null ? Infinity : compact.fromReadable(clause.start) - compact.fromReadable(found.end);
  const belongs = clause !== null && gap <= FARTHEST_REASON ? clause : null;
  const isHidden = found.value === null;
  const isCutOff = isEnd(readable, found.end) && OPEN_QUOTE.test(readable.slice(start, found.end));
  return { resource: found.value, isHidden, isCutOff, clause: belongs, end: Math.max(found.end, belongs?.end ?? 0) };
}

/**
 * A string or a pattern of a program ends behind the label, or what was set in italics: `includes("… on resource")`,
 * `/… on resource/i`, `*… on resource*`.
 */
const ENDS_STRING = /^(?:\*{1,2}(?:\s|$)|["'`](?:[),.:;*\]}\n\v]|$)|\/[a-z]{0,3}(?:[),;]|$))/;

/** The block of code or the paragraph ends behind the label, and what follows is an ARN or belongs to something else. */
const ENDS_BLOCK =
  /^[ \t]{0,4}\n[ \t]{0,8}(?:[`~]{3}|\n(?!\s{0,8}["'`]?(?:arn:|[<$[{]|\*(?:\s|$)))|[A-Z][a-z]{2,20}(?=[:,]?\s[a-z]))/;

function isEnd(readable: string, at: number): boolean {
  return readable.length - at < MOST_BLANKS && /^\s*$/.test(readable.slice(at));
}

const MOST_BLANKS = 20;
const OPEN_QUOTE = /^\s{0,4}(?:"[^"]*|`[^`']*)$/;

/** So many characters may stand between a sentence and its reason: dots for what was left out, a comma, a bracket. */
const FARTHEST_REASON = 12;

function readBareResource(
  readable: string,
  compact: CompactText,
  start: number,
  until: number,
): { value: string | null; end: number } {
  const limit = compact.toReadable(until);
  const found = readBehindKind(readable, start, limit);
  // A guide's words for a resource: `on resource: automation assume role arn`.
  if (
    /^[a-z]{2,}$/.test(found.value ?? "") &&
    /^ [a-z]{2,20} [a-z]{2,20}\b/.test(readable.slice(found.end, found.end + 50))
  )
    return { value: null, end: found.end };
  const again = compact.fromReadable(found.end);
  if (!compact.text.startsWith("onresource:", again)) return trimBold(readable, start, found);
  return readValue(readable, compact.toReadable(again + "onresource:".length - 1) + 1, limit);
}

/** `on resource: document arn:aws:ssm:…`: the kind in front of an ARN is no part of it. */
function readBehindKind(readable: string, start: number, limit: number): { value: string | null; end: number } {
  const found = readValue(readable, start, limit);
  const isKind = KIND.test(found.value ?? "") && /^ arn:/.test(readable.slice(found.end, found.end + 5));
  return isKind ? readValue(readable, found.end, limit) : found;
}

const KIND = /^[a-z]+(?:-[a-z]+)*$/;

/** What IAM writes so of its policies stays as it is said. */
function withoutKind(resource: string | null): string | null {
  const [, kind, arn] = /^(\S+) (arn:\S+)$/.exec(resource ?? "") ?? [];
  return arn === undefined || kind === "policy" || !KIND.test(kind ?? "") ? resource : arn;
}

/** How the resource is introduced. `hasValue` is false for "on the resource associated with this ciphertext". */
function resourceLabel(text: string): { length: number; hasValue: boolean } | null {
  const vague =
    /^[.…]*(?:operation)?on(?:the|this)resource(?:associatedwiththis[a-z]{1,20}?(?=because|with|[^a-z]|$))?(?!:|;|arn:|<|s:)/.exec(
      text,
    );
  if (vague !== null) return { length: vague[0].length, hasValue: false };
  const label =
    /^[.…,]*(?:operation)?(?:on|for)(?:the|this|following)*resources?(?:\(s\))?[:;]?/.exec(text) ??
    /^[.…,]*on(?:role|user|bucket|key|queue|topic|table|function)?:?(?=arn:)/.exec(text);
  return label === null ? null : { length: label[0].length, hasValue: true };
}

/** The `s` of `on resources` may be the first letter of what follows: `on resource`, and in the next line `**Solution**`. */
function withoutNextWord(
  readable: string,
  compact: CompactText,
  after: number,
  label: { length: number; hasValue: boolean } | null,
): { length: number; hasValue: boolean } | null {
  if (label === null) return null;
  const plural = /(?<=resource)s[:;]?$/.exec(compact.text.slice(after, after + label.length))?.index;
  if (plural === undefined) return label;
  const between = readable.slice(compact.toReadable(after + plural - 1) + 1, compact.toReadable(after + plural));
  const isPlural =
    /^\v?$/.test(between) ||
    /^s[:;\s]/.test(readable.slice(compact.toReadable(after + plural), compact.toReadable(after + plural) + 2));
  return isPlural ? label : { length: plural, hasValue: label.hasValue };
}

/** A label that stands twice: the value follows the last one. */
function lastLabel(compact: CompactText, from: number, to: number): number | null {
  const at = compact.text.slice(from, to).lastIndexOf("onresource:");
  return at < 0 ? null : compact.toReadable(from + at + "onresource:".length - 1) + 1;
}

/** In a message that stands in bold as a whole, the closing `**` follows the resource: `stack/name/***`. */
function withoutOpenBold(readable: string, before: number, raw: string): string {
  const trimmed = raw.trimEnd();
  return CLOSING_BOLD.test(trimmed) && isInBold(readable, before) ? trimmed.slice(0, -2) : raw;
}

/** Four and more are a mask. */
const CLOSING_BOLD = /(?<!\*)\*{2,3}$/;

function trimBold(
  readable: string,
  start: number,
  found: { value: string | null; end: number },
): { value: string | null; end: number } {
  const { value, end } = found;
  if (value === null || !CLOSING_BOLD.test(value) || !isInBold(readable, start)) return found;
  return { value: value.slice(0, -2), end };
}

function isInBold(readable: string, at: number): boolean {
  const paragraph = readable.slice(Math.max(0, at - 1500), at);
  const text = paragraph.slice(paragraph.lastIndexOf("\n\n") + 1);
  return (text.match(/(?<![*/:])\*\*(?![*])/g) ?? []).length % 2 === 1;
}
