/** "IAM Verdict: Start a Workspace File": what was found in this folder, as a first iam-verdict.json to be corrected. */
import {
  commands,
  Disposable,
  l10n,
  type Memento,
  StatusBarAlignment,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
} from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import { FIRST_LOOK, type FirstLookResult, type WorkspaceFilePlace } from "../../../server/src/lsp/protocol.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { offerOnce } from "../first-offer.ts";
import { POLICY_FILES } from "../policy-languages.ts";
import { showStatement } from "./explain-denial.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";
import { offerFolder } from "./open-sample.ts";

export const START_WORKSPACE_FILE_COMMAND = "iamVerdict.startWorkspaceFile";

type FirstLookRoom = Pick<ExplanationRoom, "client" | "panel" | "explanation">;

export function registerFirstLook(room: FirstLookRoom): Disposable {
  const { client, panel } = room;
  return commands.registerCommand(START_WORKSPACE_FILE_COMMAND, async (passed?: unknown) => {
    // What is shown must not cover the explanation that led there.
    const viewColumn = panel.visible ? panel.fileColumn : ViewColumn.Active;
    const place = placeOfStep(room, passed);
    if (place !== undefined && place !== null) {
      await showStatement(place, viewColumn, false);
      return place.uri;
    }
    if (workspace.workspaceFolders === undefined) {
      void offerFolder(l10n.t("A workspace file needs a folder. Open the one with your policies."));
      return undefined;
    }
    const { existing, draft } = await look(client);
    const [first] = existing;
    if (first !== undefined) {
      await window.showTextDocument(Uri.parse(first), { viewColumn });
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
      void window.showErrorMessage(
        l10n.t(
          "The workspace file could not be created because the folder is read-only. Make it writable, then try again.",
        ),
      );
      return undefined;
    }
    await window.showTextDocument(uri, { viewColumn });
    return draft.uri;
  });
}

/** A place in the workspace file that a step of an explanation leads to. */
function placeOfStep({ explanation }: FirstLookRoom, passed: unknown): WorkspaceFilePlace | undefined {
  if (typeof passed !== "object" || passed === null || !("denial" in passed) || !("step" in passed)) return undefined;
  const { denial, step } = passed;
  if (typeof denial !== "number" || typeof step !== "number") return undefined;
  return explanation.current?.result.denials[denial]?.next[step]?.workspaceFile;
}

async function offerPolicy(): Promise<void> {
  const begin = l10n.t("New IAM Policy…");
  const said = l10n.t(
    "Nothing here needs a workspace file yet: Terraform and templates say themselves what their policies are for. Save a policy in a file of its own first.",
  );
  if ((await window.showInformationMessage(said, begin)) === begin) await commands.executeCommand(NEW_POLICY_COMMAND);
}

/** Not `lookedAround`, which was also kept of folders that had no policies. */
const LOOKED = "firstLookOffered";

/**
 * The first time that a folder holds policies of which nothing is said, a line in the status bar. It asks for nothing,
 * goes when the workspace file is made, and does not come back.
 */
export async function offerFirstLook(
  client: BaseLanguageClient,
  state: Memento,
  failed: (error: unknown) => void,
): Promise<Disposable> {
  if (workspace.workspaceFolders === undefined) return new Disposable(() => undefined);
  let item: Disposable | undefined;
  const end = await offerOnce({
    wasOffered: () => state.get(LOOKED) === true,
    rememberOffer: () => state.update(LOOKED, true),
    look: () => look(client),
    show: ({ summary }) => (item = showOffer(summary)),
    failed,
    onNewFiles: (looked) => {
      const watcher = workspace.createFileSystemWatcher(POLICY_FILES);
      const tell = () => void looked();
      watcher.onDidCreate(tell);
      watcher.onDidChange(tell);
      return () => {
        watcher.dispose();
      };
    },
  });
  return new Disposable(() => {
    end();
    item?.dispose();
  });
}

function showOffer(summary: string): Disposable {
  const item = window.createStatusBarItem("firstLook", StatusBarAlignment.Right);
  item.name = l10n.t("IAM Verdict: First Look");
  item.text = `$(shield) ${summary}`;
  item.tooltip = l10n.t(
    "IAM Verdict: say what the policies are attached to, so that explanations of denials can use them",
  );
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
