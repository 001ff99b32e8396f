/** What has to hold of a request, in sentences. */
import { listed, name, type Phrase, say, value } from "../wording/phrase.ts";
import { documentedKey } from "../catalog/global-keys.ts";
import { type SatisfiedKey } from "../denial/fixes/fix-change.ts";

export function hasAlternatives({ more = [], otherThan = [] }: SatisfiedKey): boolean {
  return more.length > 0 || otherThan.length > 1;
}

export function conditionInWords({ key: asked, value: wanted, more = [], otherThan, isPattern }: SatisfiedKey): Phrase {
  const key = inDocumentedCase(asked);
  if (otherThan !== undefined) return say`${name(key)} is not ${listed(otherThan.map(value), "or")}`;
  if (wanted === undefined) return say`the request has no ${name(key)}`;
  if (wanted === "") return say`the request has ${name(key)}`;
  const listedValues = listed([wanted, ...more].map(value), "or");
  if (/ip$/i.test(key)) return say`${name(key)} is in ${listedValues}`;
  return isPattern === true ? say`${name(key)} fits ${listedValues}` : say`${name(key)} is ${listedValues}`;
}

/** What a request carries is kept in lower case. */
function inDocumentedCase(key: string): string {
  const documented = documentedKey(key)?.name;
  return documented?.toLowerCase() === key ? documented : key;
}
