/** Where in a tree something stands, by its span. */
import { type Span, spanContains } from "../text/span.ts";
import { type Member, type Value } from "./value.ts";

/** The value that stands exactly there. Spans are offsets into the file. */
export function valueAt(root: Value, span: Span | undefined): Value | undefined {
  if (span === undefined) return undefined;
  let value: Value | undefined = root;
  while (value !== undefined && (value.span.start !== span.start || value.span.end !== span.end)) {
    value = partOf(value, span);
  }
  return value;
}

/** The innermost object or list around a value or a member. */
export function parentOf(root: Value, span: Span): Value | undefined {
  let parent: Value | undefined;
  let value: Value | undefined = root;
  while (
    value !== undefined &&
    spanContains(value.span, span) &&
    value.span.end - value.span.start > span.end - span.start
  ) {
    parent = value;
    value = partOf(value, span);
  }
  return parent;
}

function partOf(value: Value, span: Span): Value | undefined {
  if (value.kind === "array") return value.items.find((item) => spanContains(item.span, span));
  if (value.kind !== "object") return undefined;
  return value.members.find((member) => member.value !== undefined && spanContains(member.value.span, span))?.value;
}

/** The member whose name begins where that of another reading does. */
export function memberAt(root: Value, keySpan: Span): Member | undefined {
  const parent = parentOf(root, keySpan);
  return parent?.kind === "object"
    ? parent.members.find((member) => member.keySpan.start === keySpan.start)
    : undefined;
}
