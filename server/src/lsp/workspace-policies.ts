/** Every policy of the workspace, read through the client; files that did not change are not read again. */
import { FILES_OF_HOSTS } from "../hosts/index.ts";
import { type Workspace } from "../service/index.ts";
import { IGNORE_FILE, leavesOut } from "../workspace/ignored-paths.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { cancelled } from "./run-safe.ts";
import { type ServiceSource } from "./service-source.ts";
import { resultOfWork, type Work } from "./work.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export interface ReadWorkspace {
  readonly workspace: Workspace;
  /** The files that hold something of it, the workspace files among them. */
  readonly files: readonly KnownFile[];
}

export interface WorkspacePolicySource {
  /** Rejects if it is not wanted to the end. */
  read(isWanted: () => boolean): Promise<ReadWorkspace>;
}

/** A client may find a file by more than one glob. */
function onePerPath<T extends { readonly path: string }>(files: readonly T[]): readonly T[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

/** What `.gitignore` files say: worked out anew when one of them changed. */
function createIgnoredPaths(files: WorkspaceFiles): () => Promise<(path: string) => boolean> {
  let known: readonly KnownFile[] = [];
  let leaves = leavesOut([]);
  return async () => {
    const read = await files.readAll(`**/${IGNORE_FILE}`, [], "to-the-end");
    const now = read.files.filter(({ path }) => /(?:^|\/)\.gitignore$/.test(path));
    const isSame = now.length === known.length && now.every(({ uri, text }, at) => isOf(known[at], uri, text));
    if (!isSame) {
      known = now;
      leaves = leavesOut(now);
    }
    return leaves;
  };
}

function isOf(file: KnownFile | undefined, uri: string, text: string): boolean {
  return file?.uri === uri && file.text === text;
}

export function createWorkspacePolicySource(
  files: WorkspaceFiles,
  config: PolicyConfigSource,
  services: ServiceSource,
  work: Work,
): WorkspacePolicySource {
  const ignored = createIgnoredPaths(files);
  // Files whose names do not say that they hold policies, as the last reading of the others came to them.
  let named: readonly string[] = [];
  return {
    async read(isWanted) {
      const leavesOut = await ignored();
      const [readings, { config: stated, files: configFiles }, service] = await Promise.all([
        Promise.all(FILES_OF_HOSTS.map(({ glob, words }) => files.readAll(glob, words, "to-the-end", leavesOut))),
        config.current("to-the-end"),
        services.service(),
      ]);
      const listed = onePerPath(readings.flatMap((reading) => reading.files));
      const leftOut = onePerPath(readings.flatMap((reading) => reading.leftOut));
      const extent = readings.some((reading) => reading.extent === "part") ? "part" : "all";
      const readWith = async (others: readonly KnownFile[]): Promise<Workspace> => {
        const steps = service.readWorkspace([...listed, ...others], stated, leftOut, extent);
        const workspace = await resultOfWork(work, steps, isWanted);
        if (workspace === undefined) throw cancelled();
        return workspace;
      };
      let others = named.length === 0 ? [] : (await files.readNamed(named, "to-the-end")).files;
      let workspace = await readWith(others);
      const missing = workspace.toRead().filter((path) => !named.includes(path));
      if (missing.length > 0) {
        named = [...named, ...missing];
        const more = (await files.readNamed(missing, "to-the-end")).files;
        others = [...others, ...more];
        if (more.length > 0) workspace = await readWith(others);
      }
      return { workspace, files: [...listed, ...others, ...configFiles] };
    },
  };
}
