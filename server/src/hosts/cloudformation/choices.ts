/** Which texts stand together in a text of several parts. */
import { type FilledText } from "../../syntax/filled-text.ts";

/** A part of which it is known what may stand there; no texts where it is not. */
export interface Offer {
  readonly name: string;
  readonly texts: readonly FilledText[];
}

/** The combinations of what is offered, by the names of the parts; where there are very many, of what is settled alone. */
export function choicesOf(offers: readonly Offer[]): readonly ReadonlyMap<string, FilledText>[] {
  const settled = new Map(
    offers.flatMap(({ name, texts: [only, ...others] }) =>
      only && others.length === 0 ? [[name, only] as const] : [],
    ),
  );
  const several = offers.filter(({ texts }) => texts.length > 1);
  const count = several.reduce((product, { texts }) => product * texts.length, 1);
  if (count > MOST_CHOICES) return [settled];
  return several.reduce<readonly ReadonlyMap<string, FilledText>[]>(
    (chosen, { name, texts }) => chosen.flatMap((one) => texts.map((text) => new Map([...one, [name, text]]))),
    [settled],
  );
}

export const MOST_CHOICES = 12;
