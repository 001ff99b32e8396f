/**
 * The files of the workspace through the client, which is the server's file system. Texts are kept until the client
 * says that a file changed; an open document's own text, saved or not, goes before the one on disk.
 */
import { type Connection } from "vscode-languageserver";
import { LARGEST_FILE } from "../hosts/host.ts";
import { type UnreadFile } from "../service/index.ts";
import { isLargerThan } from "../text/size.ts";
import { type ClientQuestions, type Waits } from "./client-questions.ts";
import {
  FIND_FILES,
  MOST_FILES,
  type FindFilesParams,
  type FoundFile,
  READ_FILES,
  type ReadFile,
  type ReadFilesParams,
} from "./protocol.ts";

export interface KnownFile {
  readonly uri: string;
  /** As `pathOf` says it. */
  readonly path: string;
  readonly text: string;
}

export interface WorkspaceFiles {
  /**
   * Every readable file that the glob matches and whose text holds one of the words; no words for every file. What is left
   * out by its path is not even read.
   */
  readAll(
    include: string,
    words: readonly string[],
    waits: Waits,
    leavesOut?: (path: string) => boolean,
  ): Promise<FilesReading>;
  /** Those of these paths that are files of the workspace, whatever they are called. */
  readNamed(paths: readonly string[], waits: Waits): Promise<FilesReading>;
  /** The paths that the glob matches; undefined if the client cannot list them all. */
  list(include: string): Promise<readonly string[] | undefined>;
  /** Of a folder that was moved or deleted an editor tells no more than its own address. */
  forget(uris: readonly string[]): void;
}

export interface FilesReading {
  readonly files: readonly KnownFile[];
  /** Those that the glob matches and whose text is not at hand. */
  readonly leftOut: readonly UnreadFile[];
  /** "part" if the client gave no answer about some or all of them, for now, or if it cannot list them all. */
  readonly extent: "all" | "part";
}

export interface DocumentPlaces {
  /** Undefined for a file that is not open. */
  readonly openText: (uri: string) => string | undefined;
  readonly pathOf: (uri: string) => string;
  /** Undefined for a path of no workspace folder. */
  readonly uriOf: (path: string) => string | undefined;
}

/** So many texts at once keep a message to a few megabytes. */
const BATCH = 200;

export function createWorkspaceFiles(
  connection: Connection,
  questions: ClientQuestions,
  { openText, pathOf, uriOf }: DocumentPlaces,
): WorkspaceFiles {
  const kept = createKeptTexts();
  const client = createClientFiles(connection, questions);

  const readTextsOf = async (
    uris: readonly string[],
    words: readonly string[],
    waits: Waits,
  ): Promise<FilesReading> => {
    const texts = kept.of(words);
    const missing = uris.filter((uri) => !texts.has(uri) && openText(uri) === undefined);
    const asked = client.changes;
    const { fresh, extent } = await readMissing(missing, (batch) => client.readTexts(batch, words, waits));
    for (const [uri, content] of fresh) {
      // What failed once may be there the next time.
      if (asked === client.changes && content.why !== "unreadable") texts.set(uri, content);
    }
    const contentAt = (uri: string): Content =>
      contentOf(openText(uri)) ?? fresh.get(uri) ?? texts.get(uri) ?? NO_CONTENT;
    return {
      ...readAndLeftOut(
        uris.map((uri) => ({ uri, path: pathOf(uri), ...contentAt(uri) })),
        words,
      ),
      extent,
    };
  };

  return {
    async readAll(include, words, waits, leavesOut = () => false) {
      const found = await client.find(include, waits);
      if (found === undefined) return { files: [], leftOut: [], extent: "part" };
      const read = await readTextsOf(
        found.map(({ uri }) => uri).filter((uri) => !leavesOut(pathOf(uri))),
        words,
        waits,
      );
      return found.length >= MOST_FILES ? { ...read, extent: "part" } : read;
    },
    readNamed: (paths, waits) =>
      readTextsOf(
        paths.flatMap((path) => uriOf(path) ?? []),
        [],
        waits,
      ),
    async list(include) {
      const found = await client.find(include, "a-moment");
      return found === undefined || found.length >= MOST_FILES ? undefined : found.map(({ uri }) => pathOf(uri));
    },
    forget(uris) {
      client.changed();
      kept.forget(uris);
    },
  };
}

