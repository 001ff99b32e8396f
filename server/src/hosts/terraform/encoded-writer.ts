/** Writes into JSON in a text of HCL, and into the values of HCL that the text encodes. */
import { type Change, isOfParts, type NewValue, placeOfChange, type Writer } from "../../syntax/change.ts";
import { type HclTemplate } from "../../syntax/hcl-tree.ts";
import { joinEdits } from "../../text/edit.ts";
import { isSameSpan, type Span, spanContains } from "../../text/span.ts";

/** `json` writes the text, `hcl` what stands around it and in its interpolations. */
export function besideEncoded(json: Writer, hcl: Writer, { parts, span }: HclTemplate): Writer {
  const interpolations = parts.flatMap((part) => (part.kind === "interpolation" ? [part.span] : []));
  if (interpolations.length === 0) return json;
  const isOfText = (place: Span): boolean =>
    spanContains(span, place) && !interpolations.some((one) => spanContains(one, place) && !isSameSpan(one, place));
  return {
    ...json,
    edits(changes, deployment) {
      const ofText = changes.filter((change) => isOfText(placeOfChange(change)));
      const others = changes.filter((change) => !ofText.includes(change));
      // Neither writer has the places of the other's values.
      const isApart = (own: readonly Change[], isOwn: (place: Span) => boolean): boolean =>
        own.every((change) => placesNamed(change).every(isOwn));
      if (!isApart(ofText, isOfText) || !isApart(others, (place) => !isOfText(place))) return undefined;
      if (others.length === 0) return json.edits(changes, deployment);
      const around = ofText.length === 0 ? [] : json.edits(ofText, deployment);
      const inside = hcl.edits(others, deployment);
      return around && inside && joinEdits([...around, ...inside]);
    },
  };
}

/** Of the parts and values that a change names besides the one that it changes. */
function placesNamed(change: Change): readonly Span[] {
  if (change.change === "replace") return placesCopied(change.by);
  if (!isOfParts(change)) return [];
  if ("part" in change) return [change.part.span];
  return [...(change.after === undefined ? [] : [change.after.span]), ...placesCopied(change.value)];
}

function placesCopied(value: NewValue): readonly Span[] {
  if (typeof value === "string") return [];
  if ("copyOf" in value) return [value.copyOf.span];
  if ("members" in value) return value.members.flatMap(([, one]) => placesCopied(one));
  return value.flatMap(placesCopied);
}
