/** What a growing selection takes in, one after the other: a text, its quotes, the list, the element, the statement. */
import { type ObjectValue, standingIn, type Value } from "../../syntax/value.ts";
import { type Span, spanContains, spanHolds } from "../../text/span.ts";
import { policyAt, type PolicyDocument } from "../document.ts";

/** Around `offset`, each within the next. Empty outside of policies. */
export function selectionsAt(document: PolicyDocument, offset: number): readonly Span[] {
  const found = policyAt(document, offset);
  if (found === undefined) return [];
  const growing: Span[] = [];
  for (const span of spansIn(found.policy.object, offset).reverse()) {
    const last = growing.at(-1);
    // What stands elsewhere in the file lies in nothing around it.
    if (last === undefined || (spanContains(span, last) && !spanContains(last, span))) growing.push(span);
  }
  return growing;
}

/** From the outermost in. */
function spansIn(root: ObjectValue, offset: number): Span[] {
  const spans: Span[] = [];
  for (let value: Value | undefined = root; value !== undefined; value = stepInto(value, offset, spans)) {
    spans.push(value.span);
    if (value.kind === "string") spans.push(value.map.outerSpan(0, value.text.length));
  }
  return spans.filter((span) => spanHolds(span, offset));
}

/** The part of a value that the offset is in; what lies between is noted. */
function stepInto(value: Value, offset: number, spans: Span[]): Value | undefined {
  switch (value.kind) {
    case "object": {
      const member = value.members.find(({ span }) => spanHolds(span, offset));
      if (member === undefined) return undefined;
      spans.push(member.span);
      if (spanHolds(member.keySpan, offset)) spans.push(member.keySpan, member.keyMap.outerSpan(0, member.key.length));
      return member.value !== undefined && spanHolds(member.value.span, offset) ? member.value : undefined;
    }
    case "array":
      return value.items.find(({ span }) => spanHolds(span, offset));
    case "either":
      return standingIn(value).find((option) => spanHolds(option.value.span, offset))?.value;
    case "string":
    case "number":
    case "boolean":
    case "null":
    case "unknown":
      return undefined;
  }
}
