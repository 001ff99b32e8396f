/**
 * The documentation that ships with the extension, under a scheme of its own: the manifest has VS Code show what is there
 * as rendered Markdown, wherever the extension is installed, also in a browser. It cannot be changed.
 */
import { Disposable, EventEmitter, type FileChangeEvent, FileSystemError, FileType, Uri, workspace } from "vscode";

const SCHEME = "iam-verdict-docs";

/** The folder of the checks' pages, for the links of findings. */
export const CHECK_PAGES = `${SCHEME}:/checks`;

/** `page` is a path such as `checks/unknown-action`. */
export function pageUri(page: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${page}.md` });
}

export function serveDocumentation(extensionUri: Uri): Disposable {
  // The path of an address has no way up: VS Code has taken the dots out, and what is left of them is refused.
  const fileOf = (uri: Uri): Uri => {
    if (!/^(?:\/[\w-]+)+\.md$/.test(uri.path)) throw FileSystemError.FileNotFound(uri);
    return Uri.joinPath(extensionUri, "docs", uri.path);
  };
  const refuse = (uri: Uri): never => {
    throw FileSystemError.NoPermissions(uri);
  };
  const changes = new EventEmitter<FileChangeEvent[]>();
  return Disposable.from(
    changes,
    workspace.registerFileSystemProvider(
      SCHEME,
      {
        onDidChangeFile: changes.event,
        watch: () => new Disposable(() => undefined),
        async stat(uri) {
          const { size } = await workspace.fs.stat(fileOf(uri));
          return { type: FileType.File, ctime: 0, mtime: 0, size };
        },
        readFile: (uri) => workspace.fs.readFile(fileOf(uri)),
        readDirectory: refuse,
        createDirectory: refuse,
        writeFile: refuse,
        delete: refuse,
        rename: refuse,
      },
      { isReadonly: true },
    ),
  );
}
