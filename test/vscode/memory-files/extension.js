// A script of the page's own host of extensions. What it holds is written before it, as `self.memoryFiles`.
const { EventEmitter, FileSystemError, FileType, workspace } = require("vscode");

exports.activate = (context) => {
  const files = new Map(
    Object.entries(self.memoryFiles).map(([path, text]) => [`/workspace/${path}`, new TextEncoder().encode(text)]),
  );
  const changes = new EventEmitter();
  const isFolder = (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`));
  const provider = {
    onDidChangeFile: changes.event,
    watch: () => ({ dispose: () => undefined }),
    stat({ path }) {
      const file = files.get(path);
      if (file === undefined && !isFolder(path)) throw FileSystemError.FileNotFound(path);
      const type = file === undefined ? FileType.Directory : FileType.File;
      return { type, ctime: 0, mtime: 0, size: file?.byteLength ?? 0 };
    },
    readDirectory({ path }) {
      const inside = [...files.keys()].filter((file) => file.startsWith(`${path}/`));
      const names = new Set(inside.map((file) => file.slice(path.length + 1).split("/")[0]));
      return [...names].map((name) => [name, files.has(`${path}/${name}`) ? FileType.File : FileType.Directory]);
    },
    readFile({ path }) {
      const file = files.get(path);
      if (file === undefined) throw FileSystemError.FileNotFound(path);
      return file;
    },
    writeFile({ path }, content) {
      files.set(path, content);
    },
    createDirectory: () => undefined,
    delete({ path }) {
      files.delete(path);
    },
    rename(from, to) {
      files.set(to.path, files.get(from.path));
      files.delete(from.path);
    },
  };
  context.subscriptions.push(workspace.registerFileSystemProvider("memfs", provider, { isCaseSensitive: true }));
};
