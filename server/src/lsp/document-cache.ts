/** Parsed documents by URI and version: at most a few, forgotten on close. */

export interface DocumentCache<T> {
  /** The value made for this version, made now if there is none. */
  get(uri: string, version: number, make: () => T): T;
  forget(uri: string): void;
  clear(): void;
}

export function createDocumentCache<T>(capacity: number): DocumentCache<T> {
  // A Map keeps insertion order, so the first entry is the one unused for longest.
  const entries = new Map<string, { readonly version: number; readonly value: T }>();
  return {
    get(uri, version, make) {
      const known = entries.get(uri);
      const entry = known?.version === version ? known : { version, value: make() };
      entries.delete(uri);
      entries.set(uri, entry);
      if (entries.size > capacity) {
        const oldest = entries.keys().next();
        if (oldest.done !== true) entries.delete(oldest.value);
      }
      return entry.value;
    },
    forget: (uri) => {
      entries.delete(uri);
    },
    clear: () => {
      entries.clear();
    },
  };
}
