/** Which other files the reading of one rests on. */
import { type SourcesAround, type WorkspaceSnapshot } from "../hosts/host.ts";

/** As they were then. */
export interface Consulted {
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
  /** The folders that there were, where that was asked. */
  readonly everyFolder: readonly string[] | undefined;
  /** What was made of files, by whoever asked first: noted once for all that rests on it. */
  readonly made: ReadonlySet<MadePart>;
}

export const NOTHING_CONSULTED: Consulted = {
  texts: new Map(),
  folders: new Map(),
  everyFolder: undefined,
  made: new Set(),
};

interface MadePart {
  readonly name: string;
  /** A text can be compared; of anything else nothing is kept. */
  readonly compared: { readonly text: string; readonly make: Make } | undefined;
  readonly consulted: Consulted;
}

/** Whoever makes something may hold a file with its tree: it is kept only where it is asked again. */
type Make = (around: SourcesAround) => unknown;

interface Made {
  readonly value: unknown;
  readonly part: MadePart;
}

/** Of what is no text, only so much is kept at a time: what is asked for again is made again. */
const MOST_KEPT = 1_000;

/** What is made of the files of a snapshot, by its name. */
const PARTS = new WeakMap<WorkspaceSnapshot, Map<string, MadePart>>();

/** The values of those that are no texts; what was asked for last comes last. */
const VALUES = new WeakMap<WorkspaceSnapshot, Map<MadePart, unknown>>();

/** Which parts are the same in a snapshot, as far as that was asked. */
const COMPARED = new WeakMap<WorkspaceSnapshot, Map<MadePart, boolean>>();

/** Files that note what is asked of them. */
export function noteConsulted(around: SourcesAround): {
  readonly around: SourcesAround;
  readonly consulted: () => Consulted;
} {
  const texts = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  const made = new Set<MadePart>();
  let everyFolder: readonly string[] | undefined;
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
      everyFolder: () => (everyFolder = around.everyFolder()),
      made(name, make) {
        const one = madeOf(around, name, make);
        made.add(one.part);
        return one.value as ReturnType<typeof make>;
      },
    },
    consulted: () => ({ texts, folders, everyFolder, made }),
  };
}

function madeOf(around: SourcesAround, name: string, make: Make): Made {
  const parts = mapOf(PARTS, around.snapshot);
  const values = mapOf(VALUES, around.snapshot);
  const known = parts.get(name);
  if (known?.compared !== undefined) return { value: known.compared.text, part: known };
  if (known !== undefined && values.has(known))
    return { value: keptLast(known, values.get(known), values), part: known };
  const noted = noteConsulted(around);
  const value = make(noted.around);
  const compared = typeof value === "string" ? { text: value, make } : undefined;
  const part = known ?? { name, compared, consulted: noted.consulted() };
  parts.set(name, part);
  if (compared === undefined) keptLast(part, value, values);
  return { value, part };
}

function keptLast(part: MadePart, value: unknown, values: Map<MadePart, unknown>): unknown {
  values.delete(part);
  values.set(part, value);
  const oldest = values.keys().next();
  if (values.size > MOST_KEPT && oldest.done !== true) values.delete(oldest.value);
  return value;
}

/** Would the same be read again? */
export function isUnchanged({ texts, folders, everyFolder, made }: Consulted, around: SourcesAround): boolean {
  for (const [path, text] of texts) if (around.textOf(path) !== text) return false;
  for (const [folder, files] of folders) if (!areSame(files, around.filesIn(folder))) return false;
  if (everyFolder !== undefined && !areSame(everyFolder, around.everyFolder())) return false;
  for (const part of made) if (!isSamePart(part, around)) return false;
  return true;
}

function isSamePart(part: MadePart, around: SourcesAround): boolean {
  const compared = mapOf(COMPARED, around.snapshot);
  const before = compared.get(part);
  if (before !== undefined) return before;
  const rests = isUnchanged(part.consulted, around);
  // What was made of other files may come out the same.
  const text = part.compared;
  const same = rests || (text !== undefined && madeOf(around, part.name, text.make).value === text.text);
  compared.set(part, same);
  if (rests && text !== undefined) mapOf(PARTS, around.snapshot).set(part.name, part);
  return same;
}

function areSame(before: readonly string[], now: readonly string[]): boolean {
  return before === now || (before.length === now.length && before.every((one, index) => one === now[index]));
}

function mapOf<Key, Held>(maps: WeakMap<WorkspaceSnapshot, Map<Key, Held>>, snapshot: WorkspaceSnapshot) {
  const known = maps.get(snapshot) ?? new Map<Key, Held>();
  maps.set(snapshot, known);
  return known;
}

/** The same files with another text in one of them. */
export function withText(files: SourcesAround, path: string, text: string): SourcesAround {
  const around: SourcesAround = {
    ...files,
    snapshot: {},
    textOf: (asked) => (asked === path ? text : files.textOf(asked)),
    made: (name, make) => madeOf(around, name, make).value as ReturnType<typeof make>,
  };
  return around;
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
  const every = [...folders.keys()].sort();
  const around: SourcesAround = {
    snapshot: {},
    textOf: (path) => byPath.get(path)?.text,
    filesIn: (folder) => folders.get(folder) ?? [],
    everyFolder: () => every,
    made: (name, make) => madeOf(around, name, make).value as ReturnType<typeof make>,
  };
  return around;
}
