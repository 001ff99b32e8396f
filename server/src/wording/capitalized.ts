import { type Phrase } from "./phrase.ts";

/** With a capital at its start, for the start of a sentence. */
export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same of a phrase that begins with words of ours; a name stays as it is. */
export function capitalizedPhrase(phrase: Phrase): Phrase {
  const [first, ...rest] = phrase;
  return first === undefined || first.kind !== "words"
    ? phrase
    : [{ ...first, text: capitalized(first.text) }, ...rest];
}
