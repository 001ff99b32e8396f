/** The keys of a question that the reference lists action by action, and what an action says of them. */
import { type Truth } from "../../domains/truth.ts";
import { type KeyKnowledge } from "../facts/key-knowledge.ts";
import { TAG_KEYS } from "../facts/linked-keys.ts";
import { haveTwins } from "../facts/twin-keys.ts";
import { type ProofOptions, type View } from "../proof.ts";
import { type KnownAction } from "./action-universe.ts";
import { type Question, variablesOfQuestion } from "./question.ts";
import { type CarriedKeys } from "./solve-conditions.ts";

export interface ListedKey {
  readonly key: string;
  readonly carriedBy: (action: KnownAction) => Truth;
}

/** The keys that no request for the action carries; in the surest view also those of which that is not known. */
export function carriedKeys(keys: readonly ListedKey[], action: KnownAction, view: View): CarriedKeys {
  const ofTags = keys.filter(({ key }) => key.includes(":resourcetag/")).map(({ key }) => key);
  const service = ofTags.length > 1 && haveTwins(ofTags) ? action.text.slice(0, action.text.indexOf(":")) : undefined;
  const missing: string[] = [];
  let listsTagKeys = false;
  for (const { key, carriedBy } of keys) {
    const carried = carriedBy(action);
    if (carried === "no" || (carried === "unknown" && view === "surest")) missing.push(key);
    if (carried === "yes" && key === TAG_KEYS) listsTagKeys = true;
  }
  return { missing, listsTagKeys, service };
}

export function withoutKeys(carried: CarriedKeys, missing: readonly string[]): CarriedKeys {
  return { ...carried, missing: [...carried.missing, ...missing] };
}

export function keysListedByAction(
  question: Question,
  { facts }: ProofOptions,
  know: (key: string) => KeyKnowledge,
): readonly ListedKey[] {
  if (!facts) return [];
  const keys = new Set([...question.conditions.map(({ key }) => key), ...variablesOfQuestion(question)]);
  return [...keys].flatMap((key) => {
    const { carriedBy } = know(key);
    return carriedBy === undefined ? [] : [{ key, carriedBy }];
  });
}
