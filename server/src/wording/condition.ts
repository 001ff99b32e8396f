/** A whole Condition block in plain English, with what happens to requests that do not carry its keys. */
import { type Catalog } from "../catalog/catalog.ts";
import { operatorOf, type OperatorUse } from "../policy/operators.ts";
import { type ConditionBlock, type ConditionEntry } from "../policy/policy.ts";
import { presenceSentence } from "./key.ts";
import { absentOutcome, absentReason } from "./operator.ts";
import { countOf, item, name, type Passage, type Phrase, say, sentences, strong, text, title } from "./phrase.ts";
import { conditionInWords } from "./predicate.ts";

export type Effect = "Allow" | "Deny" | undefined;

/** So many conditions are put into words; of more, only the number. */
const MOST_CONDITIONS = 24;

export function describeCondition(block: ConditionBlock, effect: Effect, catalog: Catalog): Passage {
  const entries = block.operators.flatMap((operator) => operator.entries);
  const shown = entries.slice(0, MOST_CONDITIONS);
  const open = block.open || block.operators.some((operator) => operator.open);
  return [
    title(say`Condition`),
    text(leadSentence(entries.length + (open ? 1 : 0), effect)),
    ...shown.map((entry) => item(conditionInWords(entry))),
    ...(entries.length > shown.length
      ? [item(say`and ${countOf(entries.length - shown.length, "more condition")}`)]
      : []),
    ...(open ? [item(say`conditions that are filled in elsewhere`)] : []),
    ...severalValuesLines(entries),
    ...absentLines(shown, effect, catalog),
  ];
}

function leadSentence(count: number, effect: Effect): Phrase {
  const subject = effect === undefined ? "This statement" : `This ${effect}`;
  if (count === 0) return say`${subject} has no conditions to meet: the block is empty.`;
  if (count === 1) return say`${subject} applies only if this holds:`;
  return say`${subject} applies only if ${strong("all")} of these hold:`;
}

/** Source: "IAM JSON policy elements: Condition", on several values: OR, and NOR for the negated operators. */
function severalValuesLines(entries: readonly ConditionEntry[]): Passage {
  const uses = entries.flatMap((entry) => {
    const use = entry.values.entries.length > 1 ? operatorOf(entry) : undefined;
    return use === undefined || use.operator.family === "null" ? [] : [use];
  });
  if (uses.length === 0) return [];
  const plain = uses.some(({ operator }) => !operator.negated);
  const negated = uses.some(({ operator }) => operator.negated);
  return [
    text(
      sentences(
        plain ? say`Where several values are listed, ${strong("any one")} is enough.` : undefined,
        negated ? say`With a negated operator, ${strong("none")} of the listed values may match.` : undefined,
      ),
    ),
  ];
}

function absentLines(entries: readonly ConditionEntry[], effect: Effect, catalog: Catalog): Passage {
  const seen = new Set<string>();
  const items = entries.flatMap((entry) => {
    const use = operatorOf(entry);
    // What every request carries is said once, whatever asks for it.
    const isEverywhere = catalog.globalKey(entry.key)?.availability === "always";
    const place = `${entry.key} ${isEverywhere ? "" : entry.operator}`.toLowerCase();
    if (use === undefined || use.operator.family === "null" || seen.has(place)) return [];
    seen.add(place);
    const isAskedFor = entries.some((other) => other !== entry && failsWithout(other, entry.key));
    return [item(absentPhrase(entry.key, use, { effect, isAskedFor }, catalog))];
  });
  return items.length === 0 ? [] : [text(say`${strong("If a request does not carry the key")}`), ...items];
}

/** Does a condition fail in every request without the key? */
export function failsWithout(entry: ConditionEntry, key: string): boolean {
  const use = operatorOf(entry);
  if (use === undefined || entry.key.toLowerCase() !== key.toLowerCase()) return false;
  if (use.operator.family !== "null") return absentOutcome(use) === "fails";
  const { entries, open } = entry.values;
  return !open && entries.length > 0 && entries.every(({ text }) => text.toLowerCase() === "false");
}

interface Around {
  readonly effect: Effect;
  /** Another condition fails without the key. */
  readonly isAskedFor: boolean;
}

/** What becomes of the condition, and of the statement, without the key; and how likely that is. */
function absentPhrase(key: string, use: OperatorUse, around: Around, catalog: Catalog): Phrase {
  const globalKey = catalog.globalKey(key);
  if (globalKey?.availability === "always") return say`${name(key)}: every request carries it.`;
  return sentences(
    say`${name(key)}: the condition ${strong(absentOutcome(use))} (${absentReason(use)}), ${consequence(use, around)}.`,
    globalKey === undefined ? undefined : presenceSentence(globalKey),
  );
}

function consequence(use: OperatorUse, { effect, isAskedFor }: Around): string {
  const subject = effect === undefined ? "the statement" : `this ${effect}`;
  if (absentOutcome(use) === "fails") return `so ${subject} does not apply`;
  return isAskedFor
    ? `but another condition asks for the key, so ${subject} does not apply`
    : `so ${subject} can still apply`;
}
