/** Files that the server reads because others name them: their endings do not say that they are to be watched. */
import picomatch from "picomatch";
import { Disposable, RelativePattern, Uri, workspace } from "vscode";
import { POLICY_FILES } from "./policy-languages.ts";

export interface NamedFiles {
  /** What the server asks for; those that are watched anyway are passed over. */
  add(uris: readonly string[]): void;
  /** Hears of every change of one of them, and of one that comes or goes. */
  onChange(tell: (uri: Uri) => void): Disposable;
}

/** Each is a watcher of one folder without those below it. */
const MOST_FOLDERS = 500;

export function createNamedFiles(): NamedFiles {
  const isWatched = picomatch(POLICY_FILES, { dot: true });
  const named = new Set<string>();
  const watchers = new Map<string, Disposable>();
  let tell: (uri: Uri) => void = () => undefined;

  const watch = (folder: Uri): Disposable => {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, "*"));
    const changed = (uri: Uri): void => {
      if (named.has(uri.toString())) tell(uri);
    };
    watcher.onDidChange(changed);
    watcher.onDidCreate(changed);
    watcher.onDidDelete(changed);
    return watcher;
  };

  return {
    add(uris) {
      for (const text of uris) {
        const uri = Uri.parse(text);
        if (named.has(uri.toString()) || isWatched(uri.path.slice(1))) continue;
        named.add(uri.toString());
        const folder = Uri.joinPath(uri, "..");
        const key = folder.toString();
        if (!watchers.has(key) && watchers.size < MOST_FOLDERS) watchers.set(key, watch(folder));
      }
    },
    onChange(listener) {
      tell = listener;
      return new Disposable(() => {
        for (const watcher of watchers.values()) watcher.dispose();
      });
    },
  };
}
