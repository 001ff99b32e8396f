/** Every policy of the workspace, read through the client; files that did not change are not read again. */
import { FILES_OF_HOSTS } from "../hosts/index.ts";
import { type Workspace } from "../service/index.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { cancelled } from "./run-safe.ts";
import { type ServiceSource } from "./service-source.ts";
import { resultOfWork, type Work } from "./work.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export interface ReadWorkspace {
  readonly workspace: Workspace;
  /** The files that hold something of it, the workspace files among them. */
  readonly files: readonly KnownFile[];
  /** "part" if the client gave no answer about some files, or has more than it can list. */
  readonly extent: "all" | "part";
}

export interface WorkspacePolicySource {
  /** Rejects if it is not wanted to the end. */
  read(isWanted: () => boolean): Promise<ReadWorkspace>;
}

export function createWorkspacePolicySource(
  files: WorkspaceFiles,
  config: PolicyConfigSource,
  services: ServiceSource,
  work: Work,
): WorkspacePolicySource {
  return {
    async read(isWanted) {
      const [readings, { config: stated, files: configFiles }, service] = await Promise.all([
        Promise.all(FILES_OF_HOSTS.map(({ glob, words }) => files.readAll(glob, words, "to-the-end"))),
        config.current("to-the-end"),
        services.service(),
      ]);
      const known = readings.flatMap((reading) => reading.files);
      const leftOut = readings.flatMap((reading) => reading.leftOut);
      const workspace = await resultOfWork(work, service.readWorkspace(known, stated, leftOut), isWanted);
      if (workspace === undefined) throw cancelled();
      const isPart = readings.some(({ extent }) => extent === "part");
      return { workspace, files: [...known, ...configFiles], extent: isPart ? "part" : "all" };
    },
  };
}
