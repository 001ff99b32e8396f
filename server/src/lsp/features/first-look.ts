/** A first look at a workspace: the workspace file that it could begin with. */
import { type CancellationToken } from "vscode-languageserver";
import { isWorkspaceFile, WORKSPACE_FILE } from "../../workspace/config.ts";
import { type LspFeature } from "../lsp-server.ts";
import { uriOfPath } from "../paths.ts";
import { FIRST_LOOK, type FirstLookResult } from "../protocol.ts";
import { runOrRefuse } from "../run-safe.ts";

export const firstLook: LspFeature = {
  capabilities: {},
  register({ connection, services, policies, client, log }) {
    connection.onRequest(FIRST_LOOK, (_params: unknown, token: CancellationToken) =>
      runOrRefuse("Looking at the workspace", token, log, async (): Promise<FirstLookResult> => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace, files }, service] = await Promise.all([policies.read(isWanted), services.service()]);
        const existing = files.filter(({ path }) => isWorkspaceFile(path)).map(({ uri }) => uri);
        const uri = uriOfPath(WORKSPACE_FILE, client.folders);
        const found = existing.length > 0 || uri === undefined ? undefined : service.firstConfig(workspace);
        return { existing, draft: found === undefined || uri === undefined ? undefined : { uri, ...found } };
      }),
    );
  },
};
