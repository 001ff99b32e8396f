/** Quick fixes: what they change is said in values, and written only where somebody reads it. */
import { removeEntries } from "../policy/changes.ts";
import { type ScalarList } from "../policy/policy.ts";
import { type Change } from "../syntax/change.ts";
import { name, type Phrase, say } from "../wording/phrase.ts";

export interface Fix {
  /** An imperative sentence for the menu: `Replace 's3:GetObjekt' with 's3:GetObject'`. */
  readonly title: Phrase;
  readonly changes: readonly Change[];
  /** Takes away or loosens what the author wrote, so no tool should choose it by itself. */
  readonly lastResort?: true;
}

/** None where the changes cannot be made. */
export function fixWith(title: Phrase, changes: readonly Change[] | undefined): readonly Fix[] {
  return changes === undefined ? [] : [{ title, changes }];
}

export function asLastResort(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.map((fix) => ({ ...fix, lastResort: true }));
}

/** Takes an entry out of a list, under its name; not the only one. */
export function removalOf(list: ScalarList, index: number): readonly Fix[] {
  const entry = list.entries[index];
  return entry === undefined ? [] : fixWith(say`Remove ${name(entry.text)}`, removeEntries(list, [index]));
}
