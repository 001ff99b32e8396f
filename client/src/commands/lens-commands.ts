/** What is done by a press on a lens: a request that a statement matches, and a wildcard written out. */
import { commands, Disposable, languages, type Range, Selection, Uri, window, workspace } from "vscode";
import {
  MATCHING_REQUEST,
  type MatchingRequestParams,
  type MatchingRequestResult,
  type TextRange,
} from "../../../server/src/lsp/protocol.ts";
import { EXPLANATION_LANGUAGE } from "../explanation-documents.ts";
import { type ExplanationRoom } from "../explanation-room.ts";
import { toRange } from "../fix-edits.ts";

export const SHOW_MATCHING_REQUEST_COMMAND = "iamVerdict.showMatchingRequest";
export const EXPAND_WILDCARD_COMMAND = "iamVerdict.expandWildcard";

export function registerLensCommands({ client, documents }: Pick<ExplanationRoom, "client" | "documents">): Disposable {
  return Disposable.from(
    commands.registerCommand(SHOW_MATCHING_REQUEST_COMMAND, async (uri?: string, range?: TextRange) => {
      const place = placeOf(uri, range);
      if (place === undefined) return undefined;
      const { line, character } = place.range.start;
      const params: MatchingRequestParams = { uri: place.uri, position: { line, character } };
      const found = await client.sendRequest<MatchingRequestResult | null>(MATCHING_REQUEST, params);
      if (found === null) {
        void window.showInformationMessage("No statement of a policy is here. Put the cursor into one.");
        return undefined;
      }
      const { text } = found;
      const document = await workspace.openTextDocument(documents.add({ title: "matching-request", text, links: [] }));
      await languages.setTextDocumentLanguage(document, EXPLANATION_LANGUAGE);
      await window.showTextDocument(document, { preview: true });
      return text;
    }),
    commands.registerCommand(EXPAND_WILDCARD_COMMAND, async (uri?: string, range?: TextRange) => {
      const place = placeOf(uri, range);
      if (place === undefined) return;
      const editor = await window.showTextDocument(Uri.parse(place.uri));
      editor.selection = new Selection(place.range.start, place.range.start);
      editor.revealRange(place.range);
      // The menu of what can be written in another way has it; a single one is made at once.
      await commands.executeCommand("editor.action.codeAction", { kind: "refactor.rewrite", apply: "ifSingle" });
    }),
  );
}

/** Of a lens, or else where the cursor is. */
function placeOf(
  uri: string | undefined,
  range: TextRange | undefined,
): { readonly uri: string; readonly range: Range } | undefined {
  if (typeof uri === "string" && range !== undefined) return { uri, range: toRange(range) };
  const editor = window.activeTextEditor;
  return editor && { uri: editor.document.uri.toString(), range: editor.selection };
}
