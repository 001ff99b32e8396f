/** Of many texts, those that another text begins with: found without looking at each of them. */

/** What was put under texts; only the first characters of long ones are told apart. */
export interface ByBeginning<Item> {
  add(beginning: string, item: Item): void;
  /** In groups: everything under texts that this one begins with, and perhaps more under long ones. */
  groupsFor(text: string): readonly (readonly Item[])[];
}

/** More than tells most texts apart. */
const LONGEST = 64;

export function byBeginning<Item>(): ByBeginning<Item> {
  const groups = new Map<string, Item[]>();
  const lengths = new Set<number>();
  return {
    add(beginning, item) {
      const start = beginning.slice(0, LONGEST);
      const group = groups.get(start);
      if (group !== undefined) group.push(item);
      else groups.set(start, [item]);
      lengths.add(start.length);
    },
    groupsFor(text) {
      const found: (readonly Item[])[] = [];
      for (const length of lengths) {
        const group = length > text.length ? undefined : groups.get(text.slice(0, length));
        if (group !== undefined) found.push(group);
      }
      return found;
    },
  };
}
