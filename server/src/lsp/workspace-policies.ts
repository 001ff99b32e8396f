/** Every policy of the workspace, read through the client; files that did not change are not read again. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { POLICY_FILES, POLICY_WORDS } from "../hosts/index.ts";
import { type FilePolicies, readFilePolicies } from "../workspace/read-file-policies.ts";
import { assembleWorkspace, type WorkspacePolicies } from "../workspace/workspace.ts";
import { type PolicyConfigSource } from "./policy-config.ts";
import { createBreather } from "./run-safe.ts";
import { type KnownFile, type WorkspaceFiles } from "./workspace-files.ts";

export interface ReadWorkspace {
  readonly workspace: WorkspacePolicies;
  /** The files that hold something of it. */
  readonly files: readonly KnownFile[];
}

export interface WorkspacePolicySource {
  /** Rejects if the token is cancelled meanwhile. */
  read(token: CancellationToken): Promise<ReadWorkspace>;
}

export function createWorkspacePolicySource(files: WorkspaceFiles, config: PolicyConfigSource): WorkspacePolicySource {
  const kept = new Map<string, FilePolicies>();

  const readFiles = async (known: readonly KnownFile[], token: CancellationToken): Promise<FilePolicies[]> => {
    const present = new Set(known.map(({ path }) => path));
    for (const path of kept.keys()) if (!present.has(path)) kept.delete(path);
    const breather = createBreather();
    for (const { path, text } of known) {
      if (kept.get(path)?.text !== text) kept.set(path, readFilePolicies({ path, text }));
      await breather.breathe();
      if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
    }
    return known.flatMap(({ path }) => kept.get(path) ?? []);
  };

  return {
    async read(token) {
      const [known, { config: stated }] = await Promise.all([
        files.readAll(POLICY_FILES, POLICY_WORDS),
        config.current(),
      ]);
      return { workspace: assembleWorkspace(await readFiles(known, token), stated), files: known };
    },
  };
}
