/** Addresses of documents as the paths that globs and messages use. */

/** Relative to the workspace folder the file is in, as globs of the workspace file mean it; else the path as it is. */
export function pathOf(uri: string, folders: readonly string[]): string {
  const folder = folders.find((one) => uri.startsWith(one.endsWith("/") ? one : `${one}/`));
  const path = folder === undefined ? uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?\/?/i, "") : uri.slice(folder.length);
  return decodePath(path).replace(/^\/+/, "");
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
