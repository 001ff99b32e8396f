/** Drafts as YAML text: in lines, or between brackets where there are some around them. */
import {
  type Draft,
  type DraftPart,
  type DraftText,
  isDraftObject,
  isDraftText,
  joinedParts,
  partsOfText,
  plainText,
} from "./draft.ts";
import { type YamlLayout } from "./yaml-cursor.ts";
import { type YamlForm } from "./yaml-nodes.ts";
import { encodeDouble, encodeSingle, isPlainText } from "./yaml-print.ts";

/** What stands behind a name and its colon, with the blank or the line break before it. `indent` is that of the name. */
export function draftBehindName(draft: Draft, indent: string, layout: YamlLayout): readonly DraftPart[] {
  if (isDraftText(draft)) return [" ", ...draftText(draft, "block", layout)];
  const isInline = isDraftObject(draft)
    ? draft.members.length === 0 && !draft.open
    : draft.length === 0 || (layout.lists === "inline" && draft.every(isDraftText));
  if (isInline) return [" ", ...flowDraft(draft, layout)];
  const inner = indent + (isDraftObject(draft) ? layout.unit : layout.dashIndent);
  return [layout.newline + inner, ...blockDraft(draft, inner, layout)];
}

/** In lines whose indentation is `indent`; the first is not indented. */
export function blockDraft(draft: Draft, indent: string, layout: YamlLayout): readonly DraftPart[] {
  if (isDraftText(draft)) return draftText(draft, "block", layout);
  const separator = layout.newline + indent;
  if (!isDraftObject(draft)) {
    return joinedParts(
      draft.map((item) => ["- ", ...blockDraft(item, `${indent}  `, layout)]),
      separator,
    );
  }
  const members = draft.members.map(([key, value]) => draftMember(key, value, indent, layout));
  return joinedParts(draft.open ? [...members, [{ stop: "" }]] : members, separator);
}

export function draftMember(key: DraftText, value: Draft, indent: string, layout: YamlLayout): readonly DraftPart[] {
  return [...draftText(key, "block", layout), ":", ...draftBehindName(value, indent, layout)];
}

export function flowDraft(draft: Draft, layout: YamlLayout): readonly DraftPart[] {
  if (isDraftText(draft)) return draftText(draft, "flow", layout);
  if (!isDraftObject(draft)) {
    const items = draft.map((item) => flowDraft(item, layout));
    return ["[", ...joinedParts(items, ", "), "]"];
  }
  const members = draft.members.map(([key, value]) => flowMember(key, value, layout));
  const all = draft.open ? [...members, [{ stop: "" }]] : members;
  return all.length === 0 ? ["{}"] : ["{ ", ...joinedParts(all, ", "), " }"];
}

export function flowMember(key: DraftText, value: Draft, layout: YamlLayout): readonly DraftPart[] {
  return [...draftText(key, "flow", layout), ": ", ...flowDraft(value, layout)];
}

/** With quotes where it needs some; what ends with a colon, or is empty, goes on. */
function draftText(text: DraftText, form: YamlForm, { quoteSign }: YamlLayout): readonly DraftPart[] {
  const parts = partsOfText(text);
  const whole = plainText(parts);
  // Some readers take them for a date, and for a number in another base.
  if (/^(?:\d{4}-\d\d-\d\d|0\d{11})$/.test(whole)) return quotedParts(parts, quoteSign);
  if (whole === "" || isPlainText(whole.endsWith(":") ? `${whole}x` : whole, form === "flow")) return parts;
  return quotedParts(parts, quoteSign);
}

/** Between quotes, with them. */
export function quotedParts(parts: readonly DraftPart[], sign: "single" | "double"): readonly DraftPart[] {
  const single = sign === "single" && parts.every((part) => encodeSingle(plainText([part])) !== undefined);
  const encode = (text: string): string => (single ? (encodeSingle(text) ?? "") : encodeDouble(text));
  const quote = single ? "'" : '"';
  const own = parts.map((part) => (typeof part === "string" ? encode(part) : { stop: encode(part.stop) }));
  return [quote, ...own, quote];
}
