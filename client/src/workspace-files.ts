/**
 * The server's file system: it may run in a browser, and the workspace may be virtual, so it asks the client, and the
 * client asks VS Code.
 */
import { Disposable, FileSystemError, Uri, workspace } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { createFileFinder } from "./find-files.ts";
import { type FetchedFiles } from "./fetched-files.ts";
import { type NamedFiles } from "./named-files.ts";
import {
  FIND_FILES,
  type FindFilesParams,
  type FoundFile,
  READ_ASSET,
  READ_FILES,
  type ReadAssetParams,
  type ReadFile,
  type ReadFilesParams,
} from "../../server/src/lsp/protocol.ts";

/** Must be registered before the client starts, because the server asks as soon as it runs. */
export function serveFiles(
  client: BaseLanguageClient,
  extensionUri: Uri,
  fetched: FetchedFiles,
  named: NamedFiles,
): Disposable {
  const findFiles = createFileFinder();
  return Disposable.from(
    client.onRequest(FIND_FILES, async ({ include }: FindFilesParams): Promise<FoundFile[]> => {
      const uris = [...(await findFiles(include)), ...fetched.matching(include)];
      return uris.map((uri) => ({ uri: uri.toString() }));
    }),
    client.onRequest(READ_FILES, (params: ReadFilesParams) => {
      named.add(params.uris);
      return readFiles(params, fetched);
    }),
    client.onRequest(READ_ASSET, async ({ name }: ReadAssetParams): Promise<string> => {
      return textOf(await workspace.fs.readFile(Uri.joinPath(extensionUri, "dist", name)));
    }),
  );
}

/** Of texts so long there is no more than one in an answer. */
const MOST_IN_ANSWER = 16 * 1024 * 1024;

async function readFiles({ uris, words, largest }: ReadFilesParams, fetched: FetchedFiles): Promise<ReadFile[]> {
  const read = await Promise.all(uris.map((uri) => readOne(uri, { words, largest, fetched })));
  let length = 0;
  return read.filter(({ text }, index) => {
    length += text?.length ?? 0;
    return index === 0 || length <= MOST_IN_ANSWER;
  });
}

function holdsAny(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}

interface Reading extends Pick<ReadFilesParams, "words" | "largest"> {
  readonly fetched: FetchedFiles;
}

async function readOne(uri: string, { words, largest, fetched }: Reading): Promise<ReadFile> {
  const kept = fetched.textAt(uri);
  if (kept !== undefined) return { uri, text: holdsAny(kept, words) ? kept : undefined };
  try {
    const bytes = await workspace.fs.readFile(Uri.parse(uri));
    // The server measures what it gets; what is too large for certain it does not get.
    const most = encodingOf(bytes) === "utf-8" ? largest + LENGTH_OF_MARK : 2 * largest + LENGTH_OF_MARK;
    if (bytes.byteLength > most) return { uri, text: undefined, why: "too-large" };
    const text = textOf(bytes);
    return { uri, text: holdsAny(text, words) ? text : undefined };
  } catch (error) {
    // Deleted since it was found: the workspace simply has one file less.
    const isGone = error instanceof FileSystemError && error.code === "FileNotFound";
    return { uri, text: undefined, why: isGone ? undefined : "unreadable" };
  }
}

/** UTF-16 begins with its mark: Windows PowerShell writes it with `>`. */
function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** In bytes, at most: it is no part of the text. */
const LENGTH_OF_MARK = 3;
