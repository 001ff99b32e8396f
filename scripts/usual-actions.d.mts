/** Which actions policies mostly name. Types for tests. */

/** By prefix, the actions that most of the policies name one by one, most first, in the spelling of `namesOf`. */
export function usualActions(
  policies: readonly { readonly document: { readonly Statement: unknown } }[],
  namesOf: (prefix: string) => readonly string[],
): Readonly<Record<string, readonly string[]>>;
