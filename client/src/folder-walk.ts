/** Goes through folders that nobody can search, level by level. */

/** What is in a folder; "" is the first. */
export type ListFolder = (path: string) => PromiseLike<readonly FolderEntry[]>;

export interface FolderEntry {
  readonly name: string;
  /** Links are neither: they may lead round. */
  readonly kind: "file" | "folder" | "other";
}

export interface WalkLimits {
  readonly files: number;
  readonly folders: number;
}

const LEFT_OUT: ReadonlySet<string> = new Set(["node_modules", ".git"]);
/** So many folders are listed at a time. */
const AT_ONCE = 20;

/** The paths of the wanted files. A folder that cannot be listed holds none. */
export async function filesBelow(
  list: ListFolder,
  isWanted: (path: string) => boolean,
  limits: WalkLimits,
): Promise<readonly string[]> {
  const found: string[] = [];
  const left = [""];
  for (let listed = 0; left.length > 0 && listed < limits.folders && found.length < limits.files;) {
    const some = left.splice(0, Math.min(AT_ONCE, limits.folders - listed));
    listed += some.length;
    const lists = await Promise.all(some.map((folder) => entriesOf(list, folder)));
    lists.forEach((entries, index) => {
      for (const { name, kind } of entries) {
        const folder = some[index] ?? "";
        const path = folder === "" ? name : `${folder}/${name}`;
        if (kind === "folder" && !LEFT_OUT.has(name)) left.push(path);
        else if (kind === "file" && isWanted(path)) found.push(path);
      }
    });
  }
  return found.slice(0, limits.files);
}

async function entriesOf(list: ListFolder, folder: string): Promise<readonly FolderEntry[]> {
  try {
    return await list(folder);
  } catch {
    return [];
  }
}
