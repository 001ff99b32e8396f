/** Changes of a stretch of a text that is written in YAML: the rest of it stays as it is. */
import { isTemplateMap } from "../text/encoding.ts";
import { type Edit } from "../text/edit.ts";
import { type Change } from "./change.ts";
import { type StringValue } from "./value.ts";
import { type YamlIndex } from "./yaml-index.ts";
import { type YamlScalar } from "./yaml-nodes.ts";
import { encodeDouble, encodeSingle, isPlainText } from "./yaml-print.ts";

export type TextChange = Extract<Change, { readonly change: "text" }>;

/** Undefined where a function stands in the text that would be cut in two. */
export function editOfTemplate(change: TextChange, index: YamlIndex): Edit | undefined {
  const { value, start, end, by } = change;
  const { text, map } = value;
  if (!isTemplateMap(map) || map.cuts(start, end)) return undefined;
  // No sign is left to make a function's part of what stands beside it.
  if (by.endsWith("$") || (by === "" && text.charAt(start - 1) === "$")) return undefined;
  const span = map.outerSpan(start, end);
  const newText = encodedIn(value, by, index);
  if (newText === undefined) return undefined;
  const place = start === end && start > 0 ? map.outerSpan(start - 1, start).end : span.start;
  return { span: start === end ? { start: place, end: place } : span, newText };
}

/** Without quotes a stretch of a text can begin with more than the whole can. */
function encodedIn({ span, map }: StringValue, by: string, index: YamlIndex): string | undefined {
  const scalar = index.at(span)?.node;
  if (scalar?.kind !== "scalar" || scalar.style !== "plain") return map.encode(by);
  return by.includes("${") || !isPlainText(`x${by}x`, true) ? undefined : by;
}

/** Whole characters are replaced. Undefined for what these quotes cannot have between them. */
export function editOfStretch({ value, start, end, by }: TextChange, { style }: YamlScalar): Edit | undefined {
  const { text, map } = value;
  const from = isInsidePair(text, start) ? start - 1 : start;
  const to = isInsidePair(text, end) ? end + 1 : end;
  const newText = text.slice(from, start) + by + text.slice(end, to);
  const encoded = style === "single" ? encodeSingle(newText) : style === "double" ? encodeDouble(newText) : newText;
  if (encoded === undefined) return undefined;
  if (from < to) return { span: map.outerSpan(from, to), newText: encoded };
  const place = from > 0 ? map.outerSpan(from - 1, from).end : map.outerSpan(0, 0).start;
  return { span: { start: place, end: place }, newText: encoded };
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}
