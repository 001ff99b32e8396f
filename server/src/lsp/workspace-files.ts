/**
 * The files of the workspace through the client, which is the server's file system. Texts are kept until the client
 * says that a file changed; an open document's own text, saved or not, goes before the one on disk.
 */
import { type Connection } from "vscode-languageserver";
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
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly text: string;
}

export interface WorkspaceFiles {
  /** Every readable file that the glob matches and whose text holds one of the words; no words for every file. */
  readAll(include: string, words: readonly string[], waits: Waits): Promise<FilesReading>;
  /** The paths that the glob matches; undefined if the client cannot list them all. */
  list(include: string): Promise<readonly string[] | undefined>;
  forget(uris: readonly string[]): void;
}

export interface FilesReading {
  readonly files: readonly KnownFile[];
  /** "part" if the client gave no answer about some or all of them, for now. */
  readonly extent: "all" | "part";
}

/** So many texts at once keep a message to a few megabytes. */
const BATCH = 200;

export function createWorkspaceFiles(
  connection: Connection,
  questions: ClientQuestions,
  openText: (uri: string) => string | undefined,
): WorkspaceFiles {
  // By the words that were asked for: most JSON files hold no policy, and of those not even the text is kept.
  const known = new Map<string, Map<string, string | undefined>>();
  const textsOf = (words: readonly string[]): Map<string, string | undefined> => {
    const asked = words.join(" ");
    const texts = known.get(asked) ?? new Map<string, string | undefined>();
    known.set(asked, texts);
    return texts;
  };

  // A question that was asked before something changed is not asked together with one from after it.
  let changes = 0;

  const find = (include: string, waits: Waits): Promise<readonly FoundFile[] | undefined> =>
    questions.ask({
      subject: "the files of the workspace",
      key: `find ${include} ${changes}`,
      waits,
      send: () => connection.sendRequest<unknown>(FIND_FILES, { include } satisfies FindFilesParams),
      read: (answer) => (Array.isArray(answer) && answer.every(isFoundFile) ? answer : undefined),
    });

  const readTexts = (uris: readonly string[], words: readonly string[], waits: Waits) =>
    questions.ask({
      subject: "the contents of files",
      key: JSON.stringify([uris, words, changes]),
      waits,
      send: () => connection.sendRequest<unknown>(READ_FILES, { uris, words } satisfies ReadFilesParams),
      read: (answer) => (Array.isArray(answer) && answer.every(isReadFile) ? answer : undefined),
    });

  return {
    async readAll(include, words, waits) {
      const texts = textsOf(words);
      const found = await find(include, waits);
      if (found === undefined) return { files: [], extent: "part" };
      const missing = found.map(({ uri }) => uri).filter((uri) => !texts.has(uri) && openText(uri) === undefined);
      const fresh = new Map<string, string | undefined>();
      const asked = changes;
      let extent: FilesReading["extent"] = "all";
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH);
        const read = await readTexts(batch, words, waits);
        if (read === undefined) extent = "part";
        else for (const { uri, text } of read) fresh.set(uri, text ?? undefined);
      }
      if (asked === changes) for (const [uri, text] of fresh) texts.set(uri, text);
      const files = found.flatMap(({ uri, path }) => {
        const text = openText(uri) ?? fresh.get(uri) ?? texts.get(uri);
        return text !== undefined && holdsAny(text, words) ? [{ uri, path, text }] : [];
      });
      return { files, extent };
    },
    async list(include) {
      const found = await find(include, "a-moment");
      return found === undefined || found.length >= MOST_FILES ? undefined : found.map(({ path }) => path);
    },
    forget(uris) {
      changes++;
      for (const texts of known.values()) for (const uri of uris) texts.delete(uri);
    },
  };
}

function holdsAny(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}

function isFoundFile(value: unknown): value is FoundFile {
  return isRecord(value) && typeof value["uri"] === "string" && typeof value["path"] === "string";
}

function isReadFile(value: unknown): value is ReadFile {
  return isRecord(value) && typeof value["uri"] === "string" && isTextOrNone(value["text"]);
}

/** Over the wire, what has no text may have a null. */
function isTextOrNone(text: unknown): boolean {
  return text === undefined || text === null || typeof text === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
