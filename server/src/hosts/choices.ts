/** Which texts stand together in a text of several parts. */
import { type FilledText } from "../syntax/filled-text.ts";
import { type OptionTerms, type Value } from "../syntax/value.ts";
import { bothTerms, filledOf } from "./placed-values.ts";

/** `when`: what decides that it is this one, where the file tells. */
export interface OfferedText extends FilledText {
  readonly when?: OptionTerms | undefined;
}

/** A part of which it is known what may stand there; no texts where it is not. */
export interface Offer {
  readonly name: string;
  readonly texts: readonly OfferedText[];
}

/** What stands in the parts, by their names. */
export interface Choice {
  readonly texts: ReadonlyMap<string, FilledText>;
  readonly when: OptionTerms | undefined;
}

/** All texts that a value may come to; undefined where they are not known, or it may be absent. */
export function offeredIn(value: Value, when: OptionTerms | undefined = []): readonly OfferedText[] | undefined {
  if (value.kind !== "either") {
    const text = filledOf(value);
    return text && [{ text: text.text, holes: text.holes, when }];
  }
  const each = value.options.map((option, index) => option && offeredIn(option, bothTerms(when, value.when?.[index])));
  return each.includes(undefined) ? undefined : each.flatMap((texts) => texts ?? []);
}

/** The combinations of what is offered; where there are very many, of what is settled alone. */
export function choicesOf(offers: readonly Offer[]): readonly Choice[] {
  const settled: Choice = {
    texts: new Map(
      offers.flatMap(({ name, texts: [only, ...others] }) =>
        only && others.length === 0 ? [[name, only] as const] : [],
      ),
    ),
    when: [],
  };
  const several = offers.filter(({ texts }) => texts.length > 1);
  const count = several.reduce((product, { texts }) => product * texts.length, 1);
  if (count > MOST_CHOICES) return [settled];
  return several.reduce<readonly Choice[]>(
    (chosen, { name, texts }) =>
      chosen.flatMap((one) =>
        texts.map((text) => ({
          texts: new Map([...one.texts, [name, text]]),
          when: bothTerms(one.when, text.when),
        })),
      ),
    [settled],
  );
}

export const MOST_CHOICES = 12;
