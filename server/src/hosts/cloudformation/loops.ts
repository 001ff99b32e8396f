/** What the names of loops stand for. Source: "Fn::ForEach" of the "AWS CloudFormation Template Reference Guide". */
import { type FilledText } from "../../syntax/filled-text.ts";
import { type HoleFacts, type Value } from "../../syntax/value.ts";
import { filledOf } from "../placed-values.ts";

/** What loops put in the place of a name. */
export interface LoopedName {
  /** All of them; undefined where the template does not settle one, and where they are very many. */
  readonly texts: readonly FilledText[] | undefined;
  /** Where one text is asked for. */
  readonly facts: HoleFacts;
}

/** A template has no more resources. Source: "AWS CloudFormation quotas" of the user guide. */
const MOST_TEXTS = 500;

/** `over`: what the loops of the name go through: lists, or what makes them. */
export function loopedName(over: readonly Value[]): LoopedName {
  const texts = over.flatMap((list) => (list.kind === "array" ? list.items.map(filledOf) : [undefined]));
  const settled = texts.filter((text) => text !== undefined);
  const areSettled = texts.length > 0 && settled.length === texts.length;
  const arePlain = areSettled && settled.every(({ text, holes }) => holes.length === 0 && /^[\w.-]*$/.test(text));
  return {
    texts: areSettled && settled.length <= MOST_TEXTS ? settled : undefined,
    facts: arePlain ? { isName: true } : {},
  };
}
