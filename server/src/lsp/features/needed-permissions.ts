/** The permissions of an API operation or a command, as statements of the policy under the cursor. */
import { type CancellationToken } from "vscode-languageserver";
import { phraseToMessage } from "../../wording/message-text.ts";
import { answerFromVersion, type LspFeature, type LspServer } from "../lsp-server.ts";
import { NEEDED_PERMISSIONS, type NeededPermissionsParams, type NeededPermissionsResult } from "../protocol.ts";
import { runOrRefuse } from "../run-safe.ts";
import { toLspWorkspaceEdit } from "../to-lsp.ts";

export const neededPermissions: LspFeature = {
  capabilities: {},
  register(server) {
    const { connection, log } = server;
    const answerTo = (params: NeededPermissionsParams, token: CancellationToken): Promise<NeededPermissionsResult> =>
      runOrRefuse("Looking for permissions", token, log, () => answer(server, params, token));
    connection.onRequest<NeededPermissionsResult, never>(NEEDED_PERMISSIONS, answerTo);
  },
};

async function answer(
  server: LspServer,
  { question, place }: NeededPermissionsParams,
  token: CancellationToken,
): Promise<NeededPermissionsResult> {
  const needed = (await server.services.service()).neededPermissions(question);
  if ("problem" in needed) return { problem: phraseToMessage(needed.problem) };
  const { policy, summary, notes } = needed;
  const message = [summary, ...notes].map(phraseToMessage).join(" ");
  if (place === undefined || policy === "") return { message, policy, edit: undefined };
  const edit = await answerFromVersion(server, "permissions", place.uri, token, ({ service, document, version }) => {
    const edits = service.addPermissions(document, version.text.offsetAt(place.position), needed);
    return edits && toLspWorkspaceEdit(version, edits, server.client);
  });
  return { message, policy, edit: edit ?? undefined };
}
