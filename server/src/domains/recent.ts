/** Keeps what was made for the keys that were asked for last, and forgets the others. */

export interface Recent<Key, Made> {
  /** What was made for the key, made now if it is not kept. */
  get(key: Key, make: () => Made): Made;
  forget(key: Key): void;
  clear(): void;
}

/**
 * What was not asked for while everything that fits was asked for so many times over is of a text that is gone: whoever
 * types makes a new one with every letter. With many times as much, what edits of a large policy leave fills the memory.
 */
const QUESTIONS_EACH = 4;

/** Keeps at most so many, and none that was not asked for in very many questions. */
export function recent<Key, Made>(most: number): Recent<Key, Made> {
  // A Map keeps insertion order, so the first entry is the one unused for longest.
  const kept = new Map<Key, { readonly made: Made; asked: number }>();
  const longest = QUESTIONS_EACH * most;
  let questions = 0;
  return {
    get(key, make) {
      const entry = kept.get(key) ?? { made: make(), asked: 0 };
      entry.asked = ++questions;
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.entries().next();
      if (oldest.done !== true) {
        const [old, { asked }] = oldest.value;
        if (kept.size > most || questions - asked > longest) kept.delete(old);
      }
      return entry.made;
    },
    forget: (key) => {
      kept.delete(key);
    },
    clear: () => {
      kept.clear();
    },
  };
}
