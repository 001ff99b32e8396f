/** Which other files the reading of one rests on. */
import { type SourcesAround } from "../hosts/host.ts";

/** As they were then. */
export interface Consulted {
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
}

export const NOTHING_CONSULTED: Consulted = { texts: new Map(), folders: new Map() };

/** Files that note what is asked of them. */
export function noteConsulted(around: SourcesAround): {
  readonly around: SourcesAround;
  readonly consulted: () => Consulted;
} {
  const texts = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  return {
    around: {
      snapshot: around.snapshot,
      textOf(path) {
        const text = around.textOf(path);
        texts.set(path, text);
        return text;
      },
      filesIn(folder) {
        const files = around.filesIn(folder);
        folders.set(folder, files);
        return files;
      },
    },
    consulted: () => ({ texts, folders }),
  };
}

/** Would the same be read again? */
export function isUnchanged({ texts, folders }: Consulted, around: SourcesAround): boolean {
  for (const [path, text] of texts) if (around.textOf(path) !== text) return false;
  for (const [folder, files] of folders) {
    const now = around.filesIn(folder);
    if (now.length !== files.length || !now.every((file, index) => file === files[index])) return false;
  }
  return true;
}

/** The texts that are at hand, by their paths. */
export function sourcesAround(files: Iterable<{ readonly path: string; readonly text: string }>): SourcesAround {
  // A text is asked for with the file that needs it, so that one that cannot be had keeps no other from being read.
  const byPath = new Map<string, { readonly text: string }>();
  const folders = new Map<string, string[]>();
  for (const file of files) {
    const { path } = file;
    byPath.set(path, file);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [path]);
    else known.push(path);
  }
  for (const paths of folders.values()) paths.sort();
  return { snapshot: {}, textOf: (path) => byPath.get(path)?.text, filesIn: (folder) => folders.get(folder) ?? [] };
}
