/**
 * Texts that a set of patterns can tell apart: for every combination of patterns that some text matches, a shortest
 * text that matches those and no others. Found by walking all patterns at once; it shares nothing with the prover's own
 * search, because its texts are there to contradict it.
 */

export interface PatternItem {
  accepts(character: string): boolean;
  /** Stands for any number of its characters, also none. */
  readonly repeats: boolean;
}

export type ItemPattern = readonly PatternItem[];

const ANY: PatternItem = { accepts: () => true, repeats: false };
const ANY_RUN: PatternItem = { accepts: () => true, repeats: true };

export function characterItem(wanted: string): PatternItem {
  return { accepts: (character) => character === wanted, repeats: false };
}

export function classItems(members: RegExp, times: "one" | "run" | "some"): ItemPattern {
  const accepts = (character: string): boolean => members.test(character);
  const one = { accepts, repeats: false };
  const run = { accepts, repeats: true };
  return times === "one" ? [one] : times === "run" ? [run] : [one, run];
}

export interface PatternReading {
  readonly wildcards: boolean;
  readonly caseless: boolean;
}

/** A value of a policy without variables; `${*}` and its like are the characters themselves where `*` is a wildcard. */
export function itemsOfText(text: string, { wildcards, caseless }: PatternReading): ItemPattern {
  const items: PatternItem[] = [];
  for (const token of wildcards ? (text.match(/\$\{[*?$]\}|[^]/g) ?? []) : Array.from(text)) {
    if (wildcards && token === "*") items.push(ANY_RUN);
    else if (wildcards && token === "?") items.push(ANY);
    else {
      const character = token.length > 1 ? token.charAt(2) : token;
      const lower = character.toLowerCase();
      items.push(
        caseless ? { accepts: (one) => one.toLowerCase() === lower, repeats: false } : characterItem(character),
      );
    }
  }
  return items;
}

/** An ARN with wildcards, each of which stays within its field. */
export function itemsOfArn(text: string): ItemPattern {
  const fields = text.split(":");
  const all = [...fields.slice(0, 5), ...(fields.length > 5 ? [fields.slice(5).join(":")] : [])];
  return all.flatMap((field, index) => {
    const own = itemsOfText(field, { wildcards: true, caseless: false });
    const bounded = index < 5 ? own.map(withoutColon) : own;
    return index === 0 ? bounded : [characterItem(":"), ...bounded];
  });
}

function withoutColon(item: PatternItem): PatternItem {
  return { ...item, accepts: (character) => character !== ":" && item.accepts(character) };
}

export interface ApartOptions {
  /** All texts match this one. */
  readonly within: ItemPattern;
  readonly patterns: readonly ItemPattern[];
  /** Every character that a pattern names, and a few that none names. */
  readonly alphabet: readonly string[];
  readonly mostStates?: number;
}

/** All characters of the texts, in both cases, and a letter, a capital and a digit that none of them holds. */
export function alphabetOf(texts: readonly string[]): readonly string[] {
  const named = new Set(texts.flatMap((text) => Array.from(text + text.toLowerCase() + text.toUpperCase())));
  const fresh = ["zyxwvu", "ZYXWVU", "987654321"].flatMap(
    (row) => Array.from(row).find((one) => !named.has(one)) ?? [],
  );
  return [...named, ...fresh];
}

/** Undefined if there is too much to walk. */
export function textsApart({
  within,
  patterns,
  alphabet,
  mostStates = 20_000,
}: ApartOptions): readonly string[] | undefined {
  const all = [within, ...patterns];
  const begin = all.map((pattern) => reached(pattern, [0]));
  const queue: { readonly places: readonly (readonly number[])[]; readonly text: string }[] = [
    { places: begin, text: "" },
  ];
  const seen = new Set([keyOf(begin)]);
  const found = new Map<string, string>();
  for (let head = 0; head < queue.length; head++) {
    const { places, text } = queue[head]!;
    const ends = all.map((pattern, index) => places[index]!.includes(pattern.length));
    const id = ends.join();
    if (ends[0] === true && !found.has(id)) found.set(id, text);
    for (const character of alphabet) {
      const next = all.map((pattern, index) => step(pattern, places[index]!, character));
      if (next[0]!.length === 0) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      if (seen.size > mostStates) return undefined;
      seen.add(key);
      queue.push({ places: next, text: text + character });
    }
  }
  return [...found.values()];
}

function keyOf(places: readonly (readonly number[])[]): string {
  return places.map((own) => own.join()).join("|");
}

function step(pattern: ItemPattern, places: readonly number[], character: string): readonly number[] {
  const next: number[] = [];
  for (const at of places) {
    const item = pattern[at];
    if (item?.accepts(character) === true) next.push(item.repeats ? at : at + 1);
  }
  return reached(pattern, next);
}

/** With the places behind runs that are left without a character. */
function reached(pattern: ItemPattern, places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (const place of places) {
    let at = place;
    all.add(at);
    while (pattern[at]?.repeats === true) all.add(++at);
  }
  return [...all].sort((a, b) => a - b);
}
