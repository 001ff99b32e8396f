/** What other tools fill in before AWS sees a policy: `${name}` without a colon, `<name>`, `{{name}}`. */
import { isPolicyVariable } from "../policy/template.ts";
import { type Hole, type HoleReading } from "../syntax/value.ts";

/** The stretches of a text that are placeholders, in order. */
export function placeholdersIn(text: string): readonly Hole[] {
  return bracketed(text, isPolicyVariable);
}

/**
 * The same of a name: of an element, an operator, a condition key or a type of principal. AWS fills in no variable there,
 * so every `${…}` is some tool's; one that is not closed is still being typed.
 */
export function placeholdersInName(name: string): readonly Hole[] {
  const holes = bracketed(name, () => false);
  const open = name.indexOf("${", holes.at(-1)?.end);
  return open < 0 ? holes : [...holes, { start: open, end: name.length }];
}

/** How a reader is told of them. */
export const PLACEHOLDERS: HoleReading = { holesIn: placeholdersIn, holesInName: placeholdersInName };

function bracketed(text: string, isOfPolicy: (inside: string) => boolean): readonly Hole[] {
  const lastClosing = { "}": text.lastIndexOf("}"), ">": text.lastIndexOf(">"), "}}": text.lastIndexOf("}}") };
  const holes: Hole[] = [];
  let at = 0;
  while (at < text.length) {
    const bracket = BRACKETS.find(({ opening }) => text.startsWith(opening, at));
    // Knowing the last closing bracket keeps a text of many unclosed ones linear.
    if (bracket === undefined || lastClosing[bracket.closing] < at + bracket.opening.length) {
      at++;
      continue;
    }
    const close = text.indexOf(bracket.closing, at + bracket.opening.length);
    const end = close + bracket.closing.length;
    const inside = text.slice(at + bracket.opening.length, close);
    if (bracket.opening !== "${" || !isOfPolicy(inside)) holes.push({ start: at, end });
    at = end;
  }
  return holes;
}

const BRACKETS = [
  { opening: "${", closing: "}" },
  { opening: "{{", closing: "}}" },
  { opening: "<", closing: ">" },
] as const;
