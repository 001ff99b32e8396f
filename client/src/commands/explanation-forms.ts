/** The current explanation anew, as Markdown in the clipboard, or as a read-only text. */
import { commands, Disposable, env, l10n, languages, ViewColumn, window, workspace } from "vscode";
import { explanationCopy } from "../explanation-copy.ts";
import { EXPLANATION_LANGUAGE } from "../explanation-documents.ts";
import { type ExplanationRoom } from "../explanation-room.ts";

export const EXPLAIN_AGAIN_COMMAND = "iamVerdict.explainAgain";
export const COPY_MARKDOWN_COMMAND = "iamVerdict.copyExplanationAsMarkdown";
export const SHOW_TEXT_COMMAND = "iamVerdict.showExplanationAsText";

export function registerExplanationForms({ explanation, documents, panel }: ExplanationRoom): Disposable {
  return Disposable.from(
    commands.registerCommand(EXPLAIN_AGAIN_COMMAND, async () => {
      const explained = await explanation.explainAgain();
      // Who closed the panel and asks again wants to see it again.
      if (!panel.open) panel.show(ViewColumn.Beside);
      if (explained !== undefined) panel.announce(explained.result.summary);
      return explained && { verdict: explained.result.verdict, summary: explained.result.summary };
    }),
    commands.registerCommand(COPY_MARKDOWN_COMMAND, async () => {
      const { current } = explanation;
      if (current === undefined) return;
      const words = { message: l10n.t("The message"), facts: l10n.t("Facts that were added") };
      await env.clipboard.writeText(explanationCopy(current, words));
      panel.announce(l10n.t("Copied as Markdown."));
      window.setStatusBarMessage(`$(check) ${l10n.t("Copied as Markdown.")}`, SHOWN_MS);
    }),
    commands.registerCommand(SHOW_TEXT_COMMAND, async () => {
      const { current } = explanation;
      if (current === undefined) return undefined;
      const document = await workspace.openTextDocument(documents.add(current.result));
      await languages.setTextDocumentLanguage(document, EXPLANATION_LANGUAGE);
      await window.showTextDocument(document, { preview: false });
      return document.uri.toString();
    }),
  );
}

const SHOWN_MS = 4000;
