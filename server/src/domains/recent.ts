/** Keeps what was made for the keys that were asked for last, and forgets the others. */

export interface Recent<Key, Made> {
  /** What was made for the key, made now if it is not kept. */
  get(key: Key, make: () => Made): Made;
  forget(key: Key): void;
  clear(): void;
}

/** Keeps at most so many. */
export function recent<Key, Made>(most: number): Recent<Key, Made> {
  // A Map keeps insertion order, so the first entry is the one unused for longest.
  const kept = new Map<Key, { readonly made: Made }>();
  return {
    get(key, make) {
      const entry = kept.get(key) ?? { made: make() };
      kept.delete(key);
      kept.set(key, entry);
      const oldest = kept.keys().next();
      if (kept.size > most && oldest.done !== true) kept.delete(oldest.value);
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
