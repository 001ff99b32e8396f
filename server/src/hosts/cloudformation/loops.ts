/** What the names of loops stand for. Source: "Fn::ForEach" of the "AWS CloudFormation Template Reference Guide". */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HoleFacts } from "../../syntax/value.ts";
import { filledOf } from "../placed-values.ts";
import { type Template } from "./template.ts";

/** What a loop puts there; undefined for a name of no loop, and where the template does not settle it. */
export function loopedTexts(name: string, template: Template): readonly FilledText[] | undefined {
  const over = template.loopsOver(name);
  const texts = over.flatMap((list) => (list.kind === "array" ? list.items.map(filledOf) : [undefined]));
  return texts.length > 0 && texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Where a loop has very many values, or one text is asked for. */
export function loopFacts(name: string, template: Template): HoleFacts {
  const isPlain = loopedTexts(name, template)?.every(({ text, holes }) => holes.length === 0 && /^[\w.-]*$/.test(text));
  return isPlain === true ? { isName: true } : {};
}
