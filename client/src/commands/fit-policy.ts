/** "IAM Verdict: Shrink to Fit" and "Split into Managed Policies": the policy under the cursor as AWS takes it. */
import { commands, Disposable, l10n, Position, ProgressLocation, Uri, window, workspace } from "vscode";
import { type BaseLanguageClient, type WorkspaceEdit } from "vscode-languageclient";
import {
  FIT_POLICY,
  type FitPolicyParams,
  type FitPolicyResult,
  type TextRange,
} from "../../../server/src/lsp/protocol.ts";
import { policyEditor } from "../policy-editor.ts";
import { areUnchanged, rememberDocuments } from "../unchanged-documents.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";

export const SHRINK_POLICY_COMMAND = "iamVerdict.shrinkPolicy";
export const SPLIT_POLICY_COMMAND = "iamVerdict.splitPolicy";

const COMMANDS: readonly (readonly [command: string, how: FitPolicyParams["how"]])[] = [
  [SHRINK_POLICY_COMMAND, "shrink"],
  [SPLIT_POLICY_COMMAND, "split"],
];

export function registerFitPolicy(client: BaseLanguageClient): Disposable {
  return Disposable.from(
    ...COMMANDS.map(([command, how]) =>
      commands.registerCommand(command, (uri?: string, range?: TextRange) => fitPolicy(client, how, uri, range)),
    ),
  );
}

/** Answers what was done, or why not; what it says is shown as well. */
async function fitPolicy(
  client: BaseLanguageClient,
  how: FitPolicyParams["how"],
  uri: string | undefined,
  range: TextRange | undefined,
): Promise<string | undefined> {
  const place = placeOf(uri, range);
  if (place === undefined) return undefined;
  const before = rememberDocuments(workspace.textDocuments);
  const title = how === "shrink" ? l10n.t("Shrinking the policy…") : l10n.t("Splitting the policy…");
  const answer = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
    client.sendRequest<FitPolicyResult>(FIT_POLICY, { ...place, how } satisfies FitPolicyParams),
  );
  if ("problem" in answer) {
    void window.showWarningMessage(answer.problem);
    return answer.problem;
  }
  if (answer.edit !== undefined) {
    const edit = await client.protocol2CodeConverter.asWorkspaceEdit(answer.edit as WorkspaceEdit);
    const uris = edit.entries().map(([changed]) => changed.toString());
    if (!areUnchanged(uris, workspace.textDocuments, before) || !(await workspace.applyEdit(edit))) {
      void window.showWarningMessage(l10n.t("A file changed in the meantime, so nothing was written. Try again."));
      return undefined;
    }
  }
  void window.showInformationMessage(answer.message);
  return answer.message;
}

/** Of a finding, or else where the cursor is. */
function placeOf(uri: string | undefined, range: TextRange | undefined): Omit<FitPolicyParams, "how"> | undefined {
  if (typeof uri === "string" && range !== undefined) {
    const { line, character } = range.start;
    return { uri: Uri.parse(uri).toString(), position: new Position(line, character) };
  }
  const editor = policyEditor(NEW_POLICY_COMMAND);
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
