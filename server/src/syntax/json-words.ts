/** Words of half-typed JSON: strings that may lack their end, and words that lack their quotes. */

/** What a word without quotes consists of. */
export function isBareSign(character: string): boolean {
  return /[\w$*?.-]/.test(character);
}

/** After the closing quote; undefined if the string is still open at `limit`. A line's end ends a string, too. */
export function endOfString(text: string, quote: number, limit: number): number | undefined {
  for (let at = quote + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === '"' || character === "\n") return at + 1;
  }
  return undefined;
}

/** Where the word under the cursor ends: at its quote, or before anything that no name holds. */
export function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !/["\s,[\]\\]/.test(text.charAt(at))) at++;
  return at;
}
