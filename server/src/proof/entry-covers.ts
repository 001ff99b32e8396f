/** Entries of one list that another entry of it covers, so that they could go and nothing would change. */
import { type Effort } from "../domains/shape-search.ts";
import { isSettled, type Scalar, type ScalarList, type Statement } from "../policy/policy.ts";
import { valueIsWithin } from "./condition-implies.ts";
import {
  type EntryTexts,
  textsCovered,
  textsOfAction,
  textsOfResource,
  type ResourceTextsReading,
} from "./list-texts.ts";
import { type ConditionPart } from "./question.ts";
import { type SubstitutesVariables } from "./text-sets.ts";

export interface CoveredIndex {
  readonly index: number;
  /** The entry that covers it. */
  readonly by: number;
}

export function coveredActions(list: ScalarList, effort: Effort): readonly CoveredIndex[] {
  return coveredEntries(list.entries, textsOfAction, effort);
}

export function coveredResources(
  list: ScalarList,
  reading: ResourceTextsReading,
  effort: Effort,
): readonly CoveredIndex[] {
  return coveredEntries(list.entries, (entry) => textsOfResource(entry, reading), effort);
}

function coveredEntries(
  entries: readonly Scalar[],
  read: (entry: Scalar) => EntryTexts,
  effort: Effort,
): readonly CoveredIndex[] {
  const first = new Map<string, number>();
  const wide: { readonly index: number; readonly texts: EntryTexts; readonly beginning: string }[] = [];
  const all = entries.map(read);
  all.forEach((texts, index) => {
    const entry = entries[index];
    if (texts.identity === undefined || entry === undefined) return;
    if (!first.has(texts.identity)) first.set(texts.identity, index);
    const special = entry.text.search(/[*?$]/);
    if (special >= 0) wide.push({ index, texts, beginning: entry.text.slice(0, special).toLowerCase() });
  });
  return all.flatMap((texts, index): CoveredIndex[] => {
    const earlier = texts.identity === undefined ? undefined : first.get(texts.identity);
    if (earlier !== undefined && earlier !== index) return [{ index, by: earlier }];
    if (texts.all || texts.atMost === undefined || texts.identity === undefined) return [];
    const lower = entries[index]?.text.toLowerCase() ?? "";
    const by = wide.find(
      (other) =>
        other.index !== index &&
        effort.left >= 0 &&
        lower.startsWith(other.beginning) &&
        !isTwin(texts, other.texts, index, other.index, effort) &&
        textsCovered([texts], [other.texts], effort),
    );
    return by === undefined ? [] : [{ index, by: by.index }];
  });
}

/** Of two that cover each other, such as `a**` and `a*`, the earlier one stays. */
function isTwin(own: EntryTexts, other: EntryTexts, index: number, otherIndex: number, effort: Effort): boolean {
  return index < otherIndex && !other.all && textsCovered([other], [own], effort);
}

/** Longer lists are compared by their texts alone. */
const MOST_COMPARED = 60;

export function coveredValues(
  part: ConditionPart,
  variables: SubstitutesVariables,
  effort: Effort,
): readonly CoveredIndex[] {
  const { entries } = part.entry.values;
  const first = new Map<string, number>();
  entries.forEach((entry, index) => {
    if (isSettled(entry) && !first.has(entry.text)) first.set(entry.text, index);
  });
  const gone = new Set<number>();
  return entries.flatMap((entry, index): CoveredIndex[] => {
    if (!isSettled(entry)) return [];
    const earlier = first.get(entry.text) ?? index;
    const by = earlier !== index ? earlier : entries.length > MOST_COMPARED ? -1 : widerThan(entry, index);
    if (by < 0) return [];
    gone.add(index);
    return [{ index, by }];
  });

  function widerThan(inner: Scalar, index: number): number {
    return entries.findIndex(
      (outer, at) =>
        at !== index && !gone.has(at) && effort.left >= 0 && valueIsWithin(part, inner, outer, variables, effort),
    );
  }
}

/** Under one type of principal: `*` covers every other entry of `AWS`. */
export function coveredPrincipals(statement: Statement): readonly (CoveredIndex & { readonly list: ScalarList })[] {
  const element = statement.principal ?? statement.notPrincipal;
  if (element?.form !== "typed") return [];
  return element.types.flatMap((list) => {
    const everybody =
      list.type === "AWS" ? list.entries.findIndex((entry) => isSettled(entry) && entry.text === "*") : -1;
    const first = new Map<string, number>();
    return list.entries.flatMap((entry, index) => {
      if (!isSettled(entry)) return [];
      const earlier = first.get(entry.text);
      if (earlier !== undefined) return [{ index, by: earlier, list }];
      first.set(entry.text, index);
      return everybody >= 0 && everybody !== index ? [{ index, by: everybody, list }] : [];
    });
  });
}
