/** "IAM Verdict: Which Permission Does This Need…": what an operation or a command needs, into the policy under the cursor. */
import { commands, type Disposable, l10n, window, workspace } from "vscode";
import { type BaseLanguageClient, type WorkspaceEdit } from "vscode-languageclient";
import { answerOf } from "../answer-of-box.ts";
import {
  NEEDED_PERMISSIONS,
  type NeededPermissionsParams,
  type NeededPermissionsResult,
} from "../../../server/src/lsp/protocol.ts";
import { areUnchanged, type RememberedDocuments, rememberDocuments } from "../unchanged-documents.ts";

export const NEEDED_PERMISSIONS_COMMAND = "iamVerdict.neededPermissions";

/** What key bindings and other extensions may pass. */
export interface NeededPermissionsArguments {
  /** `aws s3 sync . s3://bucket`: nothing is asked then. */
  readonly question?: string;
}

export function registerNeededPermissions(client: BaseLanguageClient): Disposable {
  return commands.registerCommand(NEEDED_PERMISSIONS_COMMAND, async (passed?: NeededPermissionsArguments) => {
    const question = typeof passed?.question === "string" ? passed.question : await askForQuestion(client);
    if (question === undefined || question.trim() === "") return undefined;
    const editor = window.activeTextEditor;
    const place = editor && {
      uri: editor.document.uri.toString(),
      position: { line: editor.selection.active.line, character: editor.selection.active.character },
    };
    const before = rememberDocuments(workspace.textDocuments);
    const answer = await ask(client, { question, place });
    if ("problem" in answer) {
      void window.showWarningMessage(answer.problem);
      return answer.problem;
    }
    await write(client, answer, before);
    void window.showInformationMessage(answer.message);
    return answer.message;
  });
}

/** Into the policy, or into a new document where there is none. */
async function write(
  client: BaseLanguageClient,
  { policy, edit }: Extract<NeededPermissionsResult, { readonly message: string }>,
  before: RememberedDocuments,
): Promise<void> {
  if (edit !== undefined) {
    const made = await client.protocol2CodeConverter.asWorkspaceEdit(edit as WorkspaceEdit);
    const uris = made.entries().map(([changed]) => changed.toString());
    if (areUnchanged(uris, workspace.textDocuments, before) && (await workspace.applyEdit(made))) return;
  }
  if (policy === "") return;
  const document = await workspace.openTextDocument({ language: "iam-policy", content: policy });
  await window.showTextDocument(document);
}

/** Says while it is typed what it needs, or what is not known of it. */
function askForQuestion(client: BaseLanguageClient): Promise<string | undefined> {
  const box = window.createInputBox();
  box.title = l10n.t("Which Permission Does This Need…");
  box.placeholder = "HeadObject, lambda:Invoke, aws s3 sync . s3://bucket";
  let newest = 0;
  box.onDidChangeValue(async (question) => {
    const own = ++newest;
    const answer = question.trim() === "" ? undefined : await ask(client, { question, place: undefined });
    if (own === newest) box.prompt = answer === undefined ? "" : "problem" in answer ? answer.problem : answer.message;
  });
  return answerOf(box, () => box.value);
}

async function ask(client: BaseLanguageClient, params: NeededPermissionsParams): Promise<NeededPermissionsResult> {
  try {
    return await client.sendRequest<NeededPermissionsResult>(NEEDED_PERMISSIONS, params);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: l10n.t("The permissions could not be looked up: {0}", reason) };
  }
}
