/** Addresses of documents as the paths that globs and messages use. */

/** Relative to the workspace folder the file is in, as globs of the workspace file mean it; else the path as it is. */
export function pathOf(uri: string, folders: readonly string[]): string {
  const folder = folders.find((one) => uri.startsWith(one.endsWith("/") ? one : `${one}/`));
  const path = folder === undefined ? uri.replace(/^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?\/?/i, "") : uri.slice(folder.length);
  return decodePath(path).replace(/^\/+/, "");
}

/** The address of a path below the only workspace folder; undefined where there is none, or there are several. */
export function uriOfPath(path: string, folders: readonly string[]): string | undefined {
  const [folder, ...others] = folders;
  if (folder === undefined || others.length > 0) return undefined;
  return `${folder.replace(/\/$/, "")}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
