/** Files that are written whole or not at all: half a policy would be read as one. */
import { FileSystemError, FileType, Uri, workspace } from "vscode";

/** What is not whole yet is called so; nothing reads it as a policy. */
export const PART = ".part";

/**
 * What stands there stays until the new text is whole beside it. A link that came with the folder is replaced, and not
 * followed. Throws where the file cannot be written, and leaves no part of it behind.
 */
export async function writeWhole(folder: Uri, name: string, text: string): Promise<void> {
  const [target, part] = [Uri.joinPath(folder, name), Uri.joinPath(folder, `${name}${PART}`)];
  // To put a file in its place VS Code would delete the folder with all that is in it.
  const type = await typeOf(target);
  if (isFolder(type) && !isLink(type)) throw FileSystemError.FileIsADirectory(target);
  const bytes = new TextEncoder().encode(text);
  await deleteLink(part);
  try {
    await workspace.fs.writeFile(part, bytes);
    await deleteLink(target);
    await putInPlace(part, target, bytes);
  } finally {
    await deleteFile(part);
  }
}

/** Not every file system of an extension renames; there what is known to be whole is written once more. */
async function putInPlace(part: Uri, target: Uri, bytes: Uint8Array): Promise<void> {
  try {
    await workspace.fs.rename(part, target, { overwrite: true });
  } catch {
    await workspace.fs.writeFile(target, bytes);
  }
}

async function deleteLink(uri: Uri): Promise<void> {
  if (isLink(await typeOf(uri))) await workspace.fs.delete(uri);
}

/** What cannot be looked at or deleted any more is no reason to fail: the file itself is there, or why not is known. */
async function deleteFile(uri: Uri): Promise<void> {
  try {
    const type = await typeOf(uri);
    if (type !== undefined && !isFolder(type)) await workspace.fs.delete(uri);
  } catch {
    return;
  }
}

export function isLink(type: FileType | undefined): boolean {
  return type !== undefined && (type & FileType.SymbolicLink) !== 0;
}

function isFolder(type: FileType | undefined): boolean {
  return type !== undefined && (type & FileType.Directory) !== 0;
}

/** Undefined where there is nothing. */
export async function typeOf(uri: Uri): Promise<FileType | undefined> {
  try {
    return (await workspace.fs.stat(uri)).type;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}
