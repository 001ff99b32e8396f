/** "IAM Verdict: Start a Workspace File": what was found in this folder, as a first iam-verdict.json to be corrected. */
import {
  commands,
  Disposable,
  l10n,
  type Memento,
  StatusBarAlignment,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { FIRST_LOOK, type FirstLookResult } from "../../../server/src/lsp/protocol.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";
import { offerFolder } from "./open-sample.ts";

export const START_WORKSPACE_FILE_COMMAND = "iamVerdict.startWorkspaceFile";

export function registerFirstLook(client: BaseLanguageClient): Disposable {
  return commands.registerCommand(START_WORKSPACE_FILE_COMMAND, async () => {
    if (workspace.workspaceFolders === undefined) {
      void offerFolder(l10n.t("A workspace file stands in a folder. Open the one with your policies."));
      return undefined;
    }
    const { existing, draft } = await look(client);
    const [first] = existing;
    if (first !== undefined) {
      await window.showTextDocument(Uri.parse(first));
      return first;
    }
    if (draft === undefined) {
      void offerPolicy();
      return undefined;
    }
    const uri = Uri.parse(draft.uri);
    const edit = new WorkspaceEdit();
    edit.createFile(uri, { contents: new TextEncoder().encode(draft.text) });
    if (!(await workspace.applyEdit(edit))) {
      void window.showErrorMessage(l10n.t("The workspace file could not be made: the folder cannot be written."));
      return undefined;
    }
    await window.showTextDocument(uri);
    return draft.uri;
  });
}

async function offerPolicy(): Promise<void> {
  const begin = l10n.t("New IAM Policy…");
  const said = l10n.t("No policy of which something could be said was found in this workspace.");
  if ((await window.showInformationMessage(said, begin)) === begin) await commands.executeCommand(NEW_POLICY_COMMAND);
}

const LOOKED = "lookedAround";

/**
 * The first time that a folder is open, a line in the status bar if there are policies of which nothing is said. It asks
 * for nothing, goes when it is pressed, and does not come back.
 */
export async function offerFirstLook(client: BaseLanguageClient, state: Memento): Promise<Disposable> {
  if (state.get(LOOKED) === true || workspace.workspaceFolders === undefined) return new Disposable(() => undefined);
  await state.update(LOOKED, true);
  const { draft } = await look(client);
  if (draft === undefined) return new Disposable(() => undefined);
  const item = window.createStatusBarItem("firstLook", StatusBarAlignment.Right);
  item.name = l10n.t("IAM Verdict: First Look");
  item.text = `$(shield) ${draft.summary}`;
  item.tooltip = l10n.t("IAM Verdict: write down what they are attached to, so that denials are explained by them");
  item.command = START_WORKSPACE_FILE_COMMAND;
  item.show();
  const watcher = workspace.createFileSystemWatcher("**/iam-verdict.json");
  watcher.onDidCreate(() => {
    item.dispose();
    watcher.dispose();
  });
  return Disposable.from(item, watcher);
}

function look(client: BaseLanguageClient): Promise<FirstLookResult> {
  return client.sendRequest<FirstLookResult>(FIRST_LOOK, {});
}
