/** How messages show what stands in the file. */
import { type Catalog } from "../catalog/catalog.ts";

const LONGEST_QUOTE = 120;

/** In single quotes, on one line, shortened in the middle if it is long. */
export function quote(text: string): string {
  const oneLine = text.replace(/[\u0000-\u001f\u007f]/g, " ");
  if (oneLine.length <= LONGEST_QUOTE) return `'${oneLine}'`;
  return `'${oneLine.slice(0, LONGEST_QUOTE - 21)}…${oneLine.slice(-20)}'`;
}

/** `'a'`, `'a' or 'b'`, `'a', 'b' or 'c'`. */
export function quoteAny(texts: readonly string[]): string {
  const quoted = texts.map(quote);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
}

/** `'a'`, `'a' and 'b'`, `'a', 'b' and 'c'`. */
export function quoteAll(texts: readonly string[]): string {
  const quoted = texts.map(quote);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} and ${last}`;
}

/** What a verdict that rests on reference data rests on. */
export function dataOf(catalog: Catalog): string {
  return `data of ${catalog.info.date}`;
}

/** Asked after a message, where a near name exists. */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? "" : `; did you mean ${quoteAny(names)}?`;
}
