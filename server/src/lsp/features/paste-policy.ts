/** A policy's JSON that is pasted, in the syntax of the file. */
import { type CancellationToken } from "vscode-languageserver";
import { answerFromVersion, type LspFeature } from "../lsp-server.ts";
import { PASTE_POLICY, type PastePolicyParams, type PastePolicyResult } from "../protocol.ts";
import { toLspRange } from "../to-lsp.ts";

export const pastePolicy: LspFeature = {
  capabilities: {},
  register(server) {
    const answerTo = (
      { uri, position, text }: PastePolicyParams,
      token: CancellationToken,
    ): Promise<PastePolicyResult> =>
      answerFromVersion(server, "paste", uri, token, ({ service, document, version }) => {
        const edit = service.paste(document, version.text.offsetAt(position), text);
        return edit === undefined ? null : { range: toLspRange(version.text, edit.span), newText: edit.newText };
      });
    server.connection.onRequest<PastePolicyResult, never>(PASTE_POLICY, answerTo);
  },
};
