/**
 * The server's file system: it may run in a browser, and the workspace may be virtual, so it asks the client, and the
 * client asks VS Code.
 */
import { Disposable, Uri, workspace } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import {
  FIND_FILES,
  type FindFilesParams,
  type FoundFile,
  MOST_FILES,
  READ_ASSET,
  READ_FILES,
  type ReadAssetParams,
  type ReadFile,
  type ReadFilesParams,
} from "../../server/src/lsp/protocol.ts";

/** A larger file is no policy, and decoding it would be felt. */
const LARGEST_FILE = 5 * 1024 * 1024;

/** Must be registered before the client starts, because the server asks as soon as it runs. */
export function serveFiles(client: BaseLanguageClient, extensionUri: Uri): Disposable {
  return Disposable.from(
    client.onRequest(FIND_FILES, findFiles),
    client.onRequest(READ_FILES, readFiles),
    client.onRequest(READ_ASSET, async ({ name }: ReadAssetParams): Promise<string> => {
      return decode(await workspace.fs.readFile(Uri.joinPath(extensionUri, "dist", name)));
    }),
  );
}

async function findFiles({ include }: FindFilesParams): Promise<FoundFile[]> {
  const uris = await workspace.findFiles(include, "**/node_modules/**", MOST_FILES);
  return uris.map((uri) => ({ uri: uri.toString(), path: workspace.asRelativePath(uri).replaceAll("\\", "/") }));
}

async function readFiles({ uris, words }: ReadFilesParams): Promise<ReadFile[]> {
  return Promise.all(
    uris.map(async (uri) => {
      const text = await textOf(Uri.parse(uri));
      return { uri, text: text !== undefined && holdsAny(text, words) ? text : undefined };
    }),
  );
}

function holdsAny(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}

async function textOf(uri: Uri): Promise<string | undefined> {
  try {
    const bytes = await workspace.fs.readFile(uri);
    return bytes.byteLength > LARGEST_FILE ? undefined : decode(bytes);
  } catch {
    // Deleted since it was found, or not ours to read: the workspace simply has one file less.
    return undefined;
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
