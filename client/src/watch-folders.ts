/**
 * Folders that come and go. Of one that is moved, renamed or deleted VS Code tells in one event, without the files in it
 * (see its documentation of `createFileSystemWatcher`), so that a watcher of files hears nothing.
 */
import { Disposable, FileType, type Uri, workspace } from "vscode";
import { mayBeOwnFolder } from "./folder-names.ts";

/** `tell` hears of each; a file without an ending that is deleted may be taken for one. */
export function watchFolders(tell: (uri: Uri) => void): Disposable {
  const watcher = workspace.createFileSystemWatcher("**", false, true, false);
  watcher.onDidDelete((uri) => {
    if (mayBeOwnFolder(uri.path)) tell(uri);
  });
  watcher.onDidCreate((uri) => {
    if (!mayBeOwnFolder(uri.path)) return;
    void isFolder(uri).then((is) => {
      if (is) tell(uri);
    });
  });
  return Disposable.from(watcher);
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
