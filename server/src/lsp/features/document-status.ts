/** What an editor shows of a document at a glance: how many policies it holds, and how old the reference data is. */
import { type CancellationToken } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { DOCUMENT_STATUS, type DocumentStatus, type DocumentStatusParams } from "../protocol.ts";

export const documentStatus: LspFeature = {
  capabilities: {},
  register(server) {
    server.connection.onRequest(DOCUMENT_STATUS, ({ uri }: DocumentStatusParams, token: CancellationToken) =>
      answerFromVersion(server, "the status", uri, token, ({ service, document }): DocumentStatus => ({
        policies: document.policies.length,
        dataDate: service.catalog().date,
      })),
    );
  },
};
