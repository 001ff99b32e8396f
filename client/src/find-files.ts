/**
 * The files of the workspace that a glob matches. VS Code searches a virtual workspace only where its provider brings a
 * search of its own; where it does not, a search finds nothing or never ends, and the folders are gone through.
 */
import picomatch from "picomatch";
import { FileType, Uri, workspace, type WorkspaceFolder } from "vscode";
import { MOST_FILES } from "../../server/src/lsp/protocol.ts";
import { excludedFromSearch } from "./folder-names.ts";
import { filesBelow, type FolderEntry } from "./folder-walk.ts";

export type FindFiles = (include: string) => Promise<readonly Uri[]>;

/** What tools install. */
const INSTALLED = ["**/node_modules/**", "**/.terraform/**"];
/** Of a search in a virtual workspace: who has one answers sooner. */
const PATIENCE_MS = 3_000;
const MOST_FOLDERS = 5_000;

export function createFileFinder(): FindFiles {
  // Who did not answer once is not waited for again.
  let patience = PATIENCE_MS;
  return async (include) => {
    const search = workspace.findFiles(include, `{${excluded().join(",")}}`, MOST_FILES);
    const virtual = (workspace.workspaceFolders ?? []).filter(isVirtual);
    if (virtual.length === 0) return search;
    const searched = await within(search, patience);
    if (searched === undefined) patience = 0;
    const found = searched ?? [];
    const unsearched = virtual.filter((folder) => !found.some((uri) => isIn(uri, folder)));
    const walked = await Promise.all(unsearched.map((folder) => filesIn(folder, include)));
    return [...found, ...walked.flat()].slice(0, MOST_FILES);
  };
}

function isVirtual({ uri: { scheme } }: WorkspaceFolder): boolean {
  return scheme !== "file" && scheme !== "vscode-remote";
}

function isIn(uri: Uri, folder: WorkspaceFolder): boolean {
  return workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString();
}

/** Undefined if it fails, or is not there in time. */
function within<Found>(search: Thenable<Found>, ms: number): Promise<Found | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(undefined);
    }, ms);
    const end = (found: Found | undefined): void => {
      clearTimeout(timer);
      resolve(found);
    };
    search.then(end, () => {
      end(undefined);
    });
  });
}

/** VS Code leaves out what `files.exclude` says by itself. */
function excluded(): readonly string[] {
  const stated = workspace.getConfiguration("search").get<Readonly<Record<string, unknown>>>("exclude") ?? {};
  return [...INSTALLED, ...excludedFromSearch(stated)];
}

async function filesIn({ uri }: WorkspaceFolder, include: string): Promise<readonly Uri[]> {
  const list = async (path: string): Promise<readonly FolderEntry[]> =>
    (await workspace.fs.readDirectory(Uri.joinPath(uri, path))).map(([name, type]) => ({ name, kind: kindOf(type) }));
  const [isWanted, isExcluded] = [picomatch(include, { dot: true }), picomatch([...excluded()], { dot: true })];
  const limits = { files: MOST_FILES, folders: MOST_FOLDERS };
  const paths = await filesBelow(list, (path) => isWanted(path) && !isExcluded(path), limits);
  return paths.map((path) => Uri.joinPath(uri, path));
}

function kindOf(type: FileType): FolderEntry["kind"] {
  return type === FileType.File ? "file" : type === FileType.Directory ? "folder" : "other";
}
