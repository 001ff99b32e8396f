/** "IAM Verdict: Copy Policy As…": the policy or the statement under the cursor, in another form, on the clipboard. */
import { commands, type Disposable, env, l10n, type TextEditor, window } from "vscode";
import { type BaseLanguageClient } from "vscode-languageclient";
import {
  CONVERT_POLICY,
  type ConvertPolicyParams,
  type ConvertPolicyResult,
} from "../../../server/src/lsp/protocol.ts";
import { policyEditor } from "../policy-editor.ts";
import { NEW_POLICY_COMMAND } from "./new-policy.ts";

export const COPY_POLICY_COMMAND = "iamVerdict.copyPolicyAs";

/** What key bindings and other extensions may pass: nothing is asked then. */
export interface CopyPolicyArguments {
  readonly form?: string;
  readonly part?: ConvertPolicyParams["part"];
}

export function registerCopyPolicy(client: BaseLanguageClient): Disposable {
  return commands.registerCommand(COPY_POLICY_COMMAND, async (passed?: CopyPolicyArguments) => {
    const editor = policyEditor(NEW_POLICY_COMMAND);
    if (editor === undefined) return undefined;
    const choice = passed?.form === undefined ? await askForForm(client, editor) : passed;
    if (choice?.form === undefined) return undefined;
    const answer = await ask(client, editor, choice);
    if ("text" in answer) {
      await env.clipboard.writeText(answer.text);
      window.setStatusBarMessage(`$(check) ${l10n.t("Copied")}`, SHOWN_MS);
      return answer.text;
    }
    if ("problem" in answer) void window.showWarningMessage(answer.problem);
    return undefined;
  });
}

const SHOWN_MS = 4000;

async function askForForm(client: BaseLanguageClient, editor: TextEditor): Promise<CopyPolicyArguments | undefined> {
  const answer = await ask(client, editor, {});
  if ("problem" in answer) {
    void window.showWarningMessage(answer.problem);
    return undefined;
  }
  if (!("forms" in answer)) return undefined;
  const parts = answer.hasStatement ? (["policy", "statement"] as const) : (["policy"] as const);
  const items = answer.forms.flatMap(({ form, name }) =>
    parts.map((part) => ({
      label: name,
      description: part === "policy" ? l10n.t("whole policy") : l10n.t("this statement"),
      form,
      part,
    })),
  );
  return window.showQuickPick(items, { title: l10n.t("Copy Policy As"), matchOnDescription: true });
}

function ask(
  client: BaseLanguageClient,
  { document, selection }: TextEditor,
  { form, part = "policy" }: CopyPolicyArguments,
): Promise<ConvertPolicyResult> {
  const { line, character } = selection.active;
  const params: ConvertPolicyParams = { uri: document.uri.toString(), position: { line, character }, form, part };
  return client.sendRequest<ConvertPolicyResult>(CONVERT_POLICY, params);
}
