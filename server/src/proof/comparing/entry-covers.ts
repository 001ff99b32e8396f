/** Entries of one list that another entry of it covers, so that they could go and nothing would change. */
import { type Effort } from "../../domains/effort.ts";
import { byBeginning } from "../../domains/by-beginning.ts";
import { isSettled, type Scalar, type ScalarList, type Statement } from "../../policy/policy.ts";
import { textIdentity } from "../../policy/text-identity.ts";
import { valueIsWithin } from "./condition-implies.ts";
import { isWithin } from "./pattern-within.ts";
import {
  type EntryTexts,
  textsCovered,
  textsOfAction,
  textsOfResource,
  type ResourceTextsReading,
} from "./list-texts.ts";
import { type ConditionPart } from "../solving/question.ts";
import { type SubstitutesVariables } from "../solving/text-sets.ts";

export interface CoveredIndex {
  readonly index: number;
  /** The entry that covers it. */
  readonly by: number;
}

export function coveredActions(list: ScalarList, effort: Effort): readonly CoveredIndex[] {
  return coveredEntries(list.entries, ACTION_TEXT, textsOfAction, effort);
}

export function coveredResources(
  list: ScalarList,
  reading: ResourceTextsReading,
  effort: Effort,
): readonly CoveredIndex[] {
  const covered = coveredEntries(list.entries, RESOURCE_TEXT, (entry) => textsOfResource(entry, reading), effort);
  return [...covered, ...repeatedReferences(list.entries)];
}

/** Entries that the file does not settle, and that are one text whatever they are. */
function repeatedReferences(entries: readonly Scalar[]): readonly CoveredIndex[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index): CoveredIndex[] => {
    const identity = isSettled(entry) ? undefined : textIdentity(entry);
    if (identity === undefined) return [];
    const by = first.get(identity);
    if (by !== undefined) return [{ index, by }];
    if (entry.certain) first.set(identity, index);
    return [];
  });
}

/** Equal for the texts of entries that match the same. */
type SameText = (text: string) => string;

const ACTION_TEXT: SameText = (text) => text.toLowerCase();
const RESOURCE_TEXT: SameText = (text) => text;

/** What may not be there makes nothing else superfluous. */
function mayCover(entry: Scalar): boolean {
  return isSettled(entry) && entry.certain;
}

function coveredEntries(
  entries: readonly Scalar[],
  sameAs: SameText,
  read: (entry: Scalar) => EntryTexts,
  effort: Effort,
): readonly CoveredIndex[] {
  if (entries.length < 2) return [];
  const first = new Map<string, number>();
  entries.forEach((entry, index) => {
    if (mayCover(entry) && !first.has(sameAs(entry.text))) first.set(sameAs(entry.text), index);
  });
  const wide = byBeginning<WideEntry>();
  let hasWide = false;
  entries.forEach((entry, index) => {
    const special = mayCover(entry) ? entry.text.search(/[*?$]/) : -1;
    const beginning = entry.text.slice(0, Math.max(0, special)).toLowerCase();
    if (special < 0) return;
    hasWide = true;
    wide.add(beginning, { index, entry, beginning });
  });
  const known = new Map<Scalar, EntryTexts>();
  const textsOf = (entry: Scalar): EntryTexts => {
    const texts = known.get(entry) ?? read(entry);
    known.set(entry, texts);
    return texts;
  };
  return entries.flatMap((entry, index): CoveredIndex[] => {
    if (!isSettled(entry)) return [];
    const earlier = first.get(sameAs(entry.text)) ?? index;
    if (earlier !== index) return [{ index, by: earlier }];
    if (!hasWide || effort.isSpent()) return [];
    const lower = entry.text.toLowerCase();
    const near = wide.groupsFor(lower).flat();
    near.sort((one, other) => one.index - other.index);
    const by = near.find(
      (other) => other.index !== index && lower.startsWith(other.beginning) && covers(other, { index, entry }),
    );
    return by === undefined ? [] : [{ index, by: by.index }];
  });

  function covers(larger: Place, smaller: Place): boolean {
    if (!effort.spend(GLANCE)) return false;
    const glance = isWithin(sameAs(smaller.entry.text), sameAs(larger.entry.text));
    if (glance === "no" || !effort.spend(glance === "yes" ? 0 : PAIR)) return false;
    // Of two that cover each other, such as `a**` and `a*`, the earlier one stays.
    if (glance === "yes" && (larger.index < smaller.index || isWider(larger.entry, smaller.entry))) return true;
    const [outer, inner] = [textsOf(larger.entry), textsOf(smaller.entry)];
    if (inner.all || inner.atMost.length === 0) return false;
    if (!textsCovered([inner], [outer], effort)) return false;
    // Of two that cover each other, such as `a**` and `a*`, the earlier one stays.
    return larger.index < smaller.index || outer.all || !textsCovered([outer], [inner], effort);
  }

  /** Is there a text that only the first of them surely matches? */
  function isWider(larger: Scalar, smaller: Scalar): boolean {
    return isWithin(sameAs(larger.text), sameAs(smaller.text)) === "no";
  }
}

/** Most pairs need no more. */
const GLANCE = 30;

/** Reading two entries takes time too, however soon they are told apart. */
const PAIR = 150;

interface Place {
  readonly index: number;
  readonly entry: Scalar;
}

/** It holds a wildcard or a variable, so it may match more than one text. */
interface WideEntry extends Place {
  /** In lower case: what comes before the first of them. */
  readonly beginning: string;
}

/** Longer lists are compared by their texts alone. */
const MOST_COMPARED = 60;

export function coveredValues(
  part: ConditionPart,
  variables: SubstitutesVariables,
  effort: Effort,
): readonly CoveredIndex[] {
  const { entries } = part.entry.values;
  if (entries.length < 2) return [];
  const first = new Map<string, number>();
  entries.forEach((entry, index) => {
    if (mayCover(entry) && !first.has(entry.text)) first.set(entry.text, index);
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
        at !== index &&
        !gone.has(at) &&
        outer.certain &&
        mayCoverOthers(part, outer) &&
        effort.spend(PAIR) &&
        valueIsWithin(part, inner, outer, variables, effort),
    );
  }
}

/** A text without wildcards covers itself alone. */
function mayCoverOthers({ use }: ConditionPart, { text }: Scalar): boolean {
  switch (use?.operator.family) {
    case undefined:
    case "null":
    case "bool":
    case "binary":
      return false;
    case "string":
    case "arn":
      return use.operator.wildcards ? /[*?]/.test(text) : use.operator.name.endsWith("IgnoreCase");
    case "numeric":
    case "date":
    case "ip":
      return true;
  }
}

/** Under one type of principal: `*` covers every other entry of `AWS`. */
export function coveredPrincipals(statement: Statement): readonly (CoveredIndex & { readonly list: ScalarList })[] {
  const element = statement.principal ?? statement.notPrincipal;
  if (element?.form !== "typed") return [];
  return element.types.flatMap((list) => {
    const everybody =
      list.type === "AWS" && list.typeHoles.length === 0
        ? list.entries.findIndex((entry) => mayCover(entry) && entry.text === "*")
        : -1;
    const first = new Map<string, number>();
    return list.entries.flatMap((entry, index) => {
      if (!isSettled(entry)) return [];
      const earlier = first.get(entry.text);
      if (earlier !== undefined) return [{ index, by: earlier, list }];
      if (entry.certain) first.set(entry.text, index);
      return everybody >= 0 && everybody !== index ? [{ index, by: everybody, list }] : [];
    });
  });
}
