/** Entries of a map of a module that are each for somebody else, by the key that is a part of a name. */
import { type FixScene } from "./proposal.ts";
import { type WrittenPlace } from "./question.ts";

type Places = readonly (WrittenPlace | undefined)[];

/** Of entries that are each for somebody else, those with the one key that is a part of the name that is asked about. */
export function ofOneKey(entries: readonly Places[], { layer, request, caller }: FixScene): readonly Places[] {
  const keyIn = (places: Places): string | undefined => places.find((place) => place?.key !== undefined)?.key;
  const keys = new Set(entries.map(keyIn));
  if (keys.size < 2) return entries;
  const of = layer === "identity" || layer === "boundary" ? caller?.text : request.resource.arn;
  const name = of?.split(/[:/]/).at(-1) ?? "";
  const [own, ...others] = [...keys].filter((key) => key !== undefined && isPartOf(key, name));
  return own === undefined || others.length > 0 ? [] : entries.filter((one) => keyIn(one) === own);
}

function isPartOf(key: string, name: string): boolean {
  const isBorder = (sign: string): boolean => !/[A-Za-z0-9]/.test(sign);
  const start = name.indexOf(key);
  return start >= 0 && isBorder(name.charAt(start - 1)) && isBorder(name.charAt(start + key.length));
}
