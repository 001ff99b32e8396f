/**
 * The files of the workspace through the client, which is the server's file system. Texts are kept until the client
 * says that a file changed; an open document's own text, saved or not, goes before the one on disk.
 */
import { type Connection } from "vscode-languageserver";
import { type Log, describeError } from "./run-safe.ts";
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
  readAll(include: string, words: readonly string[]): Promise<readonly KnownFile[]>;
  /** The paths that the glob matches; undefined if the client cannot list them all. */
  list(include: string): Promise<readonly string[] | undefined>;
  forget(uris: readonly string[]): void;
}

/** So many texts at once keep a message to a few megabytes. */
const BATCH = 200;

export function createWorkspaceFiles(
  connection: Connection,
  openText: (uri: string) => string | undefined,
  log: Log,
): WorkspaceFiles {
  // By the words that were asked for: most JSON files hold no policy, and of those not even the text is kept.
  const known = new Map<string, Map<string, string | undefined>>();

  const load = async (uris: readonly string[], words: readonly string[], texts: Map<string, string | undefined>) => {
    for (let from = 0; from < uris.length; from += BATCH) {
      const params: ReadFilesParams = { uris: uris.slice(from, from + BATCH), words };
      const files = await connection.sendRequest<ReadFile[]>(READ_FILES, params);
      for (const { uri, text } of files) texts.set(uri, text);
    }
  };

  return {
    async readAll(include, words) {
      const asked = words.join(" ");
      const texts = known.get(asked) ?? new Map<string, string | undefined>();
      known.set(asked, texts);
      const found = (await findFiles(connection, include, log)) ?? [];
      const missing = found.filter(({ uri }) => !texts.has(uri) && openText(uri) === undefined);
      await load(
        missing.map(({ uri }) => uri),
        words,
        texts,
      );
      return found.flatMap(({ uri, path }) => {
        const text = openText(uri) ?? texts.get(uri);
        return text !== undefined && holdsAny(text, words) ? [{ uri, path, text }] : [];
      });
    },
    async list(include) {
      const found = await findFiles(connection, include, log);
      return found === undefined || found.length >= MOST_FILES ? undefined : found.map(({ path }) => path);
    },
    forget(uris) {
      for (const texts of known.values()) for (const uri of uris) texts.delete(uri);
    },
  };
}

function holdsAny(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}

/** A client that does not know the request (another editor) has no workspace files for us; open documents still work. */
async function findFiles(connection: Connection, include: string, log: Log): Promise<readonly FoundFile[] | undefined> {
  try {
    return await connection.sendRequest<FoundFile[]>(FIND_FILES, { include } satisfies FindFilesParams);
  } catch (error) {
    log.warn(`the client lists no files for ${include}: ${describeError(error)}`);
    return undefined;
  }
}
