/** The text of a template, with what is open in it. */
import { type FilledText } from "../../syntax/filled-text.ts";
import { textOfTemplate } from "../../syntax/hcl-text.ts";
import { type HclInterpolation, type HclTemplate } from "../../syntax/hcl-tree.ts";
import { type Hole, type StringValue } from "../../syntax/value.ts";
import { placeholdersIn, stretchesIn, withThoseBetween } from "../placeholders.ts";
import { type Scope } from "./scope.ts";

/** A text also where a single interpolation is all of it. `fill` answers with what an interpolation comes to. */
export function textInScope(
  template: HclTemplate,
  scope: Pick<Scope, "file" | "replaced">,
  fill: (part: HclInterpolation) => FilledText | undefined,
): StringValue {
  const isOpen = scope.replaced.length > 0 || template.parts.some(({ kind }) => kind !== "text");
  if (isOpen) return textMadeOf(template, scope, fill);
  const made = LITERALS.get(template) ?? textMadeOf(template, scope, fill);
  LITERALS.set(template, made);
  return made;
}

/** A list of hundreds of names may be gone through for each of hundreds of blocks. */
const LITERALS = new WeakMap<HclTemplate, StringValue>();

function textMadeOf(
  template: HclTemplate,
  { file, replaced }: Pick<Scope, "file" | "replaced">,
  fill: (part: HclInterpolation) => FilledText | undefined,
): StringValue {
  const { text, holes, map } = textOfTemplate(template, file.text, fill);
  const open = withThoseBetween(placeholdersIn(text), stretchesIn(text, replaced));
  return { kind: "string", span: template.span, text, holes: withPlaceholders(holes, open), map };
}

/** What other tools fill in is open in a text of HCL as it is in one of JSON. */
function withPlaceholders(holes: readonly Hole[], placeholders: readonly Hole[]): readonly Hole[] {
  // Both are in order.
  let next = 0;
  const others = placeholders.filter((one) => {
    while ((holes[next]?.end ?? Infinity) <= one.start) next++;
    return (holes[next]?.start ?? Infinity) >= one.end;
  });
  return others.length === 0 ? holes : [...holes, ...others].sort((a, b) => a.start - b.start);
}
