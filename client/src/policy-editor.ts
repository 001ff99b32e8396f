/** The editor that a command on a policy is for. */
import { commands, l10n, languages, type TextDocument, type TextEditor, window } from "vscode";
import { POLICY_DOCUMENTS } from "./policy-languages.ts";

/** Where none is in front that is read for policies, the way to one is offered, and the answer is undefined. */
export function policyEditor(newPolicyCommand: string): TextEditor | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) void offerPolicy(newPolicyCommand);
  else if (languages.match(POLICY_DOCUMENTS, editor.document) === 0) void offerLanguageOf(editor.document);
  else return editor;
  return undefined;
}

async function offerPolicy(newPolicyCommand: string): Promise<void> {
  const begin = l10n.t("New IAM Policy…");
  const said = l10n.t("No file is open. Open one with an IAM policy and put the cursor in the policy.");
  if ((await window.showInformationMessage(said, begin)) === begin) await commands.executeCommand(newPolicyCommand);
}

async function offerLanguageOf(document: TextDocument): Promise<void> {
  const treat = l10n.t("Treat It as an IAM Policy");
  const said = l10n.t("This file is not read for policies: its language is {0}.", document.languageId);
  const chosen = await window.showInformationMessage(said, treat);
  if (chosen === treat && !document.isClosed) await languages.setTextDocumentLanguage(document, "iam-policy");
}
