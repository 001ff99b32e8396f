/** "IAM Verdict: Check Workspace": the findings of every policy, also of files that are not open, in the Problems view. */
import {
  type CancellationToken,
  commands,
  type Disposable,
  l10n,
  type Progress,
  ProgressLocation,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, ProgressType } from "vscode-languageclient";
import {
  CHECK_WORKSPACE,
  type CheckWorkspaceParams,
  type CheckWorkspaceProgress,
  type CheckWorkspaceResult,
} from "../../../server/src/lsp/protocol.ts";
import { stepIsDone } from "../first-steps.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";
import { offerFolder } from "./open-sample.ts";

export const CHECK_WORKSPACE_COMMAND = "iamVerdict.checkWorkspace";

/** Someone who asks gets an answer; a check when the folder is opened is quiet, unless something was left out. */
type Asked = "by-command" | "on-open";

const PROGRESS = new ProgressType<CheckWorkspaceProgress>();

export function registerCheckWorkspace(client: BaseLanguageClient): Disposable {
  let underWay: Promise<CheckWorkspaceResult | undefined> | undefined;
  return commands.registerCommand(CHECK_WORKSPACE_COMMAND, (asked?: unknown) => {
    underWay ??= check(client, asked === "on-open" ? asked : "by-command").finally(() => {
      underWay = undefined;
    });
    return underWay;
  });
}

/** Off unless the user has turned it on. */
export function checkOnOpen(): void {
  const isWanted = workspace.getConfiguration("iamVerdict").get<boolean>("checkWorkspaceOnOpen") === true;
  if (isWanted && workspace.workspaceFolders !== undefined) {
    void commands.executeCommand(CHECK_WORKSPACE_COMMAND, "on-open" satisfies Asked);
  }
}

async function check(client: BaseLanguageClient, asked: Asked): Promise<CheckWorkspaceResult | undefined> {
  if (workspace.workspaceFolders === undefined) {
    void offerFolder(l10n.t("Open a folder to check its policies."));
    return undefined;
  }
  const location = asked === "by-command" ? ProgressLocation.Notification : ProgressLocation.Window;
  try {
    const result = await window.withProgress(
      { location, title: l10n.t("Checking the policies of this workspace"), cancellable: true },
      (progress, token) => askServer(client, progress, token),
    );
    if (result !== undefined) stepIsDone("hasCheckedWorkspace");
    if (result !== undefined && (asked === "by-command" || result.leftOut > 0)) void tell(result);
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t("The workspace could not be checked: {0}", reason));
    return undefined;
  }
}

/** Undefined if it was stopped. */
async function askServer(
  client: BaseLanguageClient,
  progress: Progress<{ readonly message: string; readonly increment: number }>,
  token: CancellationToken,
): Promise<CheckWorkspaceResult | undefined> {
  const params: CheckWorkspaceParams = { progress: `check-workspace-${++checks}` };
  let shown = 0;
  const listener = client.onProgress(PROGRESS, params.progress, ({ done, total }) => {
    const percent = Math.floor((100 * done) / Math.max(total, 1));
    progress.report({ message: l10n.t("{0} of {1} files", done, total), increment: percent - shown });
    shown = percent;
  });
  try {
    return await client.sendRequest<CheckWorkspaceResult>(CHECK_WORKSPACE, params, token);
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  } finally {
    listener.dispose();
  }
}

/** Each has a name of its own, so that late news of one is not taken for news of the next. */
let checks = 0;

async function tell({ summary, policies, errors, warnings, others, leftOut }: CheckWorkspaceResult): Promise<void> {
  const isClean = errors + warnings + others + leftOut === 0;
  const showProblems = l10n.t("Show Problems");
  const begin = l10n.t("New IAM Policy…");
  const show = errors > 0 || leftOut > 0 ? window.showWarningMessage : window.showInformationMessage;
  const chosen = await show(summary, ...(isClean ? [] : [showProblems]), ...(policies === 0 ? [begin] : []));
  if (chosen === showProblems) await commands.executeCommand("workbench.actions.view.problems");
  if (chosen === begin) await commands.executeCommand(NEW_POLICY_COMMAND);
}
