/** "IAM Verdict: AWS: Forget What Was Fetched": what is in memory, and what was written into the workspace. */
import { RelativePattern, type Uri, window, workspace } from "vscode";
import { FILES_CHANGED, type FilesChangedParams } from "../../../server/src/lsp/protocol.ts";
import { FETCHED_FOLDER } from "../fetched-files.ts";
import { type AwsDesk } from "./aws-desk.ts";
import { forgetPlace } from "./keep-fetched.ts";
import { PART } from "./write-whole.ts";

/** As `fetch` names its files; whatever else is in the folder is somebody's own. */
const WRITTEN = `{principal,resource,organization}-*.json{,${PART}}`;

export async function forgetFetched(desk: AwsDesk): Promise<{ readonly text: string }> {
  const { room } = desk;
  await forgetPlace(desk);
  const written = await deleteWritten();
  const uris = [...room.fetched.forget(), ...written];
  if (uris.length > 0) {
    const params: FilesChangedParams = { uris: uris.map(String) };
    await room.client.sendNotification(FILES_CHANGED, params);
    await room.explanation.explainAgain();
  }
  const text =
    uris.length === 0
      ? "Nothing that was fetched from AWS is kept here."
      : `Forgot what was fetched from AWS: ${uris.length === 1 ? "1 file" : `${uris.length} files`}.`;
  void window.showInformationMessage(text);
  return { text };
}

async function deleteWritten(): Promise<readonly Uri[]> {
  const root = workspace.workspaceFolders?.[0];
  if (root === undefined || !workspace.isTrusted) return [];
  const found = await workspace.findFiles(new RelativePattern(root, `${FETCHED_FOLDER}/${WRITTEN}`), null);
  for (const uri of found) await workspace.fs.delete(uri, { useTrash: false });
  return found;
}
