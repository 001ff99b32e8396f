/**
 * Addresses of documents as the paths that globs and messages use, and back. Whatever is said of files is said by these
 * paths alone: those of open documents and those of listed files must meet.
 */
import { type WorkspaceFolder } from "vscode-languageserver";

/**
 * Relative to the workspace folder the file is in, the innermost if there are several; else the path as it is. In a window
 * with several folders, which may hold files of the same name, it begins with the folder's name.
 */
export function pathOf(uri: string, folders: readonly WorkspaceFolder[]): string {
  const [folder] = folders
    .filter((one) => uri.startsWith(asFolder(one.uri)))
    .sort((one, other) => other.uri.length - one.uri.length);
  if (folder === undefined) return pathIn(uri);
  const path = decodePath(uri.slice(asFolder(folder.uri).length));
  return folders.length > 1 ? `${nameOf(folder, folders)}/${path}` : path;
}

/** The address of a path; undefined where none of the workspace folders is its. */
export function uriOfPath(path: string, folders: readonly WorkspaceFolder[]): string | undefined {
  const [folder, ...others] = folders;
  if (folder === undefined) return undefined;
  if (others.length === 0) return addressIn(folder, path);
  const own = folders.find((one) => path.startsWith(`${nameOf(one, folders)}/`));
  return own === undefined ? undefined : addressIn(own, path.slice(nameOf(own, folders).length + 1));
}

/** The folders as the paths of their files begin: the only one is "". */
export function basesOf(folders: readonly WorkspaceFolder[]): readonly string[] {
  return folders.length > 1 ? folders.map((folder) => nameOf(folder, folders)) : [""];
}

/** Unique: folders of the same name have their whole path in its place. */
function nameOf({ uri, name }: WorkspaceFolder, folders: readonly WorkspaceFolder[]): string {
  const isShared = folders.some((other) => other.uri !== uri && other.name === name);
  return isShared || name === "" ? pathIn(uri).replace(/\/$/, "") : name;
}

function addressIn(folder: WorkspaceFolder, path: string): string {
  return asFolder(folder.uri) + path.split("/").map(encodeURIComponent).join("/");
}

function asFolder(uri: string): string {
  return uri.endsWith("/") ? uri : `${uri}/`;
}

function pathIn(uri: string): string {
  return decodePath(uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?\/?/i, "")).replace(/^\/+/, "");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
