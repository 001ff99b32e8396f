/** "IAM Verdict: Show Commands": what can be done, in one list. A click on the language status opens it. */
import { commands, type Disposable, l10n, languages, type QuickPickItem, window, workspace } from "vscode";
import { POLICY_DOCUMENTS } from "../policy-languages.ts";
import { CHECK_WORKSPACE_COMMAND } from "./check-workspace.ts";
import { COPY_POLICY_COMMAND } from "./copy-policy.ts";
import { EXPLAIN_DENIAL_COMMAND } from "./explain-denial.ts";
import { START_WORKSPACE_FILE_COMMAND } from "./first-look.ts";
import { SHRINK_POLICY_COMMAND } from "./fit-policy.ts";
import { COPY_MANAGED_POLICY_COMMAND } from "./managed-policies.ts";
import { NEEDED_PERMISSIONS_COMMAND } from "./needed-permissions.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";
import { FIRST_STEPS } from "./open-sample.ts";
import { SHOW_DOCUMENTATION_COMMAND } from "./show-documentation.ts";
import { SHOW_RECENT_COMMAND } from "./show-recent-explanations.ts";
import { WHO_CAN_COMMAND } from "./who-can.ts";

export const SHOW_COMMANDS_COMMAND = "iamVerdict.showCommands";

interface Choice extends QuickPickItem {
  readonly run: readonly [command: string, ...rest: readonly unknown[]];
}

export function registerShowCommands(showLog: () => void): Disposable {
  return commands.registerCommand(SHOW_COMMANDS_COMMAND, async () => {
    const log: Choice = { label: l10n.t("$(output) Show the Log"), run: [""] };
    const items = [...choicesOf(), log];
    const options = { title: "IAM Verdict", placeHolder: l10n.t("What do you want to do?"), matchOnDetail: true };
    const picked = await window.showQuickPick(items, options);
    if (picked === log) showLog();
    else if (picked !== undefined) await commands.executeCommand(...picked.run);
  });
}

function choicesOf(): readonly Choice[] {
  const document = window.activeTextEditor?.document;
  const isPolicyFile = document !== undefined && languages.match(POLICY_DOCUMENTS, document) > 0;
  return [
    {
      label: l10n.t("$(search) Explain AccessDenied"),
      detail: l10n.t("Finds the statement that denied the request."),
      run: [EXPLAIN_DENIAL_COMMAND],
    },
    {
      label: l10n.t("$(history) Show Recent Explanations"),
      run: [SHOW_RECENT_COMMAND],
    },
    {
      label: l10n.t("$(new-file) New IAM Policy…"),
      detail: l10n.t("Starts with a complete policy of the kind you pick."),
      run: [NEW_POLICY_COMMAND],
    },
    {
      label: l10n.t("$(copy) Copy a Managed Policy of AWS…"),
      detail: l10n.t("Starts with a copy of an AWS managed policy."),
      run: [COPY_MANAGED_POLICY_COMMAND],
    },
    {
      label: l10n.t("$(key) Which Permission Does This Need…"),
      detail: l10n.t("Adds what an API operation or a command of the AWS CLI needs."),
      run: [NEEDED_PERMISSIONS_COMMAND],
    },
    ...(isPolicyFile ? withPolicy() : []),
    ...(workspace.workspaceFolders === undefined ? [] : inFolder()),
    {
      label: l10n.t("$(rocket) First Steps"),
      detail: l10n.t("Fix a finding, explain a denial and begin a policy in a sample."),
      run: ["workbench.action.openWalkthrough", FIRST_STEPS, false],
    },
    {
      label: l10n.t("$(book) Open the Documentation"),
      run: [SHOW_DOCUMENTATION_COMMAND],
    },
    {
      label: l10n.t("$(gear) Open the Settings"),
      run: ["workbench.action.openSettings", "@ext:iam-verdict.iam-verdict"],
    },
  ];
}

/** With the file in front. */
function withPolicy(): readonly Choice[] {
  return [
    {
      label: l10n.t("$(clippy) Copy Policy As…"),
      detail: l10n.t("Copies the policy for Terraform, CloudFormation or the AWS CDK, or as AWS takes it."),
      run: [COPY_POLICY_COMMAND],
    },
    {
      label: l10n.t("$(fold) Shrink to Fit"),
      detail: l10n.t("Makes the policy shorter without changing what it allows."),
      run: [SHRINK_POLICY_COMMAND],
    },
  ];
}

/** With a folder that is open. */
function inFolder(): readonly Choice[] {
  return [
    {
      label: l10n.t("$(checklist) Check Workspace"),
      detail: l10n.t("Lists the problems of all policies, including files that are not open."),
      run: [CHECK_WORKSPACE_COMMAND],
    },
    {
      label: l10n.t("$(organization) Who Can …?"),
      detail: l10n.t("Lists the statements that allow or deny an action."),
      run: [WHO_CAN_COMMAND],
    },
    {
      label: l10n.t("$(file-code) Open or Start iam-verdict.json"),
      detail: l10n.t("Says what kind each policy is and what it is attached to."),
      run: [START_WORKSPACE_FILE_COMMAND],
    },
  ];
}
