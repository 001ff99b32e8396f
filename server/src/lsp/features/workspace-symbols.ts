/** Policies, statements and what files declare, found by name in the whole workspace. */
import { type SymbolInformation, SymbolKind } from "vscode-languageserver";
import { type WorkspaceSymbolFound } from "../../service/index.ts";
import { type LspFeature } from "../lsp-server.ts";
import { runSafe } from "../run-safe.ts";
import { placesIn } from "../to-lsp-places.ts";
import { resultOfWork } from "../work.ts";

const KINDS: Readonly<Record<WorkspaceSymbolFound["symbol"], SymbolKind>> = {
  policy: SymbolKind.Package,
  statement: SymbolKind.Object,
  resource: SymbolKind.Class,
};

export const workspaceSymbols: LspFeature = {
  capabilities: { workspaceSymbolProvider: true },
  register({ connection, services, policies, work, log }) {
    connection.onWorkspaceSymbol(({ query }, token) =>
      runSafe<SymbolInformation[] | null>("workspace symbols", null, token, log, async () => {
        const isWanted = (): boolean => !token.isCancellationRequested;
        const [{ workspace, files }, service] = await Promise.all([policies.read(isWanted), services.service()]);
        const found = await resultOfWork(work, service.workspaceSymbols(query, workspace), isWanted);
        const toLspPlace = placesIn(files);
        return (found ?? []).flatMap(({ symbol, name, detail, place }) => {
          const location = toLspPlace(place);
          return location === undefined ? [] : [{ name, kind: KINDS[symbol], containerName: detail, location }];
        });
      }),
    );
  },
};
