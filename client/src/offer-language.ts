/** A policy that was pasted into a plain text: the offer to treat it as one, once for each document. */
import { commands, type Disposable, l10n, languages, type Memento, type TextDocument, window, workspace } from "vscode";
import { looksLikePolicy } from "./policy-shape.ts";

/** A shorter text is typed, not pasted. */
const SHORTEST_PASTE = 40;
const NEVER = "neverOfferLanguage";

export function offerLanguage(state: Memento): Disposable {
  const asked = new WeakSet<TextDocument>();
  return workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const isPaste = contentChanges.some(({ text }) => text.length >= SHORTEST_PASTE);
    if (!isPaste || document.languageId !== "plaintext" || asked.has(document) || state.get(NEVER) === true) return;
    if (!looksLikePolicy(document.getText())) return;
    asked.add(document);
    void offer(document, state);
  });
}

async function offer(document: TextDocument, state: Memento): Promise<void> {
  const yes = l10n.t("Yes");
  const never = l10n.t("Never Ask");
  const question = l10n.t("This looks like an IAM policy: treat it as one?");
  const chosen = await window.showInformationMessage(question, yes, never);
  if (chosen === never) await state.update(NEVER, true);
  if (chosen !== yes || document.isClosed) return;
  await languages.setTextDocumentLanguage(document, "iam-policy");
  await commands.executeCommand("workbench.action.focusActiveEditorGroup");
}