/** By the words that were asked for: most JSON files hold no policy, and of those not even the text is kept. */
function createKeptTexts(): {
  readonly of: (words: readonly string[]) => Map<string, Content>;
  readonly forget: (uris: readonly string[]) => void;
} {
  const known = new Map<string, Map<string, Content>>();
  return {
    of(words) {
      const asked = words.join(" ");
      const texts = known.get(asked) ?? new Map<string, Content>();
      known.set(asked, texts);
      return texts;
    },
    forget(uris) {
      for (const texts of known.values()) {
        for (const uri of uris) {
          if (texts.delete(uri)) continue;
          for (const one of [...texts.keys()]) if (one.startsWith(`${uri}/`)) texts.delete(one);
        }
      }
    },
  };
}

/** What the client is asked. */
interface ClientFiles {
  find(include: string, waits: Waits): Promise<readonly FoundFile[] | undefined>;
  readTexts(uris: readonly string[], words: readonly string[], waits: Waits): Promise<readonly ReadFile[] | undefined>;
  /** Files changed: how often, since it was made. */
  readonly changes: number;
  changed(): void;
}

function createClientFiles(connection: Connection, questions: ClientQuestions): ClientFiles {
  // A question that was asked before something changed is not asked together with one from after it.
  let changes = 0;

  const find: ClientFiles["find"] = (include, waits) =>
    questions.ask({
      subject: "the files of the workspace",
      key: `find ${include} ${changes}`,
      waits,
      send: () => connection.sendRequest<unknown>(FIND_FILES, { include } satisfies FindFilesParams),
      read: (answer) => (Array.isArray(answer) && answer.every(isFoundFile) ? answer : undefined),
    });

  const readTexts: ClientFiles["readTexts"] = (uris, words, waits) =>
    questions.ask({
      subject: "the contents of files",
      key: JSON.stringify([uris, words, changes]),
      waits,
      send: () =>
        connection.sendRequest<unknown>(READ_FILES, { uris, words, largest: LARGEST_FILE } satisfies ReadFilesParams),
      read: (answer) => (Array.isArray(answer) && answer.every(isReadFile) ? answer : undefined),
    });

  return {
    find,
    readTexts,
    get changes() {
      return changes;
    },
    changed() {
      changes++;
    },
  };
}

/** The answer about a file, without its address. */
type Content = Omit<ReadFile, "uri">;

const NO_CONTENT: Content = { text: undefined };

/** The files that hold one of the words, and those that could not be read. */
function readAndLeftOut(
  found: readonly (Content & Pick<KnownFile, "uri" | "path">)[],
  words: readonly string[],
): Pick<FilesReading, "files" | "leftOut"> {
  const files: KnownFile[] = [];
  const leftOut: UnreadFile[] = [];
  for (const { uri, path, text, why } of found) {
    if (why !== undefined) leftOut.push({ path, why });
    else if (text !== undefined && holdsAny(text, words)) files.push({ uri, path, text });
  }
  return { files, leftOut };
}

/** Of a document that is open, or of a file as the client read it: the limit is the same. Undefined without a text. */
function contentOf(text: string | undefined): Content | undefined {
  if (text === undefined) return undefined;
  return isLargerThan(text, LARGEST_FILE) ? { text: undefined, why: "too-large" } : { text };
}

/** Asks until every file has its answer. Of a batch without a single one nothing is asked again. */
async function readMissing(
  missing: readonly string[],
  read: (batch: readonly string[]) => Promise<readonly ReadFile[] | undefined>,
): Promise<{ readonly fresh: ReadonlyMap<string, Content>; readonly extent: FilesReading["extent"] }> {
  const fresh = new Map<string, Content>();
  let extent: FilesReading["extent"] = "all";
  for (let left = missing; left.length > 0;) {
    const batch = left.slice(0, BATCH);
    for (const { uri, text, why } of (await read(batch)) ?? []) {
      fresh.set(uri, contentOf(text ?? undefined) ?? { text: undefined, why: why ?? undefined });
    }
    const isAnswered = batch.some((uri) => fresh.has(uri));
    if (!isAnswered) extent = "part";
    left = isAnswered ? left.filter((uri) => !fresh.has(uri)) : left.slice(batch.length);
  }
  return { fresh, extent };
}

function holdsAny(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}

function isFoundFile(value: unknown): value is FoundFile {
  return isRecord(value) && typeof value["uri"] === "string";
}

function isReadFile(value: unknown): value is ReadFile {
  return (
    isRecord(value) &&
    typeof value["uri"] === "string" &&
    (isNone(value["text"]) || typeof value["text"] === "string") &&
    (isNone(value["why"]) || value["why"] === "too-large" || value["why"] === "unreadable")
  );
}

/** Over the wire, what is not there may be a null. */
function isNone(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
